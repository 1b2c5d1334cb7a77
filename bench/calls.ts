import type { Outcome } from "../local/demo/memos.ts";
import { type Random, seededRandom } from "../local/demo/random.ts";
import type { CallHistory, Expiring, NextAction } from "../shared/call-history/model.ts";
import { batchExpiresAt, type systemResults } from "../shared/directory/model.ts";
import { startOfJstDate } from "../shared/time/model.ts";
import { prose } from "./memos.ts";
import { chooser, somebody } from "./people.ts";

export type Call = Expiring<CallHistory>;

export const agentIds = Array.from({ length: 40 }, (_, index) => `ag${twoDigits(index + 1)}`);
export const campaignIds = ["c01", "c02"] as const;
export const listIds = ["l01", "l02", "l03"];
export const groupIds = ["g01", "g02"];
/** A distant end, because some parts use the machine's clock. */
export const batches = Array.from({ length: 20 }, (_, index) => ({
	batchId: `b${twoDigits(index + 1)}`,
	campaignId: campaignIds[index % 2] ?? "c01",
	endsOn: "2099-12-31",
}));

const hourMs = 3_600_000;
/** Calls by the half hour from nine to half past eight: few at noon, most in the late morning and after work. */
export const halfHours = [6, 9, 11, 12, 12, 11, 6, 5, 8, 9, 9, 9, 9, 9, 10, 10, 11, 12, 13, 13, 12, 9, 5];
const opensAtMs = 9 * hourMs;
/** The call was answered, and the agent has written a memo. */
const answeredShare = 0.55;
const outcomes = chooser<[Outcome, number]>(
	[
		["absent", 34],
		["refused", 30],
		["considering", 15],
		["contract", 8],
		["answered", 6],
		["wrong", 4],
		["cancel", 2],
		["complaint", 1],
	],
	([, weight]) => weight,
);
const unanswered = chooser<[keyof typeof systemResults, number]>(
	[
		["timeout", 54],
		["busy_or_announcement", 29],
		["no_agent", 8],
		["out_of_service_number", 5],
		["do_not_call", 4],
	],
	([, weight]) => weight,
);
const callerIds = ["0312340000", "0312340001", "0612340000"];
const expiresAt = Math.ceil(batchExpiresAt({ endsOn: "2099-12-31" }) / 1000);

/** A day's calls by time, then call id; the same on every machine. */
export function callsOfDay(tenantId: string, date: string, count: number): Call[] {
	const random = seededRandom(`${tenantId} ${date}`);
	const pickHalfHour = chooser(
		halfHours.map((weight, index) => ({ weight, index })),
		({ weight }) => weight,
	);
	const opening = startOfJstDate(date) + opensAtMs;
	const times = Float64Array.from({ length: count }, () => {
		const milliseconds = (pickHalfHour(random).index + random.next()) * (hourMs / 2);
		return opening + Math.floor(milliseconds / 1000) * 1000;
	}).sort();
	const calls = Array.from(times, (calledAt, number) => callAt(random, tenantId, calledAt, number, count));
	return calls.sort((a, b) => a.calledAt - b.calledAt || (a.callId < b.callId ? -1 : 1));
}

function callAt(random: Random, tenantId: string, calledAt: number, number: number, perDay: number): Call {
	const batch = random.pick(batches);
	const { campaignId, batchId } = batch;
	const answered = random.chance(answeredShare);
	const outcome = outcomes(random)[0];
	const seconds = answered ? Math.ceil(Math.min(random.logNormal(70, 0.8), 3600)) : 0;
	const nextAction = answered ? nextActionOf(random, outcome, calledAt) : { type: "continue" as const };
	const createdAt = calledAt + (seconds + random.int(4, 40)) * 1000;
	const recorded = answered && random.chance(0.6);
	return {
		tenantId,
		callId: uuid(random),
		requestId: requestId(calledAt, number),
		calledAt,
		campaignId,
		batchId,
		customerListId: random.pick(listIds),
		callingGroupId: random.pick(groupIds),
		customerId: `cu-${random.int(1, perDay * 5)}`,
		callerId: random.pick(callerIds),
		...somebody(random),
		...(random.chance(0.3) ? { remarks: "平日午前を希望" } : {}),
		...(answered
			? {
					agentId: random.pick(agentIds),
					talkedWith: outcome === "absent" || outcome === "wrong" ? ("other" as const) : ("self" as const),
					memo: prose(random),
				}
			: {}),
		resultId: answered ? `${campaignId}-${outcome}` : unanswered(random)[0],
		durationSeconds: seconds,
		nextAction,
		...(recorded
			? {
					recording: {
						objectKey: `${tenantId}/${calledAt}-${number}.wav`,
						contentType: "audio/wav",
						durationSeconds: seconds,
						storedAt: createdAt,
					},
				}
			: {}),
		createdAt,
		version: 0,
		storedAt: createdAt + 2000,
		changedAt: createdAt + 2000,
		expiresAt,
	};
}

function nextActionOf(random: Random, outcome: Outcome, calledAt: number): NextAction {
	const redials = outcome === "considering" ? 0.7 : outcome === "absent" ? 0.3 : 0.05;
	if (!random.chance(redials)) return { type: outcome === "absent" ? "continue" : "done" };
	return {
		type: "redial",
		redialAt: Math.ceil(calledAt / (hourMs / 2)) * (hourMs / 2) + random.int(2, 140) * (hourMs / 2),
	};
}

/** The time at which the dialler requested the call, and a running number. */
function requestId(calledAt: number, number: number): string {
	const digits = new Date(calledAt - 2000).toISOString().replace(/\D/g, "");
	return digits.slice(0, 14) + String(number % 1_000_000).padStart(6, "0");
}

function uuid(random: Random): string {
	const part = () =>
		Math.floor(random.next() * 4294967296)
			.toString(16)
			.padStart(8, "0");
	const [a, b, c, d] = [part(), part(), part(), part()];
	return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

function twoDigits(number: number): string {
	return String(number).padStart(2, "0");
}
