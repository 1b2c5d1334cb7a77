import { beforeEach, expect, test } from "vitest";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

const get = (callId: string) => world.call("get-call-history", { path: { callId } });

test("keeps a recording that comes before its call, longer each time, and applies it afterwards", async () => {
	const recording = recordingStored("c-1");
	const bounds = [
		[0, 1, 1],
		[1, 1, 2],
		[4, 8, 16],
		[8, 128, 256],
		[10, 300, 600],
		[40, 300, 600],
	] as const;
	for (const [waits, least, most] of bounds) {
		world.waiting.length = 0;
		expect(await deliver(world, [recording], { waits })).toEqual([0]);
		const [again] = world.waiting;
		expect(again).toMatchObject({ body: JSON.stringify(recording), waits: waits + 1 });
		expect(again?.seconds).toBeGreaterThanOrEqual(least);
		expect(again?.seconds).toBeLessThanOrEqual(most);
	}
	await world.takeIn(callCompleted({ callId: "c-1" }));
	expect((await get("c-1")).body.recording).toBeNull();
	expect(await deliver(world, [recording])).toEqual([]);
	expect((await get("c-1")).body.recording).toEqual({ durationSeconds: 184 });
});

test("a waiting message is sent again instead of staying in flight; if that fails, it stays in the queue", async () => {
	const recording = recordingStored("c-1");
	await deliver(world, [recording]);
	expect([world.waiting.length, world.postponed.length]).toEqual([1, 0]);
	const intakeQueue = { ...world.deps.intakeQueue, sendAgain: () => Promise.reject(new Error("no route")) };
	expect(await deliver(world, [recording], { deps: { intakeQueue } })).toEqual([0]);
});

test("keeps a call that comes before its batch", async () => {
	const call = callCompleted({ callId: "c-1", batchId: "b03" });
	expect(await deliver(world, [call])).toEqual([0]);
	expect((await get("c-1")).status).toBe(404);
	await world.takeIn(batchSaved({ batchId: "b03" }));
	expect(await deliver(world, [call])).toEqual([]);
	expect((await get("c-1")).status).toBe(200);
});

test("applies events of one batch of messages that depend on each other, in any order", async () => {
	const events = [
		recordingStored("c-1"),
		callCompleted({ callId: "c-1", batchId: "b03" }),
		batchSaved({ batchId: "b03" }),
	];
	expect(await deliver(world, events)).toEqual([]);
	expect((await get("c-1")).body.recording).toEqual({ durationSeconds: 184 });
});

test.each([
	["batch-unknown", callCompleted({ callId: "c-1", batchId: "b03" })],
	["call-unknown", recordingStored("c-1")],
])("gives up on a message that has waited for a day, however often it was delivered: %s", async (reason, event) => {
	expect(await deliver(world, [event], { waits: 199, receiveCount: 900 })).toEqual([0]);
	expect(world.rejected).toEqual([]);
	expect(await deliver(world, [event], { waits: 200 })).toEqual([]);
	expect(world.rejected).toEqual([
		{ body: JSON.stringify(event), reason, detail: expect.stringContaining("not arrived") },
	]);
});

test("a message that has waited fifty times survives a throttled table, however often it is delivered", async () => {
	const call = callCompleted({ callId: "c-1", batchId: "b03" });
	const throttled = Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" });
	const directoryReader = { ...world.deps.directoryReader, find: () => Promise.reject(throttled) };
	for (const receiveCount of [1, 49, 50, 51, 999]) {
		expect(await deliver(world, [call], { waits: 50, receiveCount, deps: { directoryReader } })).toEqual([0]);
	}
	expect([world.rejected, world.waiting]).toEqual([[], []]);
	expect(world.postponed.at(-1)?.seconds).toBeLessThanOrEqual(600);
	await world.takeIn(batchSaved({ batchId: "b03" }));
	expect(await deliver(world, [call], { waits: 50 })).toEqual([]);
	expect((await get("c-1")).status).toBe(200);
});

test("takes in the other messages when one meets a transient fault", async () => {
	const { callHistories } = world.deps;
	let faults = 0;
	const faulty: typeof callHistories = {
		...callHistories,
		create: async (record) => {
			if (record.callId === "c-2" && faults++ === 0) throw new Error("the table blinked");
			// The others are slow, so that the fault occurs before anything handles it.
			await new Promise((resolve) => setTimeout(resolve, 20));
			return callHistories.create(record);
		},
	};
	const calls = ["c-1", "c-2", "c-3"].map((callId) => callCompleted({ callId }));
	expect(await deliver(world, calls, { deps: { callHistories: faulty } })).toEqual([1]);
	expect(world.postponed).toHaveLength(1);
	expect((await get("c-2")).status).toBe(404);
	expect(await deliver(world, [calls[1] ?? ""], { receiveCount: 2, deps: { callHistories: faulty } })).toEqual([]);
	for (const callId of ["c-1", "c-2", "c-3"]) expect((await get(callId)).status).toBe(200);
	expect(world.rejected).toEqual([]);
});

test("retries every call while the directory cannot be read, and applies saves, which do not need it", async () => {
	const directoryReader = { ...world.deps.directoryReader, find: () => Promise.reject(new Error("throttled")) };
	const events = [callCompleted({ callId: "c-1" }), callCompleted({ callId: "c-2" }), batchSaved({ batchId: "b03" })];
	expect(await deliver(world, events, { deps: { directoryReader } })).toEqual([0, 1]);
	expect((await world.deps.directoryReader.load("acme")).batches.has("b03")).toBe(true);
});
