import { beforeEach, describe, expect, it } from "vitest";
import { dayMs } from "../../../shared/time/model.ts";
import { changesOf, deleteByAge, doRetention, passChanges } from "../../support/changes.ts";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { partitionOf, scanTable } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const start = Date.parse("2026-11-20T15:00:00+09:00");
const minute = 60_000;
const rightEnd = "2026-11-30";
const wrongEnd = "2020-01-01";
const expiryOf = (endsOn: string) => Date.parse(`${endsOn}T24:00:00+09:00`) + 90 * dayMs;
const corrected = { path: { callId: "m-1" }, headers: { "if-match": "*" }, body: { memo: "訂正" } };
let world: World;
let saves: number;

beforeEach(async () => {
	saves = 0;
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		...["m-1", "m-2"].map((callId) => callCompleted({ callId, customerId: `cu-${callId}` })),
		recordingStored("m-1"),
	);
	await world.call("correct-call-history", corrected);
	await world.call("open-recording", { path: { callId: "m-1" } });
});

/** Saves a new end of the batch, with an event sent long ago, and does everything that follows. */
async function moveEnd(endsOn: string): Promise<void> {
	const time = new Date(Date.parse("2026-11-02T09:00:00+09:00") + ++saves * 1000).toISOString();
	const saved = batchSaved({ batchId: "b01", startsOn: "2019-12-01", endsOn }, { time });
	await passChanges(world, await changesOf(world, () => world.takeIn(saved)));
	await followUp();
}

async function followUp(): Promise<void> {
	const { now } = world.clock;
	await passChanges(world, await changesOf(world, () => doRetention(world)));
	world.clock.now = now;
}

/** Deletes what has expired, and does everything that follows. */
async function age(): Promise<void> {
	await passChanges(world, await deleteByAge(world));
	await followUp();
}

async function seen(): Promise<string[]> {
	const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
	const { body } = await world.call("search-call-histories", { body: { period } });
	return body.rows.map((row: { callId: string }) => row.callId).sort();
}

/** Everything that belongs to the records, without their expiries. */
async function holdings() {
	const names = ["acme#m-1", "acme#m-2", "acme#b01#cu-m-1", "acme#b01#cu-m-2"];
	const partitions = await Promise.all(names.map((name) => partitionOf(world, name)));
	return partitions.flat().map(({ e, ...item }) => item);
}

async function expiries(): Promise<number[]> {
	const records = (await scanTable(world)).filter((item) => item.s?.S === "c");
	return [...new Set(records.map((item) => Number(item.e?.N) * 1000))];
}

describe("an end that is saved too early by mistake", () => {
	it.each([
		["ten minutes", 10 * minute],
		["a second less than seven days", 7 * dayMs - 1000],
	])("loses nothing if it is corrected after %s, even if the table deletes expired items at once", async (_, later) => {
		const before = await holdings();
		await moveEnd(wrongEnd);
		expect(await seen()).toEqual([]);
		expect((await world.call("get-call-history", corrected)).status).toBe(404);
		world.clock.now = start + later;
		await age();
		await moveEnd(rightEnd);
		expect(await seen()).toEqual(["m-1", "m-2"]);
		expect(await holdings()).toEqual(before);
		expect(world.removedRecordings).toEqual([]);
		expect(await expiries()).toEqual([expiryOf(rightEnd)]);
		expect((await world.call("correct-call-history", { ...corrected, body: { memo: "再訂正" } })).body.version).toBe(2);
	});

	it("removes everything after seven days if it is never corrected", async () => {
		await moveEnd(wrongEnd);
		expect(await expiries()).toEqual([start + 7 * dayMs]);
		world.clock.now = start + 7 * dayMs + minute;
		await age();
		expect(await holdings()).toEqual([]);
		expect(world.removedRecordings).toEqual(["acme/2026/11/20/m-1.wav"]);
	});

	it("hides calls that are taken in meanwhile, until it is corrected", async () => {
		await moveEnd(wrongEnd);
		await world.takeIn(callCompleted({ callId: "late" }), recordingStored("late"));
		expect([world.rejected, await seen()]).toEqual([[], []]);
		expect(await expiries()).toEqual([start + 7 * dayMs]);
		world.clock.now += 2 * dayMs;
		await age();
		await moveEnd(rightEnd);
		expect(await seen()).toEqual(["late", "m-1", "m-2"]);
		expect(await expiries()).toEqual([expiryOf(rightEnd)]);
	});

	it("leaves records seven days from the first mistake, and another seven only after a correction", async () => {
		await moveEnd(wrongEnd);
		world.clock.now += dayMs;
		await moveEnd("2019-12-31");
		expect(await expiries()).toEqual([start + 7 * dayMs]);
		await moveEnd("2026-08-01");
		expect(await expiries()).toEqual([start + 7 * dayMs]);
		await moveEnd(rightEnd);
		expect(await expiries()).toEqual([expiryOf(rightEnd)]);
		await moveEnd(wrongEnd);
		expect(await expiries()).toEqual([start + 8 * dayMs]);
	});

	it("does not prolong the seven days if it is delivered twice or saved again", async () => {
		const [wrong, renamed] = ["2026-11-03", "2026-11-04"].map((date, index) =>
			batchSaved(
				{ batchId: "b01", startsOn: "2019-12-01", endsOn: wrongEnd, name: `名前 ${index}` },
				{ time: `${date}T09:00:00+09:00` },
			),
		);
		for (const event of [wrong, wrong, renamed, wrong]) {
			await passChanges(world, await changesOf(world, () => deliver(world, [event as never])));
			world.clock.now += minute;
		}
		await followUp();
		expect(await expiries()).toEqual([start + 7 * dayMs]);
	});

	it("does not change records that expire sooner anyway", async () => {
		world.clock.now = expiryOf(rightEnd) - dayMs;
		await moveEnd(wrongEnd);
		expect(await expiries()).toEqual([expiryOf(rightEnd)]);
	});

	it("keeps the batch itself for longer than its records", async () => {
		await moveEnd(wrongEnd);
		const [batch] = (await partitionOf(world, "acme")).filter((item) => item.s?.S === "b#b01");
		expect(Number(batch?.e?.N) * 1000).toBe(start + 37 * dayMs);
	});
});

it("a later end takes effect at once: the first pass has no delay", async () => {
	const time = "2026-11-02T09:00:00+09:00";
	const saved = batchSaved({ batchId: "b01", endsOn: "2026-12-31" }, { time });
	await passChanges(world, await changesOf(world, () => world.takeIn(saved)));
	expect(world.retentionTasks.map(({ delaySeconds }) => delaySeconds)).toEqual([0]);
});

it("an earlier end that leaves more than seven days takes effect at once", async () => {
	await moveEnd("2026-11-21");
	expect(await expiries()).toEqual([expiryOf("2026-11-21")]);
});
