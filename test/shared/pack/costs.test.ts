import { beforeAll, expect, test } from "vitest";
import { packSizes } from "../../../shared/pack/plan.ts";
import { metered } from "../../../shared/platform/meter.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant } from "../../support/events.ts";
import { faultsOf } from "../../support/packed-history.ts";
import { createPacker, type Packer, type StoredCall, storeCalls } from "../../support/packs.ts";
import { makeCalls } from "../../support/records.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const stretches = 12;
const perStretch = 500;
const morning = Date.parse("2026-11-20T09:00:00+09:00");

/** As many packs in the contents as those of a whole retention have. */
const sizes = { ...packSizes, packRows: 100, tailRows: 20 };

let world: World;
let packer: Packer;
let calls: StoredCall[];

beforeAll(async () => {
	world = await createWorld({ now: "2026-11-20T09:00:00+09:00" });
	await world.takeIn(...basicTenant());
	packer = createPacker(world);
	calls = makeCalls({ count: stretches * perStretch, from: morning, to: morning + stretches * 600_000 - 1 });
});

test("a day of 30,000 calls is packed for less than 0.4 write units and 0.2 read units a record", async () => {
	let [reads, writes] = [0, 0];
	for (let stretch = 0; stretch < stretches + 4; stretch++) {
		const from = morning + stretch * 600_000;
		const some = calls.filter(({ calledAt }) => calledAt >= from && calledAt < from + 600_000);
		world.clock.now = from + 599_999;
		if (some.length > 0) await storeCalls(world, some);
		for (const minutes of [1, 5]) {
			world.clock.now = from + 600_000 + minutes * 60_000;
			await metered(async (cost) => {
				await packer.run({ sizes });
				reads += cost.readUnits;
				writes += cost.writeUnits;
			});
		}
	}
	expect(await faultsOf(packer)).toEqual([]);
	const { contents } = await packer.deps.packReader.load("acme");
	expect(contents.packs.reduce((sum, { rows }) => sum + rows, 0)).toBe(calls.length);
	// Two of them are the note's, which a writer puts.
	writes += stretches * 2;
	expect(writes / calls.length).toBeLessThan(0.1);
	// The day's count of a full pack comes to 0.07 a record besides, where a day has 30,000.
	expect(reads / calls.length).toBeLessThan(0.1);
});

test("whoever has nothing to be packed costs nothing but half a unit for all", async () => {
	world.clock.now += 2 * 3_600_000;
	await packer.run({ sizes });
	world.clock.now += 3_600_000;
	await metered(async (cost) => {
		await packer.run({ sizes });
		expect(cost).toMatchObject({ calls: 1, readUnits: 0.5, writeUnits: 0 });
	});
});

test("a correction of a closed day is packed for a few units, whatever lies in the packs", async () => {
	const corrected = calls
		.filter((_, index) => index % 120 === 7)
		.map((call) => ({ ...call, memo: "訂正", version: 1 }));
	await storeCalls(world, corrected);
	world.clock.now += 3_600_000;
	await metered(async (cost) => {
		await packer.run({ sizes });
		expect(corrected).toHaveLength(50);
		expect(cost.writeUnits).toBeLessThan(40);
		// The day's count of one small pack among them.
		expect(cost.readUnits).toBeLessThan(100);
	});
	expect((await packer.deps.packReader.load("acme")).contents.changes?.rows).toBe(50);
});
