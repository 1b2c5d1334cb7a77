import { beforeAll, beforeEach, expect, test } from "vitest";
import { packDueAt } from "../../../shared/pack/model.ts";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import type { Item } from "../../../shared/platform/dynamodb.ts";
import { tableKey } from "../../../shared/platform/keys.ts";
import { batchSaved, tenantSaved } from "../../support/events.ts";
import { long } from "../../support/limits.ts";
import { expectSound, readAll, searchAll } from "../../support/packed-history.ts";
import {
	createPacker,
	Died,
	meddleWith,
	type Packer,
	putItems,
	type StoredCall,
	smallSizes,
	storeCalls,
} from "../../support/packs.ts";
import { makeCalls } from "../../support/records.ts";
import { partitionOf, scanTable } from "../../support/table.ts";
import { times } from "../../support/thorough.ts";
import { createWorld, type World } from "../../support/world.ts";

const minute = 60_000;
const batches = [{ batchId: "b01", campaignId: "c01", endsOn: "2026-12-31" }];

/** Every other step; each step in a thorough run. Lost answers take the steps that deaths leave out. */
const stride = times(2, 1);

let world: World;
let packer: Packer;

/** A tenant with packs, corrections, late calls, and new calls that become due at `now`. */
let model: { items: Item[]; packs: Map<string, Buffer>; now: number };

beforeAll(async () => {
	world = await createWorld({ now: "2026-11-20T09:00:00+09:00" });
	packer = createPacker(world);
	const start = world.clock.now;
	const options = { tenant: "model" };
	await world.takeIn(tenantSaved({}, options), batchSaved({ batchId: "b01", endsOn: "2026-12-31" }, options));
	const make = (from: number, count: number, name: string): StoredCall[] =>
		makeCalls({ count, from, to: from + 30 * minute, batches }).map((call) => ({
			...call,
			tenantId: "model",
			callId: `${name}-${call.callId}`,
		}));
	const first = make(start, times(84, 100), "first");
	world.clock.now = start + 30 * minute;
	await storeCalls(world, first);
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	const corrected = first.filter((_, index) => index % 9 === 0).map((call) => ({ ...call, memo: "訂正", version: 1 }));
	await storeCalls(world, [...corrected, ...make(start, times(3, 4), "late")]);
	await storeCalls(world, make(world.clock.now - 25 * minute, times(42, 70), "new"));
	model = { items: await scanTable(world), packs: packer.files.objects, now: packDueAt(world.clock.now) };
	expect(model.packs.size).toBeGreaterThan(2);
});

beforeEach(async () => {
	world = await createWorld();
	packer = createPacker(world);
});

/** Copies the model: packing it for the first time is most of the work, and the same for each test. */
async function prepare(tenantId: string): Promise<void> {
	world.clock.now = model.now;
	await putItems(world, JSON.parse(JSON.stringify(model.items).replaceAll('"model', `"${tenantId}`)));
	for (const [key, bytes] of model.packs) packer.files.objects.set(key.replace("model", tenantId), bytes);
}

/** Lets time pass and runs the packer until nothing is due. */
async function settle(tenantId: string): Promise<void> {
	for (const wait of [20, 70, 70]) {
		world.clock.now += wait * minute;
		await packer.run();
	}
	expect(await packer.deps.packs.due(world.clock.now, 100)).toEqual([]);
	const { rows, contents } = await expectSound(packer, tenantId);
	expect(rows).toHaveLength(times(129, 174));
	expect(contents.retired).toEqual([]);
	const left = await partitionOf(world, `${tenantId}###`);
	expect(left.map((item) => item[tableKey.sk]?.S)).toEqual(["h", "k"]);
}

test("a packer that dies before any step leaves searches correct and the work to the next run", long, async () => {
	let finished = false;
	for (let last = 1; !finished; last += stride) {
		await prepare(`t${last}`);
		finished = true;
		const dying = meddleWith(packer, async (step, _name, go) => {
			if (step < last) return go();
			finished = false;
			throw new Died();
		});
		await dying.run().catch((error) => expect(error).toBeInstanceOf(Died));
		const { rows } = await searchAll(packer, `t${last}`);
		expect(rows, `before step ${last}`).toEqual(await readAll(packer, `t${last}`));
		await settle(`t${last}`);
		if (finished) expect(last).toBeGreaterThan(12);
	}
});

test("a step whose answer is lost leaves searches correct and the work to the next run", long, async () => {
	let finished = false;
	for (let lost = stride; !finished; lost += stride) {
		await prepare(`t${lost}`);
		finished = true;
		const unlucky = meddleWith(packer, async (step, _name, go) => {
			const answer = await go();
			if (step !== lost) return answer;
			finished = false;
			throw new Error("no answer");
		});
		await unlucky.run().catch(() => {});
		const { rows } = await searchAll(packer, `t${lost}`);
		expect(rows, `after step ${lost}`).toEqual(await readAll(packer, `t${lost}`));
		await settle(`t${lost}`);
	}
});

test("a tenant removed before any step leaves nothing behind, including later writes", long, async () => {
	let finished = false;
	for (let removedAt = 1; !finished; removedAt += stride) {
		const tenantId = `t${removedAt}`;
		await prepare(tenantId);
		finished = true;
		const late = meddleWith(packer, async (step, _name, go) => {
			if (step === removedAt) {
				finished = false;
				await remove(tenantId);
			}
			return go();
		});
		await late.run();
		if (finished) break;
		for (const wait of [20, 70]) {
			world.clock.now += wait * minute;
			await packer.run();
		}
		expect(await scanTable(world), `at step ${removedAt}`).toEqual([]);
		expect([...packer.files.objects.keys()], `at step ${removedAt}`).toEqual([]);
	}

	async function remove(tenantId: string): Promise<void> {
		const items = await scanTable(world);
		await packer.writer.deleteAll(
			items.map((item) => ({ [tableKey.pk]: item[tableKey.pk], [tableKey.sk]: item[tableKey.sk] }) as never),
		);
		await packer.files.deleteAll(`${tenantId}/`);
	}
});

test("concurrent packers pack nothing twice", async () => {
	await prepare("acme");
	const options = { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes, recountAfterMs: 1 };
	await Promise.all([1, 2, 3].map(() => packTenant(packer.deps, "acme", options)));
	expect((await searchAll(packer)).rows).toEqual(await readAll(packer));
	await Promise.all([1, 2, 3].map(() => packer.run()));
	await settle("acme");
});

test("a switch that took effect despite a refusal, and that another run continued from, keeps its packs", async () => {
	await prepare("acme");
	const options = { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes, recountAfterMs: 1 };
	let switches = 0;
	const unlucky = meddleWith(packer, async (_step, name, go) => {
		const answer = await go();
		if (name !== "switchTo" || switches++ > 0) return answer;
		await packTenant(packer.deps, "acme", options);
		return false;
	});
	await packTenant(unlucky.deps, "acme", options);
	expect((await expectSound(packer)).readByTime).toBe(0);
});
