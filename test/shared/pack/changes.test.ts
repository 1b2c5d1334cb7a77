import { beforeEach, expect, test } from "vitest";
import { currentLayout } from "../../../shared/pack/layout.ts";
import { packDueAt } from "../../../shared/pack/model.ts";
import { basicTenant } from "../../support/events.ts";
import { expectSound, type Searched, searchAll } from "../../support/packed-history.ts";
import { createPacker, loseCalls, type Packer, type StoredCall, smallSizes, storeCalls } from "../../support/packs.ts";
import { makeCalls } from "../../support/records.ts";
import { createWorld, type World } from "../../support/world.ts";

const minute = 60_000;
const start = Date.parse("2026-11-20T09:00:00+09:00");

let world: World;
let packer: Packer;
let calls: StoredCall[];

beforeEach(async () => {
	world = await createWorld({ now: "2026-11-20T10:00:00+09:00" });
	await world.takeIn(...basicTenant());
	packer = createPacker(world);
	calls = makeCalls({ count: 155, from: start, to: start + 30 * minute }).map((call, index) => ({
		...call,
		calledAt: start + index * 10_000,
	}));
	await storeCalls(world, calls);
	await packWhenDue();
	expect(await rowsOfPacks()).toEqual([40, 40, 40, 35]);
});

async function packWhenDue(): Promise<Searched> {
	world.clock.now = packDueAt(world.clock.now);
	expect(await packer.run()).toEqual(["acme"]);
	return expectSound(packer);
}

async function rowsOfPacks(): Promise<number[]> {
	const { contents } = await packer.deps.packReader.load("acme");
	return contents.packs.map(({ rows }) => rows);
}

function correct(...places: number[]): StoredCall[] {
	return places.map((place) => ({ ...(calls[place] as StoredCall), memo: `訂正 ${place}`, version: 1 }));
}

test("a correction goes into the changes and leaves the packs unchanged", async () => {
	const before = await searchAll(packer);
	await storeCalls(world, correct(3));
	await expectSound(packer);
	const after = await packWhenDue();
	expect(after.contents.packs).toEqual(before.contents.packs);
	expect(after.contents.changes?.rows).toBe(1);
	expect(after.contents.watermark).toBeGreaterThan(before.contents.watermark);
	expect(after.rows.filter(({ memo }) => memo === "訂正 3")).toHaveLength(1);
});

test("a second correction replaces the first", async () => {
	await storeCalls(world, correct(3));
	await packWhenDue();
	await storeCalls(world, [{ ...(calls[3] as StoredCall), memo: "二度目" }]);
	await expectSound(packer);
	const { contents, rows } = await packWhenDue();
	expect(contents.changes?.rows).toBe(1);
	expect(rows.find(({ callId }) => callId === calls[3]?.callId)?.memo).toBe("二度目");
});

test("late calls and later recordings go into the changes", async () => {
	const late = [1, 12].map((minutes) => {
		const calledAt = start + minutes * minute + 1;
		return { ...(calls[0] as StoredCall), callId: `late-${minutes}`, calledAt };
	});
	const recording = { objectKey: "acme/1.wav", contentType: "audio/wav", durationSeconds: 61, storedAt: 1 };
	await storeCalls(world, [...late, { ...(calls[100] as StoredCall), recording }]);
	const { rows, contents } = await packWhenDue();
	expect(rows).toHaveLength(157);
	expect(rows.filter(({ recordingSeconds }) => recordingSeconds === 61)).toHaveLength(1);
	expect(contents.changes?.rows).toBe(3);
});

test("a pack is rebuilt when a twentieth of its rows have changed, and its changes are dropped", async () => {
	await storeCalls(world, correct(0, 1, 90));
	const { contents } = await packWhenDue();
	expect(contents.changes?.rows).toBe(1);
	expect(contents.retired).toHaveLength(1);
	expect(contents.packs.map(({ rows }) => rows)).toEqual([40, 40, 40, 35]);
});

test("when there are too many changes in total, the packs with the most changes are rebuilt", async () => {
	const sizes = { ...smallSizes, changedShare: 1, maxChanges: 5 };
	packer = { ...packer, run: (options) => createPacker(world).run({ sizes, ...options }) };
	await storeCalls(world, correct(0, 1, 2, 50, 51, 90));
	const { contents } = await packWhenDue();
	expect(contents.changes?.rows).toBe(3);
});

test("more marks than fit in one portion are absorbed portion by portion, those of one moment together", async () => {
	world.clock.now += minute;
	await storeCalls(world, correct(...Array(30).keys()));
	world.clock.now += minute;
	await storeCalls(world, correct(...Array.from({ length: 30 }, (_, index) => 60 + index)));
	const { contents } = await packWhenDue();
	expect(contents.changes).toBeUndefined();
});

test("a record deleted after it was marked leaves only a dead row", async () => {
	await storeCalls(world, correct(3, 60));
	await packWhenDue();
	world.clock.now += minute;
	await storeCalls(world, correct(3));
	world.clock.now = packDueAt(world.clock.now) + minute;
	// Its mark is read from the index, but the record is already gone from the table.
	const { deps } = packer;
	const findRecords: typeof deps.callHistoryReader.findRecords = async (tenantId, callIds) => {
		await loseCalls(packer, [calls[3] as StoredCall]);
		return world.deps.callHistoryReader.findRecords(tenantId, callIds);
	};
	const { packDueTenants } = await import("../../../shared/pack/pack-due-tenants.ts");
	const callHistoryReader = { ...deps.callHistoryReader, findRecords };
	await packDueTenants({ ...deps, callHistoryReader }, { sizes: smallSizes, recountAfterMs: 1 });
	const { rows, contents } = await expectSound(packer);
	expect(rows).toHaveLength(154);
	expect(contents.changes?.rows).toBe(1);
});

test("missing or damaged packs are rebuilt from the table", async () => {
	const { contents } = await searchAll(packer);
	const [gone, damaged] = contents.packs.map(({ name }) => `acme/${name}`) as [string, string];
	packer.files.objects.delete(gone);
	packer.files.objects.set(damaged, Buffer.alloc(100));
	expect(await searchAll(packer)).toMatchObject({ readByTime: 2 });
	// A missing object is noticed at once, a damaged one only when a change is looked up in it.
	await storeCalls(world, correct(60));
	const after = await packWhenDue();
	expect(after.readByTime).toBe(0);
	expect(after.contents.packs.map(({ rows }) => rows)).toEqual([40, 40, 40, 35]);
});

test("changes whose object is missing are read again by their marks", async () => {
	await storeCalls(world, correct(3, 60));
	const { contents } = await packWhenDue();
	packer.files.objects.delete(`acme/${contents.changes?.name}`);
	world.clock.now += minute;
	await storeCalls(world, correct(90));
	const { contents: after } = await packWhenDue();
	expect(after.changes?.rows).toBe(3);
});

test("packs in another layout are rebuilt, portion by portion", async () => {
	const { contents, version } = await packer.deps.packReader.load("acme");
	const former = contents.packs.map((pack) => ({ ...pack, layout: currentLayout + 1 }));
	await packer.deps.packs.switchTo("acme", { ...contents, packs: former }, version);
	await storeCalls(world, correct(3));
	const after = await packWhenDue();
	expect(after.contents.packs.map(({ layout }) => layout)).toEqual(Array(4).fill(currentLayout));
});

test("packs are counted against the table and rebuilt where the numbers of records differ", async () => {
	await loseCalls(packer, calls.slice(0, 1));
	await loseCalls(packer, calls.slice(45, 46));
	await loseCalls(packer, calls.slice(85, 86));
	await loseCalls(packer, calls.slice(125, 126));
	for (let day = 1; day <= 40; day++) {
		world.clock.now += 24 * 60 * minute;
		await storeCalls(world, [{ ...(calls[0] as StoredCall), callId: `new-${day}`, calledAt: world.clock.now }]);
		world.clock.now = packDueAt(world.clock.now);
		await packer.run();
	}
	await expectSound(packer);
	expect((await rowsOfPacks()).reduce((sum, rows) => sum + rows)).toBe(155 - 4 + 40);
});
