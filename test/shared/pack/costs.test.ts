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

/** Small packs, so that the contents list as many as those of a whole retention period. */
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

test("a day of calls is packed for less than 0.1 write units and 0.1 read units per record", async () => {
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
	// The two units for each note, which the writers pay.
	writes += stretches * 2;
	expect(writes / calls.length).toBeLessThan(0.1);
	// In addition, the daily count of a full pack costs 0.07 per record on a day with 30,000.
	expect(reads / calls.length).toBeLessThan(0.1);
});

test("tenants with nothing to pack cost half a read unit in total", async () => {
	world.clock.now += 2 * 3_600_000;
	await packer.run({ sizes });
	world.clock.now += 3_600_000;
	await metered(async (cost) => {
		await packer.run({ sizes });
		expect(cost).toMatchObject({ calls: 1, readUnits: 0.5, writeUnits: 0 });
	});
});

test("fifty corrections of a closed day are packed for less than 40 write units and 100 read units", async () => {
	const corrected = calls
		.filter((_, index) => index % 120 === 7)
		.map((call) => ({ ...call, memo: "訂正", version: 1 }));
	await storeCalls(world, corrected);
	world.clock.now += 3_600_000;
	await metered(async (cost) => {
		await packer.run({ sizes });
		expect(corrected).toHaveLength(50);
		expect(cost.writeUnits).toBeLessThan(40);
		// Including the daily count of one small pack.
		expect(cost.readUnits).toBeLessThan(100);
	});
	expect((await packer.deps.packReader.load("acme")).contents.changes?.rows).toBe(50);
});
