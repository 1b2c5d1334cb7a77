import { beforeEach, describe, expect, it } from "vitest";
import { metered } from "../../../shared/platform/meter.ts";
import { exportRows } from "../../support/async-searches.ts";
import { changesOf, deleteByAge, doRetention, doTask, passChanges } from "../../support/changes.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, callCompleted, recordingStored } from "../../support/events.ts";
import { partitionOf, scanTable } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const expiry = Date.parse("2027-03-01T00:00:00+09:00");
const path = { callId: "f-1" };
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		callCompleted({ callId: "f-1", customerId: "cu-1" }),
		callCompleted({ callId: "f-2", customerId: "cu-2" }),
		recordingStored("f-1"),
	);
	await world.call("open-recording", { path });
	const corrected = await world.call("correct-call-history", {
		path,
		headers: { "if-match": '"0"' },
		body: { memo: "訂正", reason: "聞き直し" },
	});
	expect(corrected.status).toBe(200);
});

async function leftOf(callId: string, customerId: string): Promise<string[]> {
	const items = [
		...(await partitionOf(world, `acme#${callId}`)),
		...(await partitionOf(world, `acme#b01#${customerId}`)),
	];
	return items.map((item) => item.s?.S?.slice(0, 2) ?? "");
}

describe("from the second of its expiry, although the table still has it, a record is unavailable through", () => {
	const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
	const views: Record<string, () => Promise<boolean>> = {
		search: async () => (await world.call("search-call-histories", { body: { period } })).body.total > 0,
		detail: async () => (await world.call("get-call-history", { path })).status === 200,
		"its corrections": async () => (await world.call("list-corrections", { path })).status === 200,
		"its recording": async () => (await world.call("open-recording", { path })).status === 200,
		correction: async () =>
			(await world.call("correct-call-history", { path, headers: { "if-match": '"1"' }, body: { memo: "x" } }))
				.status === 200,
		options: async () => (await world.call("get-search-options")).body.batches.length > 0,
		"an agent's options": async () =>
			(await world.call("get-search-options", { account: "ag01" })).body.batches.length > 0,
		export: async () => (await exportRows(world, { conditions: { period } })).search.rowCount > 0,
	};

	it.each(Object.keys(views))("%s", async (name) => {
		const isSeen = views[name] as () => Promise<boolean>;
		world.clock.now = expiry - 1000;
		expect(await isSeen()).toBe(true);
		world.clock.now = expiry;
		expect(await isSeen()).toBe(false);
	});

	it("a file made before, which can be opened again after a rerun without it", async () => {
		world.clock.now = expiry - 10_000;
		const { search } = await exportRows(world, { conditions: { period } });
		const { asyncSearchId } = search;
		const download = () => world.call("open-async-search-file", { path: { asyncSearchId } });
		const { status, body } = await download();
		expect([status, body.expiresAt]).toEqual([200, "2027-03-01T00:00:00+09:00"]);
		world.clock.now = expiry;
		expect((await download()).body.code).toBe("file-outdated");
		await world.call("rerun-async-search", { path: { asyncSearchId } });
		await world.workflow.runAll();
		expect((await download()).status).toBe(200);
	});

	it("a link to its recording, which expires with it", async () => {
		world.clock.now = expiry - 10_000;
		const { body } = await world.call("open-recording", { path });
		expect(new URL(body.url).searchParams.get("X-Amz-Expires")).toBe("10");
	});
});

describe("when the table deletes an expired record,", () => {
	it("its corrections, accesses, pointer and recording are removed, but nothing of another record", async () => {
		expect(await leftOf("f-1", "cu-1")).toEqual(["a#", "c", "x#", "l"]);
		const others = (await scanTable(world)).filter((item) => item.p?.S?.endsWith("f-2") || item.p?.S?.endsWith("cu-2"));
		world.clock.now = expiry + 3_600_000;
		const deleted = await deleteByAge(world);
		await passChanges(
			world,
			deleted.filter(({ before }) => before?.p?.S === "acme#f-1"),
		);
		expect(await doRetention(world)).toBe(1);
		expect(await leftOf("f-1", "cu-1")).toEqual([]);
		expect(world.removedRecordings).toEqual(["acme/2026/11/20/f-1.wav"]);
		expect((await partitionOf(world, "acme#b01#cu-2")).length).toBe(1);
		expect(others.length).toBe(2);
	});

	it("a pointer to a later record is kept", async () => {
		await world.takeIn(callCompleted({ callId: "f-9", customerId: "cu-1", calledAt: "2026-11-20T18:00:00+09:00" }));
		world.clock.now = expiry + 3_600_000;
		const deleted = await deleteByAge(world);
		await passChanges(
			world,
			deleted.filter(({ before }) => before?.p?.S === "acme#f-1"),
		);
		await doRetention(world);
		expect(await leftOf("f-1", "cu-1")).toEqual(["l"]);
	});

	it("repeated changes and tasks do no harm", async () => {
		world.clock.now = expiry + 3_600_000;
		const deleted = await deleteByAge(world);
		await passChanges(world, [...deleted, ...deleted]);
		await doRetention(world);
		expect(await leftOf("f-1", "cu-1")).toEqual([]);
	});

	it("removing its pointer costs a write unit, and each correction, access and recording two", async () => {
		world.clock.now = expiry + 3_600_000;
		// The loss of the batch is noted once for all of its records.
		await world.deps.packNotes.lost("acme", "b01", world.clock.now);
		const deleted = await deleteByAge(world);
		const costOf = async (pk: string) => {
			await passChanges(
				world,
				deleted.filter(({ before }) => before?.p?.S === pk),
			);
			return metered(async (cost) => {
				await doRetention(world);
				return cost.writeUnits;
			});
		};
		expect(await costOf("acme#f-1")).toBe(7);
		expect(await costOf("acme#f-2")).toBe(1);
	});

	it("a failed removal is repeated, however far it got", async () => {
		world.clock.now = expiry + 3_600_000;
		await passChanges(
			world,
			(await deleteByAge(world)).filter(({ before }) => before?.p?.S === "acme#f-1"),
		);
		const [entry] = world.retentionTasks.splice(0);
		const { recordingFiles } = world.deps;
		world.deps.recordingFiles = {
			...recordingFiles,
			delete: () => Promise.reject(new Error("the bucket is unavailable")),
		};
		expect(await doTask(world, entry?.task ?? {})).toBe(true);
		world.deps.recordingFiles = recordingFiles;
		expect(await doTask(world, entry?.task ?? {})).toBe(false);
		expect(world.removedRecordings).toEqual(["acme/2026/11/20/f-1.wav"]);
	});
});

it("a record that an operator deletes loses everything that belongs to it and does not come back", async () => {
	const [before] = (await partitionOf(world, "acme#f-1")).filter((item) => item.s?.S === "c");
	const { DeleteItemCommand } = await import("@aws-sdk/client-dynamodb");
	const { tableClient } = await import("../../support/table.ts");
	const Key = { p: { S: "acme#f-1" }, s: { S: "c" } };
	const changes = await changesOf(world, () =>
		tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key })),
	);
	expect(changes).toEqual([{ before, after: undefined }]);
	await passChanges(world, changes);
	await doRetention(world);
	// A tombstone remains for as long as packs may hold the record.
	expect(await leftOf("f-1", "cu-1")).toEqual(["d"]);
	world.clock.now += 101 * 86_400_000;
	await deleteByAge(world);
	expect(await leftOf("f-1", "cu-1")).toEqual([]);
});

it("a record deleted in the second of its expiry is not forgotten before running requests have ended", async () => {
	world.clock.now = expiry;
	const deleted = await deleteByAge(world);
	await passChanges(
		world,
		deleted.filter(({ before }) => before?.p?.S === "acme#f-1"),
	);
	const [entry] = world.retentionTasks.splice(0);
	expect(await doTask(world, entry?.task ?? {})).toBe(false);
	expect(world.retentionTasks.map(({ delaySeconds }) => delaySeconds)).toEqual([12]);
	const [opened] = await partitionOf(world, "acme#f-1");
	const { PutItemCommand } = await import("@aws-sdk/client-dynamodb");
	const { tableClient } = await import("../../support/table.ts");
	const Item = { ...opened, s: { S: "a#1803826800000#late" } } as never;
	await tableClient().send(new PutItemCommand({ TableName: world.tableName, Item }));
	expect(await doRetention(world)).toBe(1);
	expect(await leftOf("f-1", "cu-1")).toEqual([]);
});
