import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { createHandler as createRetention } from "../../../functions/events/retention.ts";
import type { Deps } from "../../../local/deps.ts";
import { deleteByAge, doRetention, doTask, passChanges } from "../../support/changes.ts";
import { basicTenant, batchSaved, type CloudEvent, callCompleted, recordingStored } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { partitionOf, scanTable, tableClient } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const expiry = Date.parse("2027-03-01T00:00:00+09:00");
let world: World;
let count = 0;

/** All tests share one world; each has its own calls and objects. */
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

/** Calls that were taken in, and the key of an object that none of them names yet. */
async function some(calls: number) {
	const number = ++count;
	const callIds = Array.from({ length: calls }, (_, place) => `o-${number}-${place}`);
	await world.takeIn(...callIds.map((callId) => callCompleted({ callId })));
	return { callIds, objectKey: `acme/o-${number}.wav` };
}

/** Deletes a record. @returns the task that follows from it */
async function deleteRecord(callId: string, byAge = false): Promise<object> {
	const [item] = (await partitionOf(world, `acme#${callId}`)).filter(({ s }) => s?.S === "c");
	const Key = { p: { S: `acme#${callId}` }, s: { S: "c" } };
	await tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key }));
	return { kind: "forget-record", item, byAge };
}

const forget = async (callId: string) => expect(await doTask(world, await deleteRecord(callId))).toBe(false);
const isGone = (objectKey: string) => world.removedRecordings.includes(objectKey);
const listed = async (callId: string) => {
	const found = await world.deps.callHistoryReader.findRecordings("acme", callId);
	return found?.recordings.map(({ objectKey }) => objectKey) ?? [];
};

describe("an object that two records name", () => {
	test("is removed with the second of them, whichever that is", async () => {
		for (const order of [
			[0, 1],
			[1, 0],
		] as const) {
			const { callIds, objectKey } = await some(2);
			await world.takeIn(...callIds.map((callId) => recordingStored(callId, { objectKey })));
			await forget(callIds[order[0]] as string);
			expect(isGone(objectKey)).toBe(false);
			await forget(callIds[order[1]] as string);
			expect(isGone(objectKey)).toBe(true);
		}
	});

	test("is kept while the second event waits for its call", async () => {
		const { callIds, objectKey } = await some(1);
		const [first = "", second = `${first}-late`] = callIds;
		await world.takeIn(recordingStored(first, { objectKey }));
		const waiting = recordingStored(second, { objectKey });
		expect(await deliver(world, [waiting])).toEqual([0]);
		await forget(first);
		await world.takeIn(callCompleted({ callId: second }), waiting);
		expect([await listed(second), isGone(objectKey)]).toEqual([[objectKey], false]);
		await forget(second);
		expect(isGone(objectKey)).toBe(true);
	});
});

test("all of a call's objects are removed with it, even if events and tasks are repeated", async () => {
	const { callIds, objectKey } = await some(1);
	const [callId = ""] = callIds;
	const other = `${objectKey}.2`;
	const event = recordingStored(callId, { objectKey });
	await world.takeIn(event, recordingStored(callId, { objectKey: other }), event);
	const task = await deleteRecord(callId);
	for (const _ of [1, 2]) expect(await doTask(world, task)).toBe(false);
	expect([isGone(objectKey), isGone(other)]).toEqual([true, true]);
});

test("a record that is put back keeps its recordings", async () => {
	const { callIds, objectKey } = await some(1);
	const [callId = ""] = callIds;
	await world.takeIn(recordingStored(callId, { objectKey }));
	expect(await doTask(world, await deleteRecord(callId, true))).toBe(false);
	expect([await listed(callId), isGone(objectKey)]).toEqual([[objectKey], false]);
	await forget(callId);
	expect(isGone(objectKey)).toBe(true);
});

test("a record that is taken in again keeps its recordings", async () => {
	const { callIds, objectKey } = await some(1);
	const [callId = ""] = callIds;
	const event = recordingStored(callId, { objectKey });
	await world.takeIn(event);
	const task = await deleteRecord(callId);
	await world.takeIn(callCompleted({ callId }), event);
	expect(await doTask(world, task)).toBe(false);
	expect([await listed(callId), isGone(objectKey)]).toEqual([[objectKey], false]);
});

describe("an object that was removed", () => {
	test("is not named by earlier events, which are rejected with a reason, but by later ones", async () => {
		const { callIds, objectKey } = await some(2);
		const [first = "", second = ""] = callIds;
		await world.takeIn(recordingStored(first, { objectKey }));
		await forget(first);
		world.rejected.length = 0;
		const late = recordingStored(second, { objectKey });
		// It waits while the removal may still be running.
		expect(await deliver(world, [late])).toEqual([0]);
		world.clock.now += 900_000;
		expect(await deliver(world, [late])).toEqual([]);
		expect(world.rejected).toMatchObject([
			{ reason: "recording-gone", detail: expect.stringContaining("was removed at 2026-11-20T06:00") },
		]);
		expect(await listed(second)).toEqual([]);
		const time = new Date(world.clock.now + 1).toISOString();
		await world.takeIn(recordingStored(second, { objectKey, time }));
		expect(await listed(second)).toEqual([objectKey]);
		world.removedRecordings.length = 0;
		await forget(second);
		expect(isGone(objectKey)).toBe(true);
	});
});

test("a removed tenant's objects are removed, and no items are written for it", async () => {
	const own = await createWorld();
	await own.takeIn(...basicTenant(), callCompleted({ callId: "r-1" }), recordingStored("r-1"));
	const items = await scanTable(own);
	for (const { p, s } of items) {
		const Key = { p: p as never, s: s as never };
		await tableClient().send(new DeleteItemCommand({ TableName: own.tableName, Key }));
	}
	const item = items.find(({ s }) => s?.S === "c");
	expect(await doTask(own, { kind: "forget-record", item, byAge: false })).toBe(false);
	expect(own.removedRecordings).toEqual(["acme/2026/11/20/r-1.wav"]);
	expect((await scanTable(own)).filter(({ p }) => p?.S?.includes("/"))).toEqual([]);
});

/** A process that dies does nothing more. */
class Died extends Error {}

/** The world's deps; `meddle` is called before each step that touches names, records or objects, counted from 1. */
function meddledWith(meddle: (step: number) => Promise<void>): Deps {
	let step = 0;
	const watch = <T extends object>(target: T): T =>
		new Proxy(target, {
			get: (_, name) => {
				const method = target[name as keyof T] as unknown as (...values: unknown[]) => Promise<unknown>;
				return async (...values: unknown[]) => {
					await meddle(++step);
					return method.apply(target, values);
				};
			},
		});
	const { objectNames, recordingFiles, expiries, callHistories, callHistoryReader } = world.deps;
	return {
		...world.deps,
		objectNames: watch(objectNames),
		recordingFiles: watch(recordingFiles),
		expiries: watch(expiries),
		callHistories: watch(callHistories),
		callHistoryReader: watch(callHistoryReader),
	};
}

async function retain(deps: Deps, task: object): Promise<boolean> {
	const attributes = { ApproximateReceiveCount: "1", SentTimestamp: String(world.clock.now) };
	const Records = [{ messageId: "1", receiptHandle: "1", body: JSON.stringify(task), attributes }];
	return (await createRetention(deps)({ Records } as never)).batchItemFailures.length === 0;
}

/** Delivers an event until it is applied or rejected, as the queue does. */
async function settle(event: CloudEvent): Promise<void> {
	for (let tries = 0; tries < 5; tries++) {
		if ((await deliver(world, [event])).length === 0) return;
		world.clock.now += 600_000;
	}
	throw new Error("the event is still waiting");
}

/** Expects a record to name an object if and only if the object exists. */
async function expectTrue(callId: string, objectKey: string): Promise<void> {
	expect(await listed(callId)).toEqual(isGone(objectKey) ? [] : [objectKey]);
}

const steps = Array.from({ length: 14 }, (_, index) => index + 1);

describe("when a record names an object while the last one naming it is forgotten, both stay consistent", () => {
	test("if the event comes between any two steps of the removal", async () => {
		const outcomes = new Set<boolean>();
		for (const at of steps) {
			const { callIds, objectKey } = await some(2);
			const [first = "", second = ""] = callIds;
			await world.takeIn(recordingStored(first, { objectKey }));
			const event = recordingStored(second, { objectKey });
			const deps = meddledWith(async (step) => {
				if (step === at) await deliver(world, [event]);
			});
			expect(await retain(deps, await deleteRecord(first))).toBe(true);
			await settle(event);
			await expectTrue(second, objectKey);
			outcomes.add(isGone(objectKey));
		}
		expect(outcomes).toEqual(new Set([true, false]));
	});

	test("if the removal runs between any two steps of the intake", async () => {
		const outcomes = new Set<boolean>();
		for (const at of steps) {
			const { callIds, objectKey } = await some(2);
			const [first = "", second = ""] = callIds;
			await world.takeIn(recordingStored(first, { objectKey }));
			const task = await deleteRecord(first);
			const event = recordingStored(second, { objectKey });
			const deps = meddledWith(async (step) => {
				if (step === at) await doTask(world, task);
			});
			await deliver(world, [event], { deps });
			await doTask(world, task);
			await settle(event);
			await expectTrue(second, objectKey);
			outcomes.add(isGone(objectKey));
		}
		expect(outcomes).toEqual(new Set([true, false]));
	});
});

describe("a function that dies between any two steps and is called again", () => {
	test("removes exactly the objects that no other record names", async () => {
		for (const at of steps) {
			const { callIds, objectKey } = await some(2);
			const [first = "", second = ""] = callIds;
			const shared = `${objectKey}.shared`;
			await world.takeIn(
				recordingStored(first, { objectKey }),
				recordingStored(first, { objectKey: shared }),
				recordingStored(second, { objectKey: shared }),
			);
			const deps = meddledWith(async (step) => {
				if (step >= at) throw new Died();
			});
			const task = await deleteRecord(first);
			await retain(deps, task);
			expect(await doTask(world, task)).toBe(false);
			expect([isGone(objectKey), isGone(shared)]).toEqual([true, false]);
		}
	});

	test("takes in a recording exactly once", async () => {
		for (const at of steps) {
			const { callIds, objectKey } = await some(1);
			const [callId = ""] = callIds;
			const event = recordingStored(callId, { objectKey });
			const deps = meddledWith(async (step) => {
				if (step >= at) throw new Died();
			});
			await deliver(world, [event], { deps });
			await settle(event);
			expect(await listed(callId)).toEqual([objectKey]);
			await forget(callId);
			expect(isGone(objectKey)).toBe(true);
		}
	});
});

test("objects are removed with the records of an expired batch, unless a live batch's record names them", async () => {
	const own = await createWorld();
	await own.takeIn(
		...basicTenant(),
		batchSaved({ batchId: "b02", campaignId: "c01", endsOn: "2026-12-31" }, { time: "2026-11-02T00:00:00+09:00" }),
		callCompleted({ callId: "e-1" }),
		callCompleted({ callId: "e-2", batchId: "b02" }),
		...["e-1", "e-2"].map((callId) => recordingStored(callId, { objectKey: "acme/both.wav" })),
		recordingStored("e-1", { objectKey: "acme/one.wav" }),
	);
	own.clock.now = expiry + 3_600_000;
	await passChanges(own, await deleteByAge(own));
	await doRetention(own);
	expect(own.removedRecordings).toEqual(["acme/one.wav"]);
	own.clock.now = Date.parse("2027-04-02T00:00:00+09:00");
	await passChanges(own, await deleteByAge(own));
	await doRetention(own);
	expect(own.removedRecordings).toEqual(["acme/one.wav", "acme/both.wav"]);
});
