import { beforeEach, expect, test } from "vitest";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { createWorld, type World } from "../../support/world.ts";

const hour = 3_600_000;
let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

const get = (callId: string) => world.call("get-call-history", { path: { callId } });

test("keeps a recording that comes before its call, longer each time, and applies it after", async () => {
	const recording = recordingStored("c-1");
	const bounds = [
		[1, 1, 1],
		[2, 1, 2],
		[5, 8, 16],
		[9, 128, 256],
		[11, 450, 900],
		[40, 450, 900],
	] as const;
	for (const [receiveCount, least, most] of bounds) {
		world.postponed.length = 0;
		expect(await deliver(world, [recording], { receiveCount })).toEqual([0]);
		const [{ receiptHandle, seconds } = { receiptHandle: "", seconds: 0 }] = world.postponed;
		expect(receiptHandle).toBe("handle-0");
		expect(seconds).toBeGreaterThanOrEqual(least);
		expect(seconds).toBeLessThanOrEqual(most);
	}
	await world.takeIn(callCompleted({ callId: "c-1" }));
	expect((await get("c-1")).body.recording).toBeNull();
	expect(await deliver(world, [recording])).toEqual([]);
	expect((await get("c-1")).body.recording).toEqual({ durationSeconds: 184 });
});

test("keeps a call that comes before its batch", async () => {
	const call = callCompleted({ callId: "c-1", batchId: "b03" });
	expect(await deliver(world, [call])).toEqual([0]);
	expect((await get("c-1")).status).toBe(404);
	await world.takeIn(batchSaved({ batchId: "b03" }));
	expect(await deliver(world, [call])).toEqual([]);
	expect((await get("c-1")).status).toBe(200);
});

test("applies in one batch of messages what depends on each other, in any order", async () => {
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
])("gives up on a message whose other half has not come within a day: %s", async (reason, event) => {
	expect(await deliver(world, [event], { sentAt: world.clock.now - 24 * hour })).toEqual([0]);
	expect(world.rejected).toEqual([]);
	expect(await deliver(world, [event], { sentAt: world.clock.now - 24 * hour - 1 })).toEqual([]);
	expect(world.rejected).toEqual([
		{ body: JSON.stringify(event), reason, detail: expect.stringContaining("not come in") },
	]);
});

test("takes the other messages in when one meets a fault of the moment", async () => {
	const { callHistories } = world.deps;
	let faults = 0;
	const faulty: typeof callHistories = {
		...callHistories,
		create: async (record) => {
			if (record.callId === "c-2" && faults++ === 0) throw new Error("the table blinked");
			// The others are slow, so that the fault is there before anybody looks at it.
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

test("wants every call again while the directory cannot be read, and saves what needs it not", async () => {
	const directoryReader = { ...world.deps.directoryReader, find: () => Promise.reject(new Error("throttled")) };
	const events = [callCompleted({ callId: "c-1" }), callCompleted({ callId: "c-2" }), batchSaved({ batchId: "b03" })];
	expect(await deliver(world, events, { deps: { directoryReader } })).toEqual([0, 1]);
	expect((await world.deps.directoryReader.load("acme")).batches.has("b03")).toBe(true);
});

test("gives up on a message that meets a fault fifty times", async () => {
	const callHistories = { ...world.deps.callHistories, create: () => Promise.reject(new Error("broken for good")) };
	const call = callCompleted({ callId: "c-1" });
	expect(await deliver(world, [call], { receiveCount: 49, deps: { callHistories } })).toEqual([0]);
	expect(await deliver(world, [call], { receiveCount: 50, deps: { callHistories } })).toEqual([]);
	expect(world.rejected).toEqual([{ body: JSON.stringify(call), reason: "fault", detail: "broken for good" }]);
});
