import { beforeEach, expect, test } from "vitest";
import { batchItemExpiresAt } from "../../../shared/directory/model.ts";
import { directoryKey } from "../../../shared/directory/reader.ts";
import { packDueAt } from "../../../shared/pack/model.ts";
import { dayMs } from "../../../shared/time/model.ts";
import { basicTenant, batchSaved } from "../../support/events.ts";
import { expectSound, readAll, searchAll } from "../../support/packed-history.ts";
import { createPacker, loseCalls, type Packer, type StoredCall, storeCalls } from "../../support/packs.ts";
import { makeCalls } from "../../support/records.ts";
import { createWorld, type World } from "../../support/world.ts";

const minute = 60_000;
const start = Date.parse("2026-11-20T09:00:00+09:00");
const ofNovember = { batchId: "b01", campaignId: "c01", endsOn: "2026-11-30" };
const ofSummer = { batchId: "b09", campaignId: "c01", endsOn: "2027-06-30" };

let world: World;
let packer: Packer;

beforeEach(async () => {
	world = await createWorld({ now: "2026-11-20T10:00:00+09:00" });
	await world.takeIn(...basicTenant(), batchSaved({ batchId: "b09", endsOn: "2027-06-30" }));
	packer = createPacker(world);
});

async function packCalls(count: number, batches: (typeof ofSummer)[], from: number): Promise<StoredCall[]> {
	const calls = makeCalls({ count, from: start, to: start + 30 * minute, batches }).map((call, index) => ({
		...call,
		callId: `${from}-${call.callId}`,
		calledAt: start + from * minute + index * 5000,
	}));
	await storeCalls(world, calls);
	return calls;
}

test("rows of a batch that has left the directory leave their packs even without further writes", async () => {
	const old = await packCalls(90, [ofNovember], 0);
	const mixed = await packCalls(60, [ofNovember, ofSummer], 20);
	await packCalls(50, [ofSummer], 40);
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	world.clock.now += 2 * 60 * minute;
	await packer.run();

	const gone = batchItemExpiresAt(ofNovember) * 1000;
	expect(await packer.deps.packs.due(gone, 10)).toEqual([]);
	// The table may delete late: nothing changes before the batch's own item is gone.
	world.clock.now = gone + dayMs + 1;
	expect(await packer.run()).toEqual(["acme"]);
	await expectSound(packer);
	await loseCalls(
		packer,
		[...old, ...mixed].filter(({ batchId }) => batchId === "b01"),
	);
	await packer.writer.delete(directoryKey("acme", { kind: "batch", id: "b01" }));
	world.clock.now += dayMs + 1;
	expect(await packer.run()).toEqual(["acme"]);
	const { contents, rows } = await expectSound(packer);
	expect(new Set(rows.map(({ batchId }) => batchId))).toEqual(new Set(["b09"]));
	expect(contents.batches).toEqual(["b09"]);
	expect(contents.packs[0]?.from).toBe(0);
});

test("when all batches are gone, no packs remain, and calls of new batches are packed as usual", async () => {
	const old = await packCalls(90, [ofNovember], 0);
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	await loseCalls(packer, old);
	await packer.writer.delete(directoryKey("acme", { kind: "batch", id: "b01" }));
	world.clock.now = batchItemExpiresAt(ofNovember) * 1000 + 2 * dayMs;
	await packer.run();
	world.clock.now += 2 * 60 * minute;
	await packer.run();
	expect((await expectSound(packer)).contents.packs).toEqual([]);
	expect([...packer.files.objects.keys()]).toEqual([]);

	const late = await packCalls(3, [ofSummer], 0);
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	const { rows } = await expectSound(packer);
	expect(rows).toHaveLength(late.length);
});

test("packs that may hold lost records of a live batch are rebuilt once its losses have settled", async () => {
	const calls = await packCalls(130, [ofNovember, ofSummer], 0);
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	const [changed] = calls.filter(({ batchId }) => batchId === "b01");
	await storeCalls(world, [{ ...(changed as StoredCall), memo: "訂正" }]);
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	expect((await expectSound(packer)).contents.changes?.rows).toBe(1);

	// The batch ends, the table deletes its records, and then its end is corrected.
	world.clock.now = Date.parse("2027-03-02T09:00:00+09:00");
	await loseCalls(
		packer,
		calls.filter(({ batchId }) => batchId === "b01"),
	);
	await world.deps.packNotes.lost("acme", "b01", world.clock.now);
	await world.takeIn(batchSaved({ batchId: "b01", endsOn: "2027-01-31" }, { time: "2027-03-02T09:00:00+09:00" }));
	const distrusted = await searchAll(packer);
	expect(distrusted.rows).toEqual(await readAll(packer));
	expect(distrusted.packsRead).toBe(0);

	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	const { packsRead, readByTime, rows } = await expectSound(packer);
	expect([packsRead > 0, readByTime]).toEqual([true, 0]);
	expect(rows.every(({ batchId }) => batchId === "b09")).toBe(true);
});

test("packs are not rebuilt for a loss before it has settled", async () => {
	const calls = await packCalls(60, [ofNovember], 0);
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	world.clock.now += minute;
	await loseCalls(packer, calls.slice(0, 1));
	await world.deps.packNotes.lost("acme", "b01", world.clock.now);
	await packCalls(5, [ofSummer], 80);
	world.clock.now += 5 * minute;
	await packer.run();
	expect((await searchAll(packer)).packsRead).toBe(0);
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	expect((await expectSound(packer)).readByTime).toBe(0);
});
