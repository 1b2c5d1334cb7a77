import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { type CloudEvent, demoAccounts, demoEvents } from "../../local/demo/events.ts";
import { applyAll, callItems } from "../../local/demo/items.ts";
import { marksIndex } from "../../shared/call-history/schema.ts";
import { batchExpiresAt, systemResults } from "../../shared/directory/model.ts";
import { type CallCompleted, type IncomingEvent, incomingEventSchema } from "../../shared/incoming-event/model.ts";
import { createDynamoDbClient, type Item } from "../../shared/platform/dynamodb.ts";
import { endOfJstDate, jstDate, startOfJstDate } from "../../shared/time/model.ts";
import { createWorld } from "../support/world.ts";

const now = new Date("2026-11-20T16:30:00+09:00");
let events: CloudEvent[];
let parsed: IncomingEvent[];
let calls: CallCompleted[];

function all<Type extends IncomingEvent["type"]>(type: Type, of = parsed) {
	return of.filter((event): event is Extract<IncomingEvent, { type: Type }> => event.type === type);
}

const callsOf = (tenantId: string) => calls.filter(({ tenantid }) => tenantid === tenantId);
const callsOfToday = (at: Date, tenantId?: string) =>
	[...demoEvents(at)].flatMap((event) => {
		if (event.type !== "rireki.call.completed.v1" || (tenantId && event.tenantid !== tenantId)) return [];
		if (jstDate(Date.parse(event.time)) !== jstDate(at.getTime())) return [];
		const { data } = incomingEventSchema.parse(event) as CallCompleted;
		return jstDate(data.calledAt) === jstDate(at.getTime()) ? [data] : [];
	});

/** For checks of tens of thousands of items: an `expect` for each would take most of the time. */
function assure(holds: boolean, what: unknown): void {
	if (!holds) expect.fail(`does not hold for ${JSON.stringify(what)}`);
}

beforeAll(() => {
	events = [...demoEvents(now)];
	parsed = events.map((event) => incomingEventSchema.parse(event));
	calls = all("rireki.call.completed.v1");
});

describe("the demonstration events", () => {
	it("are identical for the same instant", () => {
		expect(JSON.stringify([...demoEvents(now)])).toBe(JSON.stringify(events));
	});

	it("are the same for past days, at whatever time of day they are made", () => {
		const before = (of: Iterable<CloudEvent>) =>
			[...of].filter(({ time }) => time < "2026-11-20").map((event) => JSON.stringify(event));
		const early = before(demoEvents(new Date("2026-11-20T00:10:00+09:00")));
		expect(early).toEqual(before(events));
	});

	it("have unique ids", () => {
		expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
		const callIds = calls.map(({ tenantid, data }) => `${tenantid} ${data.callId}`);
		expect(new Set(callIds).size).toBe(calls.length);
		expect(new Set(calls.map(({ data }) => data.requestId)).size).toBe(calls.length);
	});

	it("are about thirty thousand calls of two tenants", () => {
		expect(callsOf("acme").length).toBeGreaterThan(25_000);
		expect(callsOf("acme").length).toBeLessThan(27_000);
		expect(callsOf("blue").length).toBeGreaterThan(3_700);
		expect(callsOf("blue").length).toBeLessThan(4_300);
		expect(callsOf("green")).toEqual([]);
		const reached = calls.filter(({ data }) => data.agentId).length / calls.length;
		expect(reached).toBeGreaterThan(0.4);
		expect(reached).toBeLessThan(0.5);
	});

	it("refer only to existing ids", () => {
		const ids = new Set(
			parsed.flatMap(({ tenantid, type, data }) =>
				type.endsWith(".saved.v1")
					? Object.entries(data).flatMap(([name, id]) => (name.endsWith("Id") ? [`${tenantid} ${name} ${id}`] : []))
					: [],
			),
		);
		const results = new Set(
			all("rireki.campaign.saved.v1").flatMap(({ tenantid, data }) =>
				data.results.map(({ resultId }) => `${tenantid} ${data.campaignId} ${resultId}`),
			),
		);
		for (const { tenantid, data } of calls) {
			for (const name of ["campaignId", "batchId", "customerListId", "callingGroupId"] as const) {
				assure(ids.has(`${tenantid} ${name} ${data[name]}`), [name, data]);
			}
			if (!data.agentId) continue;
			assure(ids.has(`${tenantid} accountId ${data.agentId}`), data);
			if (data.resultId) assure(results.has(`${tenantid} ${data.campaignId} ${data.resultId}`), data);
		}
		for (const { tenant, accountId } of demoAccounts) expect(ids.has(`${tenant} accountId ${accountId}`)).toBe(true);
	});

	it("have calls and redials only within their batches", () => {
		expect(calls.length).toBeGreaterThan(0);
		const batches = new Map(
			all("rireki.batch.saved.v1").map((event) => [`${event.tenantid} ${event.data.batchId}`, event.data]),
		);
		for (const { tenantid, data } of calls) {
			const batch = batches.get(`${tenantid} ${data.batchId}`);
			if (!batch) throw new Error("no batch");
			assure(batch.campaignId === data.campaignId, data);
			assure(startOfJstDate(batch.startsOn) <= data.calledAt && data.calledAt < endOfJstDate(batch.endsOn), data);
			assure(batchExpiresAt(batch) > now.getTime(), batch);
			if (data.nextAction.type !== "redial") continue;
			const { redialAt } = data.nextAction;
			assure(data.calledAt < redialAt && redialAt < endOfJstDate(batch.endsOn), data);
		}
	});

	it("have running batches and open redials", () => {
		const today = jstDate(now.getTime());
		const running = all("rireki.batch.saved.v1").filter(
			({ tenantid, data }) => tenantid === "acme" && data.startsOn <= today && today <= data.endsOn,
		);
		expect(new Set(running.map(({ data }) => data.campaignId)).size).toBeGreaterThanOrEqual(3);
		const open = callsOf("acme").filter(
			({ data }) => data.nextAction.type === "redial" && data.nextAction.redialAt > now.getTime(),
		);
		expect(open.length).toBeGreaterThan(50);
	});

	it("contain nothing from the future", () => {
		expect(calls.length).toBeGreaterThan(0);
		for (const event of parsed) assure(event.time <= now.getTime(), event);
		for (const { data, time } of calls) {
			assure(data.createdAt === time, data);
			assure(data.calledAt + data.durationSeconds * 1000 <= time, data);
		}
	});

	it("call customers again as the next action says, and never after `done`", () => {
		const last = new Map<string, CallCompleted["data"]>();
		let repeated = 0;
		for (const { tenantid, data } of calls) {
			const key = `${tenantid} ${data.batchId} ${data.customerId}`;
			const before = last.get(key);
			last.set(key, data);
			if (!before) continue;
			repeated++;
			assure((before.createdAt ?? Number.POSITIVE_INFINITY) < data.calledAt, data);
			assure(before.nextAction.type !== "done", data);
			if (before.nextAction.type === "redial") assure(before.nextAction.redialAt <= data.calledAt, data);
		}
		expect(repeated).toBeGreaterThan(calls.length / 4);
		const customers = new Set([...last.keys()].map((key) => key.replace(/ .* /, " ")));
		expect(last.size - customers.size, "customers in two batches").toBeGreaterThan(200);
	});

	it("have no agent with a system result, and no result in a campaign without result entry", () => {
		const entered = new Map(
			all("rireki.campaign.saved.v1").map(({ tenantid, data }) => [`${tenantid} ${data.campaignId}`, data.resultEntry]),
		);
		const seen = new Set<string>();
		for (const { tenantid, data } of calls) {
			if (!data.agentId) {
				assure(data.talkedWith === undefined, data);
				assure((data.resultId ?? "") in systemResults, data);
				seen.add(data.resultId ?? "");
			} else if (entered.get(`${tenantid} ${data.campaignId}`))
				assure(!((data.resultId ?? "timeout") in systemResults), data);
			else assure(data.resultId === undefined, data);
		}
		expect([...seen].sort()).toEqual(Object.keys(systemResults).sort());
	});

	it("let an agent talk to one customer at a time", () => {
		expect(calls.length).toBeGreaterThan(0);
		const busyUntil = new Map<string, number>();
		for (const { tenantid, data } of calls) {
			if (!data.agentId) continue;
			const key = `${tenantid} ${data.agentId}`;
			assure(data.calledAt >= (busyUntil.get(key) ?? 0), data);
			busyUntil.set(key, data.calledAt + data.durationSeconds * 1000);
		}
	});

	it("have recordings as long as their calls, and only of calls with an agent", () => {
		const byId = new Map(calls.map((call) => [`${call.tenantid} ${call.data.callId}`, call.data]));
		const recordings = all("rireki.recording.stored.v1");
		const talked = calls.filter(({ data }) => data.agentId);
		expect(recordings.length / talked.length).toBeGreaterThan(0.8);
		expect(recordings.length / talked.length).toBeLessThan(0.95);
		for (const { tenantid, data } of recordings) {
			const call = byId.get(`${tenantid} ${data.callId}`);
			assure(call?.agentId !== undefined, data);
			assure(call?.durationSeconds === data.durationSeconds, data);
			assure(data.objectKey.startsWith(`${tenantid}/demo/recording-`), data);
		}
	});

	it("use the deleted customer list only before its deletion", () => {
		const [deleted] = all("rireki.customer-list.deleted.v1");
		const users = callsOf("acme").filter(({ data }) => data.customerListId === deleted?.data.customerListId);
		expect(users.length).toBeGreaterThan(100);
		for (const { data } of users) assure(data.calledAt < (deleted?.time ?? 0), data);
	});
});

describe("today", () => {
	it.each([
		["a working day's evening", "2026-11-20T21:00:00+09:00", 400],
		["the morning", "2026-11-20T09:20:00+09:00", 150],
		["before opening", "2026-11-20T05:00:00+09:00", 150],
		["a Sunday", "2026-11-22T15:00:00+09:00", 150],
		["the first of a month", "2026-12-01T10:30:00+09:00", 150],
		["the last day of a month", "2026-10-31T23:59:00+09:00", 150],
		["ten minutes past midnight", "2026-11-23T00:10:00+09:00", 40],
		["a leap day", "2028-02-29T12:00:00+09:00", 150],
	])("has calls: %s", (_, time, least) => {
		const at = new Date(time);
		const today = callsOfToday(at, "acme");
		expect(today.length).toBeGreaterThanOrEqual(least);
		for (const call of today) expect(call.createdAt).toBeLessThan(at.getTime());
	});

	it("has calls of agent ag01 that are the latest of their customers", () => {
		const today = callsOfToday(now, "acme");
		const latest = new Map(today.map((call) => [`${call.batchId} ${call.customerId}`, call]));
		expect([...latest.values()].filter(({ agentId }) => agentId === "ag01").length).toBeGreaterThan(3);
	});
});

describe("the items built without a table", () => {
	it("equal those that the intake writes", async () => {
		const world = await createWorld({ now: now.toISOString() });
		const some = events.filter(({ tenantid, type, time }) =>
			type.includes("call.completed") || type.includes("recording") ? tenantid === "blue" && time > "2026-11-17" : true,
		);
		await applyAll(world.deps, some);
		const made = [...(await callItems(some, now))];
		const client = createDynamoDbClient({ region: "ap-northeast-1", endpoint: inject("dynamodbEndpoint") });
		const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ TableName: world.tableName }));
		expect(LastEvaluatedKey, "one page").toBeUndefined();
		const stored = (Items as Item[]).filter((item) => item.s?.S === "c" || item.s?.S === "l");
		const byKey = (items: readonly Item[]) =>
			Object.fromEntries(items.map((item) => [`${item.p?.S} ${item.s?.S}`, item]));
		expect(made.length).toBeGreaterThan(300);
		// The intake marks late calls; the demonstration's items are as if each call had arrived on time.
		const inTime = stored.map(({ [marksIndex.pk]: _, [marksIndex.sk]: __, ...item }) => item);
		expect(byKey(made)).toEqual(byKey(inTime));
	});
});
