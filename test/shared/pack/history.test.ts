import { expect, test } from "vitest";
import { basicTenant, batchSaved } from "../../support/events.ts";
import { long } from "../../support/limits.ts";
import { faultsOf, readAll, searchAll } from "../../support/packed-history.ts";
import { createPacker, Died, loseCalls, meddleWith, type StoredCall, storeCalls } from "../../support/packs.ts";
import { createRandom, makeCalls } from "../../support/records.ts";
import { someOf } from "../../support/thorough.ts";
import { createWorld } from "../../support/world.ts";

const minute = 60_000;
const batches = [
	{ batchId: "b01", campaignId: "c01", endsOn: "2026-11-30" },
	{ batchId: "b09", campaignId: "c01", endsOn: "2027-06-30" },
];

/** Whatever happens in whatever order, no record is missing, duplicated or outdated. */
test.each(someOf([2, 1], 2))("a search over packs matches the table after random events (%i)", long, async (seed) => {
	const random = createRandom(seed);
	const below = (limit: number) => Math.floor(random() * limit);
	const world = await createWorld({ now: "2026-11-20T09:00:00+09:00" });
	await world.takeIn(...basicTenant(), batchSaved({ batchId: "b09", endsOn: "2027-06-30" }));
	const packer = createPacker(world);
	const calls = new Map<string, StoredCall>();
	let count = 0;
	const store = async (some: StoredCall[]) => {
		for (const call of some) calls.set(call.callId, call);
		await storeCalls(world, some);
	};
	const fresh = (from: number, to: number, number: number) =>
		makeCalls({ count: number, from, to, seed: ++count, batches }).map((call) => ({
			...call,
			callId: `${seed}-${count}-${call.callId}`,
		}));
	const some = (most: number) => [...calls.values()].filter(() => random() < most / calls.size);

	const { clock } = world;
	const events: Record<string, () => Promise<unknown>> = {
		calls: () => store(fresh(clock.now - 3 * minute, clock.now, 1 + below(60))),
		late: () => store(fresh(clock.now - below(600) * minute, clock.now, 1 + below(8))),
		corrections: () => store(some(10).map((call) => ({ ...call, memo: `${clock.now}`, version: call.version + 1 }))),
		recordings: () =>
			store(
				some(5).map((call) => ({
					...call,
					recording: { objectKey: "acme/x", contentType: "audio/wav", durationSeconds: below(99), storedAt: 1 },
				})),
			),
		losses: async () => {
			const lost = some(3);
			for (const batchId of new Set(lost.map((call) => call.batchId))) {
				await world.deps.packNotes.lost("acme", batchId, clock.now);
			}
			await loseCalls(packer, lost);
			for (const { callId } of lost) calls.delete(callId);
		},
		damage: async () => {
			const names = [...packer.files.objects.keys()];
			const name = names[below(names.length)];
			if (name && random() < 0.5) packer.files.objects.delete(name);
			else if (name) packer.files.objects.set(name, Buffer.alloc(50));
		},
		death: async () => {
			const last = 1 + below(25);
			const dying = meddleWith(packer, async (step, _name, go) => {
				if (step >= last) throw new Died();
				return go();
			});
			await dying.run().catch(() => {});
		},
		pack: () => packer.run(),
		packTwice: () => Promise.all([packer.run(), packer.run()]),
	};
	const names = Object.keys(events);
	// More calls and more packing, so that the other events meet different states.
	const likely = [...names, "calls", "calls", "pack", "pack", "pack"];

	for (let step = 0; step < 90; step++) {
		const name = likely[below(likely.length)] as string;
		await events[name]?.();
		clock.now += below(3) === 0 ? below(40) * minute : below(600) * 1000;
		const found = await searchAll(packer);
		const expected = await readAll(packer);
		expect(found.rows, `step ${step}, ${name}`).toEqual(expected);
		expect(found.rows.length).toBe(calls.size);
	}
	for (let round = 0; round < 4; round++) {
		clock.now += 70 * minute;
		await packer.run();
	}
	expect(await faultsOf(packer)).toEqual([]);
	const { contents, readByTime } = await searchAll(packer);
	expect(contents.retired).toEqual([]);
	expect(readByTime).toBe(0);
});
