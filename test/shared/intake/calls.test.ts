import { beforeEach, describe, expect, test } from "vitest";
import { phoneKeys } from "../../../shared/call-history/schema.ts";
import { metered } from "../../../shared/platform/meter.ts";
import { itemBytes } from "../../support/bulk-load.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, callCompleted, recordingStored } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

const get = async (callId: string) => (await world.call("get-call-history", { path: { callId } })).body;
const correct = (callId: string, body: object) =>
	world.call("correct-call-history", { path: { callId }, headers: { "if-match": "*" }, body });

test.each([
	["in one batch of messages", true],
	["one after the other", false],
])("makes one record of a call that comes three times, %s", async (_, together) => {
	const call = callCompleted({ callId: "c-1" });
	if (together) expect(await deliver(world, [call, call, call])).toEqual([]);
	else for (let i = 0; i < 3; i++) expect(await deliver(world, [call])).toEqual([]);
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	expect((await world.call("search-call-histories", { body: { period } })).body.total).toBe(1);
	expect(world.rejected).toEqual([]);
});

test("leaves a correction and a recording alone when the call comes again", async () => {
	const call = callCompleted({ callId: "c-1" });
	await world.takeIn(call, recordingStored("c-1"));
	const corrected = await correct("c-1", { memo: "訂正", resultId: "c01-contract", talkedWith: null });
	await world.takeIn(call);
	expect(await get("c-1")).toEqual(corrected.body);
	expect(corrected.body).toMatchObject({ memo: "訂正", version: 1, recording: { durationSeconds: 184 } });
});

describe("another call with a known id", () => {
	const known = { callId: "c-1", customerId: "A", calledAt: "2026-11-20T10:00:00+09:00" };
	const other = callCompleted({ ...known, customerId: "B", calledAt: "2026-11-20T12:00:00+09:00" });

	test.each([
		["later", [[known], [other]]],
		["in the same batch of messages", [[known, other]]],
	] as const)("goes to the dead-letter queue and changes nothing: %s", async (_, batches) => {
		await world.takeIn(callCompleted({ callId: "b-1", customerId: "B", calledAt: "2026-11-20T11:00:00+09:00" }));
		for (const batch of batches) {
			const events = batch.map((call) => ("type" in call ? call : callCompleted(call)));
			expect(await deliver(world, events)).toEqual([]);
		}
		expect(world.rejected).toEqual([
			{
				body: JSON.stringify(other),
				reason: "call-id-taken",
				detail: "the id c-1 is taken by a call with other content",
			},
		]);
		expect(await get("c-1")).toMatchObject({ customerId: "A", editable: { allowed: true } });
		expect(await get("b-1")).toMatchObject({ customerId: "B", editable: { allowed: true } });
	});

	test.each([
		["calledAt", "2026-11-20T10:00:01+09:00"],
		["phone", "0312345678"],
		["requestId", "2"],
		["agentId", null],
		["durationSeconds", 1],
		["resultId", "c01-contract"],
		["memo", "別の内容"],
		["nextAction", { type: "done" }],
		["remarks", "別"],
	])("is recognised by a different %s", async (field, value) => {
		await world.takeIn(callCompleted(known), callCompleted({ ...known, [field]: value }));
		expect(world.rejected.map(({ reason }) => reason)).toEqual(["call-id-taken"]);
	});

	test("is accepted for another tenant", async () => {
		await world.takeIn(...basicTenant("globex"), callCompleted(known), callCompleted(known, { tenant: "globex" }));
		expect(world.rejected).toEqual([]);
	});
});

test.each([
	["090-1234-5678", "09012345678"],
	["+81 90 1234 5678", "09012345678"],
	["０３ー１２３４−５６７８", "0312345678"],
	["+1 212 555 0100", "+12125550100"],
	["非通知", "非通知"],
	["12345😀6", "12345😀6"],
	["090-1234-567x", "090-1234-567x"],
	["#*31", "#*31"],
	["", ""],
	["-", "-"],
])("keeps the dialled number %j as %j", async (phone, stored) => {
	expect(await deliver(world, [callCompleted({ callId: "c-1", phone, callerId: phone })])).toEqual([]);
	expect(await get("c-1")).toMatchObject({ phone: stored, callerId: stored || null });
	expect(phoneKeys(stored, 0).phoneArea.isWellFormed()).toBe(true);
});

describe("an ordinary call", () => {
	test.each([
		["of a new customer", "cu-new"],
		["of a known customer", "cu-known"],
	])("costs at most seven write units: %s", async (_, customerId) => {
		await world.takeIn(callCompleted({ callId: "c-0", customerId: "cu-known", calledAt: "2026-11-20T09:00:00+09:00" }));
		const cost = await metered(async (meter) => {
			await deliver(world, [callCompleted({ callId: "c-1", customerId })]);
			return meter;
		});
		expect(cost.writeUnits).toBeGreaterThan(0);
		expect(cost.writeUnits).toBeLessThanOrEqual(7);
		expect(cost.calls).toBeLessThanOrEqual(4);
	});

	test.each([
		["an agent took it", {}, 6],
		["no agent took it", { agentId: null, talkedWith: null, resultId: "timeout" }, 5],
	])("costs as much as its record, pointer and index entries: %s", async (_, data, units) => {
		await world.deps.packNotes.written("acme", world.clock.now);
		// The entries that it refers to are read once in some minutes.
		await deliver(world, [callCompleted({ callId: "c-0", ...data })]);
		const cost = await metered(async (meter) => {
			await deliver(world, [callCompleted({ callId: "c-1", calledAt: "2026-11-20T14:59:00+09:00", ...data })]);
			return meter;
		});
		expect([cost.writeUnits, cost.readUnits]).toEqual([units, 4]);
	});

	test("that first names an agent, campaign, list and group reads each once, with no extra round trip", async () => {
		const costOf = (callId: string) =>
			metered(async (meter) => {
				await deliver(world, [callCompleted({ callId, customerId: "cu-1" })]);
				return { readUnits: meter.readUnits, roundTrips: meter.roundTrips };
			});
		const [first, second] = [await costOf("c-0"), await costOf("c-1")];
		expect(first.readUnits - second.readUnits).toBe(4);
		expect(first.roundTrips).toBe(second.roundTrips);
	});

	test("costs no write unit when it comes again", async () => {
		await deliver(world, [callCompleted({ callId: "c-1" })]);
		const cost = await metered(async (meter) => {
			await deliver(world, [callCompleted({ callId: "c-1" })]);
			return meter;
		});
		expect(cost.writeUnits).toBe(0);
	});

	test("fits in a kilobyte, the size of one write unit", async () => {
		await world.takeIn(callCompleted({ callId: "20261120-000001" }), recordingStored("20261120-000001"));
		const [record] = await partitionOf(world, "acme#20261120-000001");
		expect(itemBytes(record ?? {})).toBeLessThan(1024);
	});
});
