import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { metered } from "../../../shared/platform/meter.ts";
import { doRetention, doTask } from "../../support/changes.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, callCompleted, recordingStored } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { tableClient } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const dayMs = 86_400_000;
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), callCompleted({ callId: "s-1" }), callCompleted({ callId: "s-2" }));
	// Names are kept from the first sweep on.
	await sweep();
});

async function sweep(): Promise<void> {
	expect(await doTask(world, { kind: "sweep-recordings" })).toBe(false);
	await doRetention(world);
}

const store = (...keys: string[]) => {
	for (const key of keys) world.recordings.set(key, world.clock.now);
};

/** Deletes an item without the stream reporting it. */
async function lose(p: string, s: string): Promise<void> {
	const Key = { p: { S: p }, s: { S: s } };
	await tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key }));
}

test("only objects that no record has named for a month are removed", async () => {
	store("acme/named.wav", "acme/orphan.wav", "globex/x.wav", "stray.wav", "a~b/x.wav");
	await world.takeIn(recordingStored("s-1", { objectKey: "acme/named.wav" }));
	world.clock.now += 20 * dayMs;
	store("acme/young.wav");
	await sweep();
	expect(world.removedRecordings).toEqual([]);
	world.clock.now += 10 * dayMs + 1;
	await sweep();
	expect([...world.recordings.keys()].sort()).toEqual(["acme/named.wav", "acme/young.wav"]);
	expect(world.removedRecordings.length).toBe(4);
});

test("objects stored before names were kept are never removed", async () => {
	world.recordings.set("acme/before.wav", world.clock.now - 1);
	world.clock.now += 300 * dayMs;
	await sweep();
	expect(world.removedRecordings).toEqual([]);
});

test("objects announced after their record was deleted, or for a call that never came, are removed", async () => {
	store("acme/late.wav", "acme/never.wav");
	await lose("acme#s-1", "c");
	const events = [
		recordingStored("s-1", { objectKey: "acme/late.wav" }),
		recordingStored("no-call", { objectKey: "acme/never.wav" }),
	];
	expect(await deliver(world, events)).toEqual([0, 1]);
	world.clock.now += 31 * dayMs;
	await sweep();
	expect(world.removedRecordings.sort()).toEqual(["acme/late.wav", "acme/never.wav"]);
});

describe("a name that its record does not confirm", () => {
	beforeEach(async () => {
		store("acme/one.wav");
		await world.takeIn(recordingStored("s-1", { objectKey: "acme/one.wav" }));
	});

	test("is removed with the object if the record was deleted unnoticed", async () => {
		await lose("acme#s-1", "c");
		world.clock.now += 31 * dayMs;
		await sweep();
		expect(world.removedRecordings).toEqual(["acme/one.wav"]);
	});

	test("does not cost another record its object", async () => {
		await world.takeIn(recordingStored("s-2", { objectKey: "acme/one.wav" }));
		await lose("acme#s-1", "c");
		world.clock.now += 31 * dayMs;
		await sweep();
		expect(world.removedRecordings).toEqual([]);
	});

	test("is trusted for two days, because its record may be about to name the object", async () => {
		world.clock.now += 31 * dayMs;
		await world.deps.objectNames.add({ tenantId: "acme", objectKey: "acme/one.wav", callId: "s-9" }, world.clock.now);
		await lose("acme#s-1", "c");
		await sweep();
		expect(world.removedRecordings).toEqual([]);
		world.clock.now += 2 * dayMs + 1;
		await sweep();
		expect(world.removedRecordings).toEqual(["acme/one.wav"]);
	});
});

test("an object that is named while it is checked is kept", async () => {
	store("acme/one.wav");
	world.clock.now += 31 * dayMs;
	const { objectNames } = world.deps;
	const event = recordingStored("s-1", { objectKey: "acme/one.wav", time: "2026-11-20T15:00:00+09:00" });
	let looks = 0;
	world.deps.objectNames = {
		...objectNames,
		isNamed: async (...values) => {
			if (++looks === 1) await deliver(world, [event], { deps: { objectNames } });
			return objectNames.isNamed(...values);
		},
	};
	await sweep();
	expect([looks, world.removedRecordings]).toEqual([1, []]);
});

test("a large bucket is swept in slices, one task each, and a failed slice is repeated", async () => {
	const keys = Array.from({ length: 20_500 }, (_, place) => `acme/${String(place).padStart(6, "0")}.wav`);
	store("acme/000000.orphan", "acme/zzz.orphan");
	world.clock.now += 31 * dayMs;
	store(...keys);
	const { listAfter } = world.deps.recordingFiles;
	let pages = 0;
	world.deps.recordingFiles.listAfter = (after) =>
		++pages === 15 ? Promise.reject(new Error("slow down")) : listAfter(after);
	const tasks: object[] = [{ kind: "sweep-recordings" }];
	for (let task = tasks.shift(); task; task = tasks.shift()) {
		if (await doTask(world, task)) tasks.push(task);
		tasks.push(...world.retentionTasks.splice(0).map((sent) => sent.task));
	}
	expect(world.removedRecordings).toEqual(["acme/000000.orphan", "acme/zzz.orphan"]);
	// 21 pages; the failed slice read four of them twice and tried one twice.
	expect(pages).toBe(26);
});

test("sweeping an object costs one and a half read units", async () => {
	store("acme/one.wav");
	await world.takeIn(recordingStored("s-1", { objectKey: "acme/one.wav" }));
	const cost = () =>
		metered(async (meter) => {
			await sweep();
			return [meter.readUnits, meter.writeUnits];
		});
	const [without = 0] = await cost();
	world.clock.now += 31 * dayMs;
	expect(await cost()).toEqual([without + 1.5, 0]);
});
