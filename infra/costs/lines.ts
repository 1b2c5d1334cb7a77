import type { Price } from "./prices.ts";
import { units } from "./units.ts";
import { durations, installation, searches, tenant } from "./work.ts";

export interface Line {
	what: string;
	count: number;
	price: Price;
}
export interface Group {
	title: string;
	lines: Line[];
}

interface Duration {
	seconds: number;
	GB: number;
}

const details = tenant.supervisors * tenant.details * tenant.workingDays;
/** Besides these: drop-downs, pages of lists, and the caller's own account. */
const otherRequests = 0.2 * (searches + details);
const requests = searches + details + otherRequests + tenant.corrections + tenant.recordingsOpened + 3 * tenant.exports;
const recordsKept = tenant.calls * tenant.monthsKept;
const gigabytes = (count: number, bytes: number) => (count * bytes) / 1e9;
const gigabyteSeconds = (count: number, { seconds, GB }: Duration) => count * seconds * GB;
const durationText = ({ seconds, GB }: Duration) => `${seconds} s of ${Number(GB.toPrecision(3))} GB`;
const trail =
	searches * units.search.trail + details * units.detail.trail + tenant.recordingsOpened * units.openedRecording.trail;
const expiryQueueRequests = tenant.calls * units.expiry.queueRequests;
/** Entries of the trail, corrections, recordings and deletions: the stream delivers them, some in batches. */
const changes = (trail / 2 + 2 * tenant.corrections + tenant.recordings + 3 * tenant.calls) / 2;

/** Function calls per month, by what they do. */
const functionCalls = {
	search: searches,
	request: requests - searches,
	intake: tenant.calls + tenant.recordings,
	changes,
	retention: expiryQueueRequests / 3,
	task: 6 * tenant.exports,
	partition: 4 * tenant.exports,
	packing: tenant.packings,
};
const calls = sum(Object.values(functionCalls));
/** By default one per second and function, plus 5 %: nearly all for one tenant, a twentieth for many. */
export const tracesOf = (count: number) => Math.min(count, 3600 * 10 * tenant.workingDays + count / 20);

/** What a tenant of 100,000 calls a month costs. */
export const ofTenant: Group[] = [
	{
		title: "table",
		lines: [
			{ what: "calls taken in", count: tenant.calls * units.call.written, price: "a unit written" },
			{ what: "… record, batch and tenant read", count: tenant.calls * units.call.read, price: "a unit read" },
			{ what: "recordings taken in", count: tenant.recordings * units.recording.written, price: "a unit written" },
			{ what: "… their reads", count: tenant.recordings * units.recording.read, price: "a unit read" },
			{
				what: "searches of a day: directory, contents, marks",
				count: searches * units.search.directory,
				price: "a unit read",
			},
			{ what: "… records that are not packed yet", count: searches * units.search.unpacked, price: "a unit read" },
			{ what: "… the rows of a page and their pointers", count: searches * units.search.page, price: "a unit read" },
			{ what: "details", count: details * units.detail.read, price: "a unit read" },
			{
				what: "recordings opened",
				count: tenant.recordingsOpened * units.openedRecording.read,
				price: "a unit read",
			},
			{ what: "corrections", count: tenant.corrections * units.correction.written, price: "a unit written" },
			{ what: "… their reads", count: tenant.corrections * units.correction.read, price: "a unit read" },
			{ what: "the trail", count: trail, price: "a unit written" },
			{ what: "packing", count: tenant.packings * units.packing.written, price: "a unit written" },
			{
				what: "… and one pack a day recounted",
				count: tenant.packings * units.packing.read + 30 * units.count.read,
				price: "a unit read",
			},
			{ what: "exports of 100,000 rows", count: tenant.exports * units.export.read, price: "a unit read" },
			{ what: "… their states", count: tenant.exports * units.export.written, price: "a unit written" },
			{ what: "records that expire", count: tenant.calls * units.expiry.written, price: "a unit written" },
			{ what: "records kept", count: gigabytes(recordsKept, units.bytes.table), price: "a GB in the table" },
			{ what: "… for a restore", count: gigabytes(recordsKept, units.bytes.table), price: "a GB that can be restored" },
		],
	},
	{
		title: "S3",
		lines: [
			{
				what: "parts of packs, for searches",
				count: searches * (units.search.parts + units.search.partsOfMemo / tenant.memoEvery),
				price: "a request to S3 that reads",
			},
			{
				what: "packs written",
				count: tenant.packings * units.packing.objectsWritten,
				price: "a request to S3 that writes or lists",
			},
			{ what: "packs kept", count: gigabytes(recordsKept, units.bytes.packs), price: "a GB in S3" },
			{ what: "recordings stored", count: tenant.recordings, price: "a request to S3 that writes or lists" },
			{
				what: "recordings kept, the last week's twice (versions)",
				count: (tenant.recordings * (tenant.monthsKept + 0.25) * tenant.recordingMB) / 1000,
				price: "a GB in S3",
			},
			{ what: "seals of the trail", count: changes / 4, price: "a request to S3 that writes or lists" },
			{
				what: "pieces and files of exports",
				count: tenant.exports * units.export.objectsWritten,
				price: "a request to S3 that writes or lists",
			},
			{ what: "… read", count: tenant.exports * units.export.objectsRead, price: "a request to S3 that reads" },
			{ what: "… kept for 90 days, 30 MB each", count: tenant.exports * 3 * 0.03, price: "a GB in S3" },
		],
	},
	{
		title: "API, functions and queues",
		lines: [
			{ what: "requests: the API", count: requests, price: "a request to the API" },
			{ what: "… CloudFront", count: requests, price: "a request to CloudFront" },
			{
				what: "… and what it sends, compressed",
				count: gigabytes(requests, units.bytes.answer),
				price: "a GB out of CloudFront",
			},
			{ what: "… the firewall", count: requests, price: "a request that the firewall inspects" },
			{ what: "functions called", count: calls, price: "a call of a function" },
			...Object.entries(functionCalls).map(([name, count]): Line => {
				const duration = durations[name as keyof typeof functionCalls];
				return {
					what: `… ${name}: ${durationText(duration)}`,
					count: gigabyteSeconds(count, duration),
					price: "a GB·s of a function",
				};
			}),
			{
				what: "queues, three requests a message",
				count: 3 * (tenant.calls + tenant.recordings) + expiryQueueRequests,
				price: "a request to a queue",
			},
			{ what: "steps of exports", count: tenant.exports * units.export.steps, price: "a step of a workflow" },
			{ what: "events out", count: tenant.corrections + tenant.exports, price: "an event on the bus" },
			{ what: "mails", count: tenant.exports, price: "a mail" },
			{ what: "logs", count: gigabytes(calls, units.bytes.log), price: "a GB of logs" },
			{ what: "logins", count: tenant.supervisors, price: "a login with threat protection" },
		],
	},
];

/** What an installation costs, however much it is used. */
export const ofInstallation: Line[] = [
	{ what: "firewall", count: 1, price: "a firewall" },
	{ what: "… its rules", count: installation.firewallRules, price: "a rule of the firewall" },
	{ what: "alarms", count: installation.alarmMetrics, price: "an alarm on one metric" },
	{ what: "metrics of our own", count: installation.metrics, price: "a metric" },
	{ what: "dashboard", count: 1, price: "a dashboard" },
	{ what: "key", count: 1, price: "a key" },
	{ what: "secrets", count: installation.secrets, price: "a secret" },
	{ what: "polls of empty queues", count: installation.idlePolls, price: "a request to a queue" },
	{
		what: `packer and sweeper with nothing to do: ${durationText(durations.scheduled)}`,
		count: gigabyteSeconds(installation.scheduledRuns, durations.scheduled),
		price: "a GB·s of a function",
	},
	{ what: "… called", count: installation.scheduledRuns, price: "a call of a function" },
];

export const callsOfTenant = calls;

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
