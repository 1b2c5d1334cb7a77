import type { Role } from "../../shared/directory/model.ts";
import { formatJst, jstDate, startOfJstDate } from "../../shared/time/model.ts";
import { demoRecordingKey, recordingContentType, recordings } from "./audio.ts";
import { addDays, historyDays } from "./calendar.ts";
import { simulateCalls } from "./calls.ts";
import type { DemoTenant } from "./tenant.ts";
import { demoTenants } from "./tenants.ts";

/** A CloudEvents 1.0 event as the dialler and the administration send it. */
export interface CloudEvent {
	specversion: "1.0";
	id: string;
	source: string;
	type: string;
	time: string;
	tenantid: string;
	data: object;
}

/**
 * The history of three invented tenants up to `now`: first everything that calls refer to, then the calls in order of
 * dialling, tenant by tenant. The same instant gives the same events; two instants of one JST date give the same events
 * for all earlier days.
 */
export function* demoEvents(now: Date): Generator<CloudEvent> {
	yield* demoReferences(now);
	for (const tenant of demoTenants(now)) yield* numbered(tenant, "call", now, calls(tenant, now.getTime()));
}

/** Everything except calls and recordings. */
export function* demoReferences(now: Date): Generator<CloudEvent> {
	for (const tenant of demoTenants(now)) yield* numbered(tenant, "admin", now, references(tenant, now.getTime()));
}

function* numbered(
	tenant: DemoTenant,
	sort: string,
	now: Date,
	happenings: Iterable<Happening>,
): Generator<CloudEvent> {
	const { tenantId } = tenant;
	const prefix = `demo-${jstDate(now.getTime())}-${tenantId}-${sort}`;
	let number = 0;
	for (const { source, type, at, data } of happenings) {
		const id = `${prefix}-${++number}`;
		yield { specversion: "1.0", id, source, type, time: formatJst(at), tenantid: tenantId, data };
	}
}

interface Happening {
	source: string;
	type: string;
	/** Epoch milliseconds. */
	at: number;
	data: object;
}

function* references(tenant: DemoTenant, now: number): Generator<Happening> {
	const at = startOfJstDate(addDays(jstDate(now), -historyDays - 1)) + 9 * 3_600_000;
	const saved = (noun: string, data: object) => happening("admin", `rireki.${noun}.saved.v1`, at, data);
	yield saved("tenant", { name: tenant.name, outboundOption: tenant.outboundOption });
	for (const { groupId, leftOn, ...agent } of tenant.agents) yield saved("account", agent);
	for (const account of tenant.staff) yield saved("account", account);
	for (const { campaignId, name, resultEntry, results } of tenant.campaigns) {
		yield saved("campaign", { campaignId, name, resultEntry, results });
	}
	for (const { listIds, ...batch } of tenant.batches) yield saved("batch", batch);
	for (const list of tenant.customerLists) yield saved("customer-list", list);
	for (const group of tenant.callingGroups) yield saved("calling-group", group);
	if (!tenant.deletedList) return;
	const { customerListId, deletedAt } = tenant.deletedList;
	yield happening("admin", "rireki.customer-list.deleted.v1", deletedAt, { customerListId });
}

function* calls(tenant: DemoTenant, now: number): Generator<Happening> {
	for (const { data, reportedAt, recording } of simulateCalls(tenant, now)) {
		yield happening("dialler", "rireki.call.completed.v1", reportedAt, data);
		const file = recording && recordings[recording.number - 1];
		if (!file || recording.storedAt > now) continue;
		yield happening("dialler", "rireki.recording.stored.v1", recording.storedAt, {
			callId: data.callId,
			objectKey: demoRecordingKey(tenant.tenantId, file.number),
			contentType: recordingContentType,
			durationSeconds: file.seconds,
		});
	}
}

function happening(sender: string, type: string, at: number, data: object): Happening {
	return { source: `urn:example:${sender}`, type, at, data };
}

/** Whom to sign in as, for the start-up screen. */
export const demoAccounts: readonly {
	tenant: string;
	accountId: string;
	role: Role;
	name: string;
	description: string;
}[] = [
	{ ...account("acme", "sv01", "supervisor", "田中 花子"), description: "sees and corrects four of five campaigns" },
	{ ...account("acme", "sv02", "supervisor", "山﨑 徹"), description: "granted two campaigns, one of them ended" },
	{ ...account("acme", "ag01", "agent", "鈴木 一郎"), description: "own calls only, correctable on the same day" },
	{ ...account("acme", "admin", "admin", "渡邉 和子"), description: "the whole tenant, more than 10,000 hits" },
	{ ...account("blue", "sv01", "supervisor", "大西 恵"), description: "another tenant with the same ids" },
	{ ...account("green", "admin", "admin", "緑川 薫"), description: "a tenant without the outbound option: 403" },
];

function account(tenant: string, accountId: string, role: Role, name: string) {
	return { tenant, accountId, role, name };
}
