import { beforeEach, expect, test } from "vitest";
import { accountSaved, basicTenant, type CloudEvent, callCompleted } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

const changed = (event: CloudEvent, data: object, envelope: object = {}): CloudEvent => ({
	...event,
	...envelope,
	data: { ...event.data, ...data },
});
const find = async (callId: string) => (await world.deps.callHistoryReader.findRecords("acme", [callId]))[0];

const whole = callCompleted({ callId: "c-1", talkedWith: "other" }, { id: "e-1" });
const damaged = changed(whole, { talkedWith: "dog" });
const later = { time: "2026-11-20T12:00:00+09:00", id: "e-2" };

test.each([
	["the same event, corrected by its sender", whole],
	["an event with a later time", changed(whole, {}, later)],
])("a call that was taken in without a member gets it when it is sent again whole: %s", async (_, again) => {
	expect(await deliver(world, [damaged])).toEqual([]);
	expect((await find("c-1"))?.talkedWith).toBeUndefined();
	expect(await deliver(world, [again])).toEqual([]);
	expect((await find("c-1"))?.talkedWith).toBe("other");
});

test("a damaged call removes nothing from a whole one", async () => {
	const earlier = { time: "2026-11-20T09:00:00+09:00" };
	await deliver(world, [whole]);
	expect(await deliver(world, [changed(damaged, {}, earlier)])).toEqual([]);
	expect((await find("c-1"))?.talkedWith).toBe("other");
	expect(world.rejected.map(({ reason }) => reason)).toEqual(["call-id-taken"]);
});

test("gives the time in the dead letter of a damaged call that was displaced", async () => {
	await deliver(world, [damaged]);
	await deliver(world, [whole]);
	expect(world.rejected.map(({ body }) => JSON.parse(body))).toMatchObject([
		{ time: "2026-11-20T10:00:12+09:00", data: { callId: "c-1" } },
	]);
});

test.each([
	["the damaged one first", false],
	["the whole one first", true],
])("of two saves with one id and time, the whole one wins: %s", async (_, wholeFirst) => {
	for (let number = 0; number < 8; number++) {
		const accountId = `a-${number}`;
		const saved = accountSaved({ accountId, email: `a${number}@example.com` });
		const events = [changed(saved, { email: "x@" }), saved];
		for (const event of wholeFirst ? events.reverse() : events) await deliver(world, [event]);
		const { accounts } = await world.deps.directoryReader.load("acme");
		expect(accounts.get(accountId)?.email).toBe(`a${number}@example.com`);
	}
});
