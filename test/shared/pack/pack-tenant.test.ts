import { beforeEach, expect, test } from "vitest";
import { packDueAt } from "../../../shared/pack/model.ts";
import { basicTenant } from "../../support/events.ts";
import { expectSound } from "../../support/packed-history.ts";
import { createPacker, type Packer, type StoredCall, storeCalls } from "../../support/packs.ts";
import { makeCalls } from "../../support/records.ts";
import { times } from "../../support/thorough.ts";
import { createWorld, type World } from "../../support/world.ts";

const hour = 3_600_000;
const morning = Date.parse("2026-11-20T09:00:00+09:00");

let world: World;
let packer: Packer;

beforeEach(async () => {
	world = await createWorld({ now: "2026-11-20T09:00:00+09:00" });
	await world.takeIn(...basicTenant());
	packer = createPacker(world);
});

/** Stores calls of a stretch of time at its end. */
async function takeIn(from: number, to: number, count: number, seed = 1): Promise<StoredCall[]> {
	const calls = makeCalls({ count, from, to, seed }).map((call) => ({ ...call, callId: `${from}-${call.callId}` }));
	world.clock.now = to;
	await storeCalls(world, calls);
	return calls;
}

test("existing records are packed in portions until nothing is due", async () => {
	await takeIn(morning - 60 * 24 * hour, morning, 500);
	world.clock.now = packDueAt(world.clock.now);
	expect(await packer.run()).toEqual(["acme"]);
	const { contents, packsRead } = await expectSound(packer);
	expect(contents.packs.map(({ rows }) => rows)).toEqual([...Array(11).fill(40), 40, 20]);
	expect(packsRead).toBe(13);
	expect(await packer.deps.packs.due(world.clock.now, 100)).toEqual([]);
	expect(await packer.run()).toEqual([]);
});

test("a day is packed stretch by stretch, and small packs are merged", async () => {
	const stretches = times(30, 60);
	for (let stretch = 0; stretch < stretches; stretch++) {
		const from = morning + stretch * 600_000;
		await takeIn(from, from + 599_000, 7, stretch);
		await packer.run();
		await expectSound(packer);
	}
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	const { contents } = await expectSound(packer);
	expect(contents.packs.reduce((sum, { rows }) => sum + rows, 0)).toBe(7 * stretches);
	expect(contents.packs.length).toBeLessThan(16);
	world.clock.now += 2 * hour;
	await packer.run();
	const { contents: after } = await expectSound(packer);
	expect(after.retired).toEqual([]);
});
