import { beforeEach, expect, test } from "vitest";
import { stretchOf } from "../../../shared/call-history/marks-model.ts";
import { noContents, packDueAt } from "../../../shared/pack/model.ts";
import { packDueTenants } from "../../../shared/pack/pack-due-tenants.ts";
import { tenantSaved } from "../../support/events.ts";
import { createPacker, type Packer, smallSizes, storeCalls } from "../../support/packs.ts";
import { makeCalls } from "../../support/records.ts";
import { createWorld, type World } from "../../support/world.ts";

const minute = 60_000;
const start = Date.parse("2026-11-20T09:00:00+09:00");

let world: World;
let packer: Packer;

beforeEach(async () => {
	world = await createWorld({ now: "2026-11-20T09:20:00+09:00" });
	packer = createPacker(world);
});

async function storeOf(tenantId: string, count = 1): Promise<void> {
	await world.takeIn(tenantSaved({}, { tenant: tenantId }));
	const calls = makeCalls({ count, from: start, to: start + 10 * minute });
	await storeCalls(
		world,
		calls.map((call) => ({ ...call, tenantId })),
	);
}

test("contents are replaced only if their version is unchanged and the tenant exists", async () => {
	const { packs, packReader } = packer.deps;
	const contents = (packedUntil: number) => ({ ...noContents, packedUntil });
	expect(await packs.switchTo("acme", contents(1), 0)).toBe(false);
	await storeOf("acme");
	expect(await packReader.load("acme")).toEqual({ contents: noContents, version: 0, losses: new Map() });
	expect(await packs.switchTo("acme", contents(1), 0)).toBe(true);
	expect(await packs.switchTo("acme", contents(2), 0)).toBe(false);
	expect(await packs.switchTo("acme", contents(2), 2)).toBe(false);
	expect(await packs.switchTo("acme", contents(3), 1)).toBe(true);
	// Identical contents count as our own, even if another run wrote them.
	expect(await packs.switchTo("acme", contents(3), 1)).toBe(true);
	expect(await packReader.load("acme")).toMatchObject({ contents: { packedUntil: 3 }, version: 2 });
});

test("a tenant is held by one run at a time, for a while, and is due again if it is never released", async () => {
	const { packs } = packer.deps;
	const now = start;
	expect(await packs.hold("acme", "one", now, now + minute)).toBe(true);
	expect(await packs.hold("acme", "two", now, now + minute)).toBe(false);
	expect(await packs.hold("acme", "one", now, now + minute)).toBe(true);
	expect(await packs.due(now + minute - 1, 10)).toEqual([]);
	expect(await packs.due(now + minute, 10)).toEqual([{ tenantId: "acme", stretches: [], dueAt: undefined }]);
	expect(await packs.hold("acme", "two", now + minute, now + 2 * minute)).toBe(true);
	await packs.release("acme", "one", undefined);
	expect(await packs.hold("acme", "three", now + minute, now + 2 * minute)).toBe(false);
	await packs.release("acme", "two", now + 5 * minute);
	expect(await packs.due(now + 5 * minute - 1, 10)).toEqual([]);
	expect(await packs.hold("acme", "three", now + minute, now + 2 * minute)).toBe(true);
});

test("due stretches are found by tenant, oldest first, until they are settled", async () => {
	await storeOf("acme");
	await storeOf("beta");
	const first = stretchOf(world.clock.now);
	const dueAt = packDueAt(world.clock.now);
	world.clock.now += 10 * minute;
	await storeOf("acme");
	const { packs } = packer.deps;
	expect(await packs.due(dueAt - 1, 10)).toEqual([]);
	const later = dueAt + 10 * minute;
	const found = await packs.due(later, 10);
	expect(found).toHaveLength(2);
	expect(found).toContainEqual({ tenantId: "acme", stretches: [first, first + 10 * minute], dueAt });
	expect(await packs.due(later, 2)).toHaveLength(2);
	await packs.settle("acme", [first]);
	expect(await packs.due(dueAt, 10)).toEqual([{ tenantId: "beta", stretches: [first], dueAt }]);
});

test("one tenant's failure does not keep the others from being packed", async () => {
	for (const tenantId of ["acme", "beta", "gamma"]) await storeOf(tenantId, 5);
	world.clock.now = packDueAt(world.clock.now);
	const { deps } = packer;
	const put: typeof deps.packFiles.put = async (key, bytes) => {
		if (key.startsWith("beta/")) throw new Error("no room");
		await deps.packFiles.put(key, bytes);
	};
	const packFiles = { ...deps.packFiles, put };
	const packed = await packDueTenants({ ...deps, packFiles }, { sizes: smallSizes });
	expect(packed.sort()).toEqual(["acme", "gamma"]);
	expect(await packer.run()).toEqual(["beta"]);
});

test("when time runs out, the rest remains due", async () => {
	for (const tenantId of ["acme", "beta", "gamma"]) await storeOf(tenantId, 200);
	world.clock.now = packDueAt(world.clock.now);
	expect(await packer.run({ deadline: 0 })).toEqual([]);
	const { deps } = packer;
	// Every reading of the clock takes a minute.
	const now = () => (world.clock.now += minute);
	const packed: string[] = [];
	for (let run = 0; run < 20; run++) {
		packed.push(...(await packDueTenants({ ...deps, now }, { sizes: smallSizes, recountAfterMs: 1 })));
	}
	expect(new Set(packed)).toEqual(new Set(["acme", "beta", "gamma"]));
});
