import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { latestKey, recordKey } from "../../../shared/call-history/codec.ts";
import type { Item } from "../../../shared/platform/dynamodb.ts";
import { changesOf, deleteByAge, doRetention, doTask, passChanges } from "../../support/changes.ts";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { partitionOf, tableClient } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const expiry = Date.parse("2027-03-01T00:00:00+09:00");
const first = callCompleted({ callId: "p-1", customerId: "cu", calledAt: "2026-11-20T10:00:00+09:00" });
const second = callCompleted({ callId: "p-2", customerId: "cu", calledAt: "2026-11-20T12:00:00+09:00" });
const path = { callId: "p-2" };
const correct = (memo: string, callId = "p-2") =>
	world.call("correct-call-history", { path: { callId }, headers: { "if-match": "*" }, body: { memo } });
const detail = async (callId = "p-2") => (await world.call("get-call-history", { path: { callId } })).body;
const history = async () => (await world.call("list-corrections", { path })).body.items;
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), first, second, recordingStored("p-2"));
	await correct("一");
});

const remove = (key: Item) =>
	changesOf(world, () => tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key: key })));

/** Moves the batch's end a second before its records expire; the table still deletes them by the former end. */
async function loseAll() {
	world.clock.now = expiry - 1000;
	const time = "2027-02-28T23:59:59+09:00";
	await passChanges(
		world,
		await changesOf(world, () => world.takeIn(batchSaved({ batchId: "b01", endsOn: "2027-01-31" }, { time }))),
	);
	world.clock.now = expiry + 1000;
	return deleteByAge(world);
}

/** Does all tasks, and those that follow from their changes, until none is left. */
async function settle(): Promise<void> {
	for (let round = 0; world.retentionTasks.length > 0 && round < 10; round++) {
		await passChanges(world, await changesOf(world, () => doRetention(world)));
	}
	expect(world.retentionTasks).toEqual([]);
}

describe("a record that is put back", () => {
	it("is back at once", async () => {
		const deleted = await loseAll();
		world.retentionTasks.length = 0;
		await passChanges(world, deleted);
		expect(world.retentionTasks.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 0]);
		for (const { task } of world.retentionTasks) expect(await doTask(world, task)).toBe(false);
		expect((await detail()).memo).toBe("一");
	});

	it("is complete even if its call was taken in again meanwhile, and continues its former corrections", async () => {
		const { batchPeriod: _, ...before } = await detail();
		const deleted = await loseAll();
		world.clock.now += 1000;
		await world.takeIn(second);
		expect(await detail()).toMatchObject({ version: 0, recording: null });
		await passChanges(world, deleted);
		await settle();
		expect(await detail()).toMatchObject(before);
		expect((await correct("二")).body.version).toBe(2);
		const afters = (await history()).map(({ changes }: { changes: { after: string }[] }) => changes[0]?.after);
		expect(afters).toEqual(["二", "一"]);
	});

	it("cannot be corrected before it is complete, so that no former correction is overwritten", async () => {
		const former = await history();
		const deleted = await loseAll();
		world.clock.now += 1000;
		await world.takeIn(second);
		const { status, body } = await correct("二");
		expect([status, body.code]).toEqual([503, "temporarily-unavailable"]);
		expect(await history()).toEqual(former);
		await passChanges(world, deleted);
		await settle();
		expect((await correct("二")).status).toBe(200);
		expect(await history()).toHaveLength(2);
	});

	it("keeps corrections and recordings made meanwhile if it had not been corrected before", async () => {
		await world.takeIn(recordingStored("p-1"));
		await world.takeIn(callCompleted({ callId: "p-3", customerId: "other" }), recordingStored("p-3"));
		const deleted = await loseAll();
		world.clock.now += 1000;
		await world.takeIn(callCompleted({ callId: "p-3", customerId: "other" }));
		expect((await correct("間", "p-3")).status).toBe(200);
		const later = { time: "2027-02-28T12:00:00+09:00", objectKey: "acme/later.wav", durationSeconds: 7 };
		await world.takeIn(first, recordingStored("p-1", later));
		await passChanges(world, deleted);
		await settle();
		expect(await detail("p-3")).toMatchObject({ memo: "間", version: 1, recording: { durationSeconds: 184 } });
		const { recording, recordings } = await detail("p-1");
		expect(recording).toEqual({ durationSeconds: 7 });
		expect(recordings.map(({ durationSeconds }: { durationSeconds: number }) => durationSeconds)).toEqual([184, 7]);
	});

	it("can be put back twice", async () => {
		const deleted = await loseAll();
		await passChanges(world, [...deleted, ...deleted]);
		const tasks = [...world.retentionTasks];
		await settle();
		const corrected = await correct("二");
		world.retentionTasks.push(...tasks);
		await settle();
		expect(await detail()).toEqual(corrected.body);
	});
});

describe("a removal that has begun", () => {
	it("continues even if the batch is revived, so that no record comes back incomplete", async () => {
		world.clock.now = expiry + 60_000;
		await passChanges(world, await deleteByAge(world));
		const { recordingFiles } = world.deps;
		world.deps.recordingFiles = {
			...recordingFiles,
			delete: () => Promise.reject(new Error("the bucket is unavailable")),
		};
		const tasks = world.retentionTasks.splice(0).map(({ task }) => task);
		const failed = [];
		for (const task of tasks) if (await doTask(world, task)) failed.push(task);
		expect(failed).toHaveLength(1);
		expect((await partitionOf(world, "acme#p-2")).length).toBe(0);
		world.deps.recordingFiles = recordingFiles;
		world.clock.now += 60_000;
		const time = "2027-03-01T00:01:00+09:00";
		await world.takeIn(batchSaved({ batchId: "b01", endsOn: "2027-01-31" }, { time }));
		for (const task of [...failed, ...tasks]) expect(await doTask(world, task)).toBe(false);
		expect(await partitionOf(world, "acme#p-2")).toEqual([]);
		expect(new Set(world.removedRecordings)).toEqual(new Set(["acme/2026/11/20/p-2.wav"]));
	});
});

describe("the pointer to the latest record", () => {
	it.each([
		["was deleted by itself", ["p-2", "p-1"]],
		["named a record that was deleted", ["p-1"]],
	])("is set again if it %s", async (_, left) => {
		const key = left.includes("p-2") ? latestKey("acme", "b01", "cu") : recordKey("acme", "p-2");
		await passChanges(world, await remove(key));
		await settle();
		expect((await detail(left[0])).editable).toEqual({ allowed: true });
		expect((await correct("後", left[0])).status).toBe(200);
		if (left[1]) expect((await detail(left[1])).editable).toEqual({ allowed: false, reason: "not-latest" });
	});

	it("is set from more records than one task reads, and is never moved back", async () => {
		const others = Array.from({ length: 25 }, (_, index) => callCompleted({ callId: `o-${index}` }));
		await world.takeIn(...others);
		await passChanges(world, await remove(latestKey("acme", "b01", "cu")));
		const { findCallIdsOfBatch } = world.deps.callHistoryReader;
		world.deps.callHistoryReader.findCallIdsOfBatch = (request) =>
			findCallIdsOfBatch({ ...request, limit: Math.min(10, request.limit) });
		const [entry] = world.retentionTasks;
		await settle();
		expect((await detail()).editable).toEqual({ allowed: true });
		const third = callCompleted({ callId: "p-3", customerId: "cu", calledAt: "2026-11-20T13:00:00+09:00" });
		await world.takeIn(third);
		expect(await doTask(world, entry?.task ?? {})).toBe(false);
		expect((await detail("p-3")).editable).toEqual({ allowed: true });
	});

	it("is set again if the batch is revived after some of its records were deleted", async () => {
		world.clock.now = expiry + 60_000;
		const deleted = await deleteByAge(world);
		const [late] = deleted.filter(({ before }) => before?.p?.S === "acme#p-1");
		// The table has not deleted the older record yet.
		await tableClient().send(new PutItemCommand({ TableName: world.tableName, Item: late?.before as never }));
		await passChanges(
			world,
			deleted.filter((change) => change !== late),
		);
		await settle();
		expect(await partitionOf(world, "acme#b01#cu")).toEqual([]);
		const time = "2027-03-01T00:01:00+09:00";
		await passChanges(
			world,
			await changesOf(world, () => world.takeIn(batchSaved({ batchId: "b01", endsOn: "2027-01-31" }, { time }))),
		);
		await settle();
		expect((await detail("p-1")).editable).toEqual({ allowed: true });
	});
});
