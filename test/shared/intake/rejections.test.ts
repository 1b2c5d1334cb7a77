import { expect, test } from "vitest";
import {
	accountSaved,
	batchSaved,
	type CloudEvent,
	callCompleted,
	campaignSaved,
	customerListSaved,
	recordingStored,
	tenantSaved,
} from "../../support/events.ts";
import { useIntakeWorld } from "../../support/intake-world.ts";
import { deliver } from "../../support/queue.ts";

const world = useIntakeWorld(batchSaved({ batchId: "b00", startsOn: "2026-08-01", endsOn: "2026-08-21" }));
let count = 0;

const call = (data: Record<string, unknown>) => callCompleted({ callId: `r-${++count}`, ...data });
const without = (event: CloudEvent, ...names: string[]) => {
	const left = structuredClone(event) as unknown as Record<string, Record<string, unknown>>;
	for (const name of names) {
		delete left[name];
		delete left.data?.[name];
	}
	return left as unknown as CloudEvent;
};
const changed = (event: CloudEvent, more: Record<string, unknown>) => ({ ...event, ...more }) as unknown as CloudEvent;

const invalid: [string, () => CloudEvent | string, string][] = [
	["null", () => "null", "invalid-event"],
	["a list", () => "[]", "invalid-event"],
	["a text", () => '"x"', "invalid-event"],
	["an empty object", () => "{}", "invalid-event"],
	["another version of CloudEvents", () => changed(tenantSaved(), { specversion: "0.3" }), "/specversion"],
	["an unknown type", () => changed(tenantSaved(), { type: "rireki.tenant.saved.v2" }), "/type"],
	["no tenant", () => without(call({}), "tenantid"), "/tenantid"],
	["a tenant that is not an id", () => changed(call({}), { tenantid: "a#b" }), "/tenantid"],
	["a tenant whose id cannot be a tag", () => changed(call({}), { tenantid: "a~b" }), "/tenantid"],
	["no event id", () => without(call({}), "id"), "/id"],
	["a lone surrogate in the event id", () => changed(tenantSaved(), { id: "e\ud800" }), "/id"],
	["an event time without an offset", () => changed(call({}), { time: "2026-11-20T10:00:00" }), "/time"],
	["an event time on a day that does not exist", () => changed(call({}), { time: "2026-02-30T10:00:00Z" }), "/time"],
	["no data", () => without(call({}), "data"), "/data"],
	["data as text", () => changed(call({}), { data: "{}" }), "/data"],
	["no call id", () => without(call({}), "callId"), "/data/callId"],
	["no telephone number", () => without(call({}), "phone"), "/data/phone"],
	["no duration", () => without(call({}), "durationSeconds"), "/data/durationSeconds"],
	["a duration below zero", () => call({ durationSeconds: -1 }), "/data/durationSeconds"],
	["a call on a day that does not exist", () => call({ calledAt: "2026-11-31T10:00:00+09:00" }), "/data/calledAt"],
	["a call time without an offset", () => call({ calledAt: "2026-11-20T10:00:00" }), "/data/calledAt"],
	["an id with a slash", () => call({ customerId: "a/b" }), "/data/customerId"],
	["an id of 65 characters", () => call({ callId: "i".repeat(65) }), "/data/callId"],
	["an account without a role", () => without(accountSaved({ accountId: "a" }), "role"), "/data/role"],
	["a blank name", () => customerListSaved({ name: " 　 " }), "/data/name"],
	[
		"a result without a label",
		() => campaignSaved({ campaignId: "c", results: [{ resultId: "x" }] as never }),
		"/label",
	],
	[
		"a batch that ends on a day that does not exist",
		() => batchSaved({ batchId: "b", endsOn: "2026-11-31" }),
		"/data/endsOn",
	],
	["a telephone number that has lost its 0", () => call({ phone: 9012345678 }), "/data/phone"],
	["a telephone number of 65 characters", () => call({ phone: "0".repeat(65) }), "/data/phone: too-long (max 64)"],
	["a duration that is not a number", () => call({ durationSeconds: "12,7" }), "/data/durationSeconds"],
	["a call older than this product", () => call({ calledAt: "1970-01-01T00:00:00Z" }), "/data/calledAt: no-time"],
	[
		"a key with a lone surrogate",
		() => recordingStored("x", { objectKey: "acme/\ud800" }),
		"/data/objectKey: lone-surrogate",
	],
	[
		"a key of more bytes than S3 accepts",
		() => recordingStored("x", { objectKey: `acme/${"あ".repeat(340)}` }),
		"too-long",
	],
	["a recording without a duration", () => without(recordingStored("x"), "durationSeconds"), "/data/durationSeconds"],
];

test.each(invalid)("rejects an invalid event, and takes in the rest: %s", async (_, make, detail) => {
	const [before, event, after] = [call({}), make(), call({})];
	expect(await deliver(world, [before, event, after])).toEqual([]);
	const body = typeof event === "string" ? event : JSON.stringify(event);
	expect(world.rejected).toEqual([{ body, reason: "invalid-event", detail: expect.stringMatching(/^\/.*: ./) }]);
	if (detail !== "invalid-event") expect(world.rejected[0]?.detail).toContain(detail);
	for (const { data } of [before, after]) {
		const { callId } = data as { callId: string };
		expect((await world.call("get-call-history", { path: { callId } })).status).toBe(200);
	}
});

test.each(["", "{", "call", '{"a":1,}', "<xml/>", `${"😀".repeat(40)}{`, `x${"😀".repeat(40)}`])(
	"rejects invalid JSON, with a detail that a queue can carry: %j",
	async (body) => {
		expect(await deliver(world, [body])).toEqual([]);
		expect(world.rejected).toEqual([{ body, reason: "not-json", detail: expect.stringMatching(/./) }]);
		expect(world.rejected[0]?.detail.isWellFormed()).toBe(true);
	},
);

test.each([
	["campaign-mismatch", () => call({ campaignId: "c02" }), "belongs to campaign c01, not to c02"],
	["retention-over", () => call({ batchId: "b00" }), "ended on 2026-08-21"],
	["foreign-object-key", () => recordingStored("x", { objectKey: "globex/x.wav" }), "acme/"],
	["foreign-object-key", () => recordingStored("x", { objectKey: "acme-2/x.wav" }), "acme/"],
	["foreign-object-key", () => recordingStored("x", { objectKey: "/acme/x.wav" }), "acme/"],
	["foreign-object-key", () => recordingStored("x", { objectKey: "acme/../globex/x.wav" }), "acme/"],
	["foreign-object-key", () => recordingStored("x", { objectKey: "acme" }), "acme/"],
	["time-ahead", () => call({ calledAt: "2026-11-21T15:00:01+09:00" }), "/data/calledAt"],
	["time-ahead", () => call({ calledAt: "2999-01-01T00:00:00+09:00" }), "/data/calledAt: 2999-01-01T00:00:00+09:00"],
	["time-ahead", () => tenantSaved({}, { time: "2036-11-22T15:00:00+09:00" }), "/time"],
	["time-ahead", () => recordingStored("r-0", { time: "2999-01-01T00:00:00Z" }), "/time"],
])("rejects an event that can never be applied: %s", async (reason, make, detail) => {
	const event = make();
	expect(await deliver(world, [event])).toEqual([]);
	expect(world.rejected).toEqual([{ body: JSON.stringify(event), reason, detail: expect.stringContaining(detail) }]);
});

test("a call dated centuries ahead does not lock a real one, and one dated a day ahead is taken in", async () => {
	const today = call({ customerId: "real" });
	const ahead = call({ customerId: "real", calledAt: "2999-01-01T00:00:00+09:00" });
	await deliver(world, [ahead, today, call({ calledAt: "2026-11-21T15:00:00+09:00" })]);
	const { body } = await world.call("get-call-history", {
		path: { callId: (today.data as { callId: string }).callId },
	});
	expect(body.editable).toEqual({ allowed: true });
	expect(world.rejected.map(({ reason }) => reason)).toEqual(["time-ahead"]);
});

test("keeps a rejected message in the queue while the dead-letter queue cannot accept it", async () => {
	const intakeQueue = { ...world.deps.intakeQueue, reject: () => Promise.reject(new Error("no route")) };
	expect(await deliver(world, [call({}), "{", call({})], { deps: { intakeQueue } })).toEqual([1]);
});
