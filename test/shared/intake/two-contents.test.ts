import { describe, expect, test } from "vitest";
import { changesOf, doRetention, passChanges } from "../../support/changes.ts";
import {
	accountSaved,
	basicTenant,
	batchSaved,
	type CloudEvent,
	callCompleted,
	callingGroupSaved,
	campaignSaved,
	customerListDeleted,
	customerListSaved,
	recordingStored,
	tenantSaved,
} from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { scanTable } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const same = { id: "same", time: "2026-11-03T09:00:00+09:00" };
const call = (data: object) => callCompleted({ callId: "x-1", customerId: "X", ...data }, same);
const before = [
	...basicTenant(),
	callCompleted({ callId: "x-0", customerId: "X", calledAt: "2026-11-20T09:00:00+09:00" }),
	callCompleted({ callId: "y-0", customerId: "Y", calledAt: "2026-11-20T09:00:00+09:00" }),
];

/** All items and rejections after these events, one by one or together, and after the work that follows from them. */
async function leftBy(events: readonly CloudEvent[], together: boolean) {
	const world = await createWorld();
	await world.takeIn(...before);
	for (const event of together ? [events] : events.map((one) => [one])) {
		await passChanges(world, await changesOf(world, () => deliver(world, event)));
	}
	await followUp(world);
	return { items: await scanTable(world), rejected: world.rejected.map(({ body, reason }) => [reason, memoOf(body)]) };
}

async function followUp(world: World): Promise<void> {
	while (world.retentionTasks.length > 0) await passChanges(world, await changesOf(world, () => doRetention(world)));
}

const memoOf = (body: string) => JSON.parse(body).data.memo;

const pairs: Record<string, [CloudEvent, CloudEvent]> = {
	tenant: [tenantSaved({ name: "甲" }, same), tenantSaved({ name: "乙" }, same)],
	account: [
		accountSaved({ accountId: "ag01", role: "admin" }, same),
		accountSaved({ accountId: "ag01", active: false }, same),
	],
	campaign: [
		campaignSaved({ campaignId: "c01", name: "甲" }, same),
		campaignSaved({ campaignId: "c01", results: [] }, same),
	],
	batch: [
		batchSaved({ batchId: "b01", endsOn: "2026-12-31" }, same),
		batchSaved({ batchId: "b01", endsOn: "2027-01-31" }, same),
	],
	"customer list": [customerListSaved({ name: "甲" }, same), customerListSaved({ name: "乙" }, same)],
	"customer list, saved and deleted": [customerListSaved({ name: "甲" }, same), customerListDeleted("l01", same)],
	"calling group": [callingGroupSaved({ name: "甲" }, same), callingGroupSaved({ name: "乙" }, same)],
	recording: [
		recordingStored("y-0", { ...same, durationSeconds: 10 }),
		recordingStored("y-0", { ...same, durationSeconds: 9 }),
	],
	"recording of another type": ["audio/ogg", "audio/wav"].map((contentType) => {
		const event = recordingStored("y-0", same);
		return { ...event, data: { ...event.data, contentType } };
	}) as [CloudEvent, CloudEvent],
	"call: memo": [call({ memo: "甲" }), call({ memo: "乙" })],
	"call: missing members": [
		call({ memo: "甲", agentId: null, altPhone: "0312345678", kana: null }),
		call({ memo: "乙", remarks: null, nextAction: { type: "redial", redialAt: "2026-11-25T10:00:00+09:00" } }),
	],
	"call: number": [call({ memo: "甲", phone: "0312345678" }), call({ memo: "乙", phone: "0698765432" })],
	"call: customer": [call({ memo: "甲" }), call({ memo: "乙", customerId: "Y" })],
	"call: batch": [call({ memo: "甲" }), call({ memo: "乙", batchId: "b02", campaignId: "c02", resultId: null })],
	"call: time": [
		call({ memo: "甲", calledAt: "2026-11-20T14:56:00+09:00" }),
		call({ memo: "乙", calledAt: "2026-11-20T14:58:00+09:00" }),
	],
};

describe("of two contents with one event id and time, the same one stays, whichever comes first:", () => {
	test.each(Object.keys(pairs))("%s", async (name) => {
		const [one, other] = pairs[name] as [CloudEvent, CloudEvent];
		const forth = await leftBy([one, other], false);
		const back = await leftBy([other, one, other], false);
		expect(back.items).toEqual(forth.items);
		// The stream reports both places of a call whose place changes; `changesOf` misses the one that lasts only within
		// the batch.
		if (!/customer$|: batch|time/.test(name)) expect((await leftBy([other, one], true)).items).toEqual(forth.items);
		if (name.startsWith("call:")) {
			// The content that loses is rejected, in full.
			expect(forth.rejected).toHaveLength(1);
			expect(new Set(back.rejected.map(String))).toEqual(new Set(forth.rejected.map(String)));
		} else expect([forth.rejected, back.rejected]).toEqual([[], []]);
	});
});

const earlier = callCompleted({ callId: "x-1", memo: "先" }, { time: "2026-11-20T10:01:00+09:00" });
const later = callCompleted({ callId: "x-1", memo: "後" }, { time: "2026-11-20T10:02:00+09:00" });
const get = async (world: World) => (await world.call("get-call-history", { path: { callId: "x-1" } })).body;

test("of two calls with one id, that of the earlier event stays, with the recording", async () => {
	const world = await createWorld();
	await world.takeIn(...basicTenant(), later, recordingStored("x-1"));
	await world.takeIn(earlier);
	expect(await get(world)).toMatchObject({ memo: "先", version: 0, recording: { durationSeconds: 184 } });
	const [displaced] = world.rejected;
	expect([world.rejected.length, displaced?.reason]).toEqual([1, "call-id-taken"]);
	// The displaced call may be sent again, and is then rejected.
	expect(await deliver(world, [displaced?.body ?? ""])).toEqual([]);
	expect(world.rejected).toHaveLength(2);
	expect((await get(world)).memo).toBe("先");
});

test("a corrected record is never displaced", async () => {
	const world = await createWorld();
	await world.takeIn(...basicTenant(), later);
	const correction = { path: { callId: "x-1" }, headers: { "if-match": "*" }, body: { memo: "訂正" } };
	expect((await world.call("correct-call-history", correction)).status).toBe(200);
	const other = callCompleted({ callId: "x-1", remarks: "別" }, { time: "2026-11-20T10:01:00+09:00" });
	await world.takeIn(other);
	expect((await get(world)).memo).toBe("訂正");
	expect(world.rejected.map(({ body }) => body)).toEqual([JSON.stringify(other)]);
});

test("a call is displaced only after it was rejected", async () => {
	const world = await createWorld();
	await world.takeIn(...basicTenant(), later);
	const intakeQueue = { ...world.deps.intakeQueue, reject: () => Promise.reject(new Error("no route")) };
	expect(await deliver(world, [earlier], { deps: { intakeQueue } })).toEqual([0]);
	expect((await get(world)).memo).toBe("後");
});
