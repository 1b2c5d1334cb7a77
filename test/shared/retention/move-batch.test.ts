import { beforeEach, describe, expect, it } from "vitest";
import { marksIndex } from "../../../shared/call-history/schema.ts";
import { metered } from "../../../shared/platform/meter.ts";
import { changesOf, deleteByAge, doRetention, doTask, passChanges } from "../../support/changes.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { partitionOf, scanTable } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
const expiryOf = (endsOn: string) => Date.parse(`${endsOn}T24:00:00+09:00`) / 1000 + 90 * 86_400;
const calls = ["m-1", "m-2", "m-3"].map((callId) => callCompleted({ callId }));

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), ...calls, callCompleted({ callId: "other", batchId: "b02", campaignId: "c02" }));
});

let saves = 0;
/** Saves a new end of the batch and hands the change on. */
async function moveEnd(endsOn: string, batchId = "b01"): Promise<void> {
	const time = new Date(Date.parse("2026-11-10T09:00:00+09:00") + ++saves * 1000).toISOString();
	await passChanges(world, await changesOf(world, () => world.takeIn(batchSaved({ batchId, endsOn }, { time }))));
}

async function expiries(): Promise<Record<string, number>> {
	const records = (await scanTable(world)).filter((item) => item.s?.S === "c");
	return Object.fromEntries(records.map((item) => [item.p?.S?.slice(5), Number(item.e?.N)]));
}

async function seen(): Promise<string[]> {
	const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
	const { body } = await world.call("search-call-histories", { body: { period } });
	return body.rows.map((row: { callId: string }) => row.callId).sort();
}

describe("a batch's end that moves", () => {
	it.each(["2027-01-31", "2026-11-21", "2026-11-25"])(
		"to %s moves the expiry of its records and no others",
		async (endsOn) => {
			await moveEnd(endsOn);
			await doRetention(world);
			const moved = expiryOf(endsOn);
			const other = expiryOf("2026-11-30");
			expect(await expiries()).toEqual({ "m-1": moved, "m-2": moved, "m-3": moved, other });
		},
	);

	it("to the same date creates no tasks", async () => {
		await moveEnd("2026-11-30");
		expect(world.retentionTasks).toEqual([]);
	});

	it("changes at once which records are visible, before any of them is written", async () => {
		world.clock.now = Date.parse("2027-02-28T23:59:59+09:00");
		expect(await seen()).toEqual(["m-1", "m-2", "m-3", "other"]);
		await moveEnd("2026-11-20");
		expect(await seen()).toEqual(["other"]);
		await moveEnd("2027-01-31");
		world.clock.now += 1000;
		expect(await seen()).toEqual(["m-1", "m-2", "m-3"]);
	});

	it("has a second pass for calls that were taken in with the former end", async () => {
		await moveEnd("2027-01-31");
		const [first] = world.retentionTasks.splice(0);
		expect(first?.task).toMatchObject({ kind: "move-batch", pass: 1 });
		await doTask(world, first?.task ?? {});
		// An intake that had read the former end writes its record now.
		await world.takeIn(callCompleted({ callId: "late" }));
		await world.deps.expiries.setAll("acme", ["late"], expiryOf("2026-11-30"));
		const [second] = world.retentionTasks;
		expect(second).toMatchObject({ task: { kind: "move-batch", pass: 2 }, delaySeconds: 300 });
		await doRetention(world);
		expect((await expiries()).late).toBe(expiryOf("2027-01-31"));
	});

	it("again before the tasks are done stays where it was moved last, whatever the order of the tasks", async () => {
		await moveEnd("2027-01-31");
		await moveEnd("2026-12-15");
		await moveEnd("2027-03-31");
		world.retentionTasks.reverse();
		await doRetention(world);
		expect(new Set(Object.values(await expiries()))).toEqual(new Set([expiryOf("2027-03-31"), expiryOf("2026-11-30")]));
	});

	it("costs a write unit for each record that changes, and none for the others", async () => {
		await moveEnd("2027-01-31");
		const costs: number[] = [];
		for (const { task } of [...world.retentionTasks, ...world.retentionTasks]) {
			await metered(async (cost) => {
				await doTask(world, task);
				costs.push(cost.writeUnits);
			});
		}
		expect(costs).toEqual([3, 0]);
	});
});

describe("a move", () => {
	it("of more records than one task reads continues where the task stopped", async () => {
		const many = Array.from({ length: 25 }, (_, index) =>
			callCompleted({ callId: `many-${index}`, calledAt: `2026-11-20T11:00:${String(index).padStart(2, "0")}+09:00` }),
		);
		await world.takeIn(...many);
		await moveEnd("2027-01-31");
		const { findCallIdsOfBatch } = world.deps.callHistoryReader;
		// Ten at a time, as if that were the size of a slice.
		world.deps.callHistoryReader.findCallIdsOfBatch = (request) =>
			findCallIdsOfBatch({ ...request, limit: Math.min(10, request.limit) });
		await doRetention(world);
		const ends = await expiries();
		expect(Object.keys(ends)).toHaveLength(29);
		expect(Object.entries(ends).filter(([, end]) => end !== expiryOf("2027-01-31"))).toHaveLength(1);
	});

	it("that fails halfway is redelivered and completed", async () => {
		await moveEnd("2027-01-31");
		const { setAll } = world.deps.expiries;
		world.deps.expiries.setAll = async (tenantId, callIds, expiresAt) => {
			await setAll(tenantId, callIds.slice(0, 1), expiresAt);
			throw new Error("the table is unavailable");
		};
		const [first] = world.retentionTasks;
		expect(await doTask(world, first?.task ?? {})).toBe(true);
		world.deps.expiries.setAll = setAll;
		await doRetention(world);
		expect(new Set(Object.values(await expiries()))).toEqual(new Set([expiryOf("2027-01-31"), expiryOf("2026-11-30")]));
	});

	it("that comes too late for the table puts deleted records back, with everything that belongs to them", async () => {
		await world.takeIn(recordingStored("m-1"));
		const correction = { path: { callId: "m-1" }, headers: { "if-match": '"0"' }, body: { memo: "訂正" } };
		expect((await world.call("correct-call-history", correction)).status).toBe(200);
		const before = await partitionOf(world, "acme#m-1");
		world.clock.now = Date.parse("2027-02-28T23:59:59+09:00");
		await moveEnd("2027-01-31");
		world.clock.now += 2000;
		const deleted = await deleteByAge(world);
		expect(deleted.length).toBeGreaterThanOrEqual(3);
		await passChanges(world, deleted);
		const putBackAt = world.clock.now;
		await doRetention(world);
		expect(await seen()).toEqual(["m-1", "m-2", "m-3"]);
		const after = await partitionOf(world, "acme#m-1");
		const moved = (item: object | undefined) => ({
			...item,
			e: { N: String(expiryOf("2027-01-31")) },
			// The record is marked for the packs.
			[marksIndex.sk]: { N: String(putBackAt) },
		});
		expect(after).toEqual([moved(before[0]), ...before.slice(1)]);
		expect((await world.call("get-call-history", { path: { callId: "m-1" } })).body.editable).toEqual({
			allowed: true,
		});
		expect(world.removedRecordings).toEqual([]);
	});
});
