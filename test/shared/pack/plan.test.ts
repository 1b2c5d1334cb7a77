import { describe, expect, test } from "vitest";
import { noChanges } from "../../../shared/pack/changes.ts";
import { choosePacks, settleChanges } from "../../../shared/pack/choose-packs.ts";
import { createJudgement } from "../../../shared/pack/judgement.ts";
import type { NamedPack } from "../../../shared/pack/named-pack.ts";
import { type PackState, planPacks } from "../../../shared/pack/plan.ts";
import type { Run } from "../../../shared/pack/run.ts";
import type { Survey } from "../../../shared/pack/survey.ts";
import { directoryWith } from "../../support/directory.ts";
import { createMemoryFiles } from "../../support/export-files.ts";
import { packOf, rowsAt } from "../../support/open-packs.ts";
import { smallSizes } from "../../support/packs.ts";

// 40 rows per pack, 10 for the tail, three packs per switch, four small neighbours, 30 changes.
const full: PackState = { rows: 40, changed: 0, broken: false, goneShare: 0 };
const sizes = smallSizes;

function plan(states: Partial<PackState>[], { follows = false, changes = 0 } = {}) {
	const { chosen, left } = planPacks(
		states.map((state) => ({ ...full, ...state })),
		{ follows, changes, sizes },
	);
	return { chosen: [...chosen], left };
}

describe("a portion rebuilds", () => {
	test("no pack if nothing has changed or there are no packs", () => {
		expect(plan([{}, {}, {}])).toEqual({ chosen: [], left: false });
		expect(plan([], { follows: true })).toEqual({ chosen: [], left: false });
	});

	test("the last pack if something follows it and it has too few rows", () => {
		expect(plan([{}, { rows: 9 }], { follows: true }).chosen).toEqual([1]);
		expect(plan([{}, { rows: 10 }], { follows: true }).chosen).toEqual([]);
		expect(plan([{}, { rows: 9 }]).chosen).toEqual([]);
	});

	test("broken packs first, then packs with batches that are gone, then changed packs", () => {
		expect(plan([{ changed: 20 }, { goneShare: 0.5 }, { broken: true }, {}], { changes: 20 }).chosen).toEqual([
			2, 1, 0,
		]);
	});

	test("packs of which at least a twentieth of the rows have changed", () => {
		expect(plan([{ changed: 1 }, { changed: 2 }], { changes: 3 }).chosen).toEqual([1]);
	});

	test("the most changed packs if there are too many changes in total, and no more packs than necessary", () => {
		const states = [
			{ rows: 4000, changed: 11 },
			{ rows: 4000, changed: 12 },
			{ rows: 4000, changed: 10 },
		];
		expect(plan(states, { changes: 33 }).chosen).toEqual([1]);
		expect(plan(states, { changes: 30 }).chosen).toEqual([]);
	});

	test("as many packs as fit in one switch, and reports whether others are left", () => {
		const broken = Array(5).fill({ broken: true });
		expect(plan(broken)).toEqual({ chosen: [0, 1, 2], left: true });
		// What follows takes up the room of one pack.
		expect(plan(broken, { follows: true })).toEqual({ chosen: [0, 1], left: true });
		expect(plan(Array(3).fill({ broken: true }))).toEqual({ chosen: [0, 1, 2], left: false });
	});

	test("small neighbours if there are enough of them in a row", () => {
		expect(plan(Array(4).fill({ rows: 19 })).chosen).toEqual([0, 1, 2, 3]);
		expect(plan(Array(3).fill({ rows: 19 })).chosen).toEqual([]);
		expect(plan(Array(4).fill({ rows: 20 })).chosen).toEqual([]);
		expect(plan([{ rows: 1 }, { rows: 1 }, {}, { rows: 1 }, { rows: 1 }]).chosen).toEqual([]);
	});
});

describe("the choice of a tenant's packs", () => {
	const now = Date.parse("2026-11-20T15:00:00+09:00");
	const runOf = (): Run => ({
		tenantId: "acme",
		sizes,
		recountAfterMs: 1,
		nextName: () => "next",
		broken: new Set(),
		swept: undefined,
	});

	/** Two packs of three rows, at 0 to 2 and at 10 to 12, and a change of the row at 11. */
	async function surveyOf(given: Partial<NamedPack> = {}) {
		const files = createMemoryFiles();
		const packs = await Promise.all(
			[0, 10].map(async (from, place) => {
				const name = `pack-${place}`;
				const { pack, bytes } = await packOf(rowsAt([from, from + 1, from + 2], {}, name), {
					name,
					from,
					packedAt: now,
				});
				await files.put(`acme/${name}`, bytes);
				return { pack: { ...pack, batchIds: ["b01"], ...given }, to: from + 10 };
			}),
		);
		const changes = noChanges(now);
		changes.byCallId.set("pack-1-1", { callId: "pack-1-1", calledAt: 11, row: undefined, isNew: true, settled: false });
		const judgement = createJudgement(directoryWith("b01"), new Map(), now);
		const seen = { packs, changes, judgement, follows: false } as unknown as Survey;
		return { files, seen };
	}

	test("includes a pack with changes in its stretch", async () => {
		const { seen } = await surveyOf();
		expect([...choosePacks(runOf(), seen).chosen]).toEqual([1]);
	});

	test("includes packs in another layout and packs that the run knows to be broken", async () => {
		const { seen } = await surveyOf({ layout: 1 });
		expect([...choosePacks(runOf(), seen).chosen].sort()).toEqual([0, 1]);
		const { seen: current } = await surveyOf();
		expect([...choosePacks({ ...runOf(), broken: new Set(["pack-0"]) }, current).chosen].sort()).toEqual([0, 1]);
	});

	test("finds the rows that changes replace in packs that are kept", async () => {
		const { files, seen } = await surveyOf();
		const run = { ...runOf(), sizes: { ...sizes, changedShare: 1 } };
		expect([...(await settleChanges({ packFiles: files }, run, seen)).chosen]).toEqual([]);
		expect(seen.changes.dead).toEqual(new Map([["pack-1", new Set([1])]]));
	});

	test("includes a pack that turns out to be missing when changes are looked up in it", async () => {
		const { files, seen } = await surveyOf();
		files.objects.delete("acme/pack-1");
		const run = { ...runOf(), sizes: { ...sizes, changedShare: 1 } };
		expect([...(await settleChanges({ packFiles: files }, run, seen)).chosen]).toEqual([1]);
		expect(run.broken).toEqual(new Set(["pack-1"]));
	});
});
