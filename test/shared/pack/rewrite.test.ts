import { describe, expect, test } from "vitest";
import type { IndexPage } from "../../../shared/call-history/index-reader.ts";
import { type Changes, noChanges } from "../../../shared/pack/changes.ts";
import { decodePack } from "../../../shared/pack/decode.ts";
import type { Pack, PackRow } from "../../../shared/pack/model.ts";
import { rewrite, type Source, type Writing } from "../../../shared/pack/rewrite.ts";
import { createMemoryFiles } from "../../support/export-files.ts";
import { packOf, rowsAt } from "../../support/open-packs.ts";
import { type Packer, smallSizes } from "../../support/packs.ts";

const sizes = { ...smallSizes, packRows: 4, tailRows: 2 };
const readAt = 9000;

/** Sources in memory, and the packs written from them. */
function createStage() {
	const files = createMemoryFiles();
	/** The table's rows, for packs that cannot be read. */
	const inTable: PackRow[] = [];
	const deps = {
		packFiles: files,
		packs: { keyNumbers: async () => {} },
		callHistoryReader: {
			readPage: async ({ low, high }: { low: number; high: number }) =>
				({
					entries: inTable.filter(({ calledAt }) => calledAt >= low && calledAt <= high),
					count: 1,
				}) as unknown as IndexPage,
		},
	} as unknown as Packer["deps"];

	return {
		files,
		inTable,

		/** A source that is a pack. */
		async packed(from: number, to: number, rows: PackRow[], given: Partial<Pack> = {}): Promise<Source> {
			const { pack, bytes } = await packOf(rows, { name: `pack-${from}`, from, packedAt: from + 5000, ...given });
			await files.put(`acme/${pack.name}`, bytes);
			return { from, to, pack };
		},

		/** A source that is read from the table, in pages. */
		paged(from: number, to: number, ...pages: PackRow[][]): Source {
			return {
				from,
				to,
				pages: (async function* () {
					yield* pages;
				})(),
			};
		},

		/** For each pack written: where it begins and ends, when it was read, and its batches and rows. */
		async write(sources: Source[], given: Partial<Writing> = {}) {
			let names = 0;
			const writing: Writing = {
				tenantId: "acme",
				changes: noChanges(0),
				sizes,
				readAt,
				isGone: () => false,
				nextName: () => `new-${++names}`,
				...given,
			};
			const written = [];
			for await (const { pack, next } of rewrite(deps, writing, sources)) {
				const rows = await decodePack(pack, files.objects.get(`acme/${pack.name}`) ?? Buffer.alloc(0));
				const { from, packedAt, batchIds } = pack;
				written.push({ from, next, packedAt, batchIds, ids: rows.map(({ callId }) => callId), times: timesOf(rows) });
			}
			return written;
		},
	};
}

const timesOf = (rows: readonly PackRow[]) => rows.map(({ calledAt }) => calledAt);

function changesOf(
	changed: { callId: string; calledAt: number; row?: PackRow; isNew?: boolean }[],
	dead = {},
): Changes {
	const changes = noChanges(0);
	for (const { row, isNew = true, ...change } of changed) {
		changes.byCallId.set(change.callId, { ...change, row, isNew, settled: false });
	}
	for (const [name, rows] of Object.entries<number[]>(dead)) changes.dead.set(name, new Set(rows));
	return changes;
}

describe("a pack", () => {
	const { paged, write } = createStage();
	const lengths = async (...pages: number[][]) => {
		const written = await write([paged(0, 1000, ...pages.map((times, page) => rowsAt(times, {}, `p${page}`)))]);
		return written.map(({ times }) => times.length);
	};

	test("is not written without rows", async () => {
		expect(await write([])).toEqual([]);
		expect(await lengths()).toEqual([]);
		expect(await lengths([])).toEqual([]);
	});

	test("is written for a single row", async () => {
		expect(await write([paged(0, 1000, rowsAt([7]))])).toMatchObject([{ from: 0, next: 1000, times: [7] }]);
	});

	test("ends when it is full, unless too few rows would remain for the next one", async () => {
		expect(await lengths([1, 2, 3, 4, 5])).toEqual([5]);
		expect(await lengths([1, 2, 3, 4, 5, 6])).toEqual([4, 2]);
		expect(await lengths([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([4, 5]);
	});

	test("never ends within a moment, but before it, or else after it", async () => {
		expect(await lengths([1, 2, 3, 4, 4, 4])).toEqual([3, 3]);
		expect(await lengths([1, 1, 1, 1, 1, 6])).toEqual([5, 1]);
		expect(await lengths([1, 1, 1, 1, 1, 1])).toEqual([6]);
	});

	test("does not end at a moment of which the next page may have more rows", async () => {
		expect(await lengths([1, 2, 3, 4, 5, 5], [5, 5, 9])).toEqual([4, 5]);
		expect(await lengths([1, 1, 1, 1, 5, 5], [5, 6])).toEqual([4, 4]);
		expect(await lengths([1, 1, 1, 1, 1, 1], [1, 2])).toEqual([7, 1]);
	});

	test("does not end before a known change while earlier rows may still come", async () => {
		const changes = changesOf(rowsAt([50, 60], {}, "late").map((row) => ({ ...row, row })));
		const sources = [paged(0, 1000, rowsAt([1, 2, 3, 4], {}, "a"), rowsAt([4, 5], {}, "b"))];
		const written = await write(sources, { changes });
		expect(written.map(({ next, times }) => [next, times])).toEqual([
			[4, [1, 2, 3]],
			[1000, [4, 4, 5, 50, 60]],
		]);
	});

	test("can end among changes after the table's last row", async () => {
		const changes = changesOf(rowsAt([50, 51, 52, 53, 54, 55], {}, "late").map((row) => ({ ...row, row })));
		const written = await write([paged(0, 1000, rowsAt([1], {}, "a"))], { changes });
		expect(written.map(({ times }) => times.length)).toEqual([4, 3]);
	});

	test("ends where the next one begins, without a gap or an overlap", async () => {
		const written = await write([paged(0, 1000, rowsAt([1, 2, 3, 4, 50, 60, 70, 80, 90, 100]))]);
		expect(written.map(({ from, next }) => [from, next])).toEqual([
			[0, 50],
			[50, 90],
			[90, 1000],
		]);
	});
});

describe("the rows of rebuilt packs", () => {
	test("come from several sources in order of time", async () => {
		const { packed, paged, write } = createStage();
		const sources = [await packed(0, 10, rowsAt([1, 2], {}, "a")), paged(10, 20, rowsAt([12], {}, "b"))];
		expect(await write(sources)).toMatchObject([{ from: 0, next: 20, ids: ["a-0", "a-1", "b-0"] }]);
	});

	test("are in order of time, whatever their ids", async () => {
		const { packed, write } = createStage();
		const source = await packed(0, 10, [...rowsAt([1], {}, "z"), ...rowsAt([2], {}, "a")]);
		const changes = changesOf([{ callId: "b-0", calledAt: 1, row: rowsAt([1], {}, "b")[0] as PackRow }]);
		expect(await write([source], { changes })).toMatchObject([{ ids: ["b-0", "z-0", "a-0"] }]);
	});

	test("are in order of call id within a moment, so that the same rows make the same object", async () => {
		const { paged, write } = createStage();
		const rows = ["c", "a", "b"].flatMap((prefix) => rowsAt([5], {}, prefix));
		expect(await write([paged(0, 10, rows)])).toMatchObject([{ ids: ["a-0", "b-0", "c-0"] }]);
	});

	test("make a pack as old as its oldest source", async () => {
		const { packed, paged, write } = createStage();
		const sources = [
			await packed(0, 10, rowsAt([1, 2, 3, 4], {}, "a")),
			await packed(10, 20, rowsAt([11, 12, 13], {}, "b")),
			paged(20, 30, rowsAt([21, 22, 23], {}, "c")),
		];
		expect((await write(sources)).map(({ ids, packedAt }) => [ids.join(" "), packedAt])).toEqual([
			["a-0 a-1 a-2 a-3", 5000],
			["b-0 b-1 b-2 c-0", 5010],
			["c-1 c-2", readAt],
		]);
	});

	test("exclude those of batches that are gone", async () => {
		const { packed, write } = createStage();
		const rows = [...rowsAt([1], { batchId: "old" }, "old"), ...rowsAt([2])];
		const source = await packed(0, 10, rows);
		const isGone = ({ batchId }: PackRow) => batchId === "old";
		expect(await write([source], { isGone })).toMatchObject([{ ids: ["call-0"], batchIds: ["b01"] }]);
		expect(await write([await packed(0, 10, rows.slice(0, 1))], { isGone })).toEqual([]);
	});

	test("exclude dead rows and include changes", async () => {
		const { packed, write } = createStage();
		const source = await packed(0, 10, rowsAt([1, 2, 3]));
		const [late] = rowsAt([2], {}, "late");
		const changes = changesOf(
			[
				{ callId: "call-1", calledAt: 2, row: { ...(rowsAt([2])[0] as PackRow), callId: "call-1" } },
				{ callId: "late-0", calledAt: 2, ...(late && { row: late }) },
				{ callId: "call-2", calledAt: 3 },
				{ callId: "gone-0", calledAt: 2, row: rowsAt([2], { batchId: "old" }, "gone")[0] as PackRow },
				{ callId: "other", calledAt: 10, row: { ...(rowsAt([10])[0] as PackRow), callId: "other" } },
			],
			{ "pack-0": [0], "another-pack": [1] },
		);
		const isGone = ({ batchId }: PackRow) => batchId === "old";
		expect(await write([source], { changes, isGone })).toMatchObject([{ ids: ["call-1", "late-0"], times: [2, 2] }]);
	});

	test("are as the table's index has them, except for changes read by this run", async () => {
		const { paged, write } = createStage();
		const former = { ...(rowsAt([1])[0] as PackRow), callId: "former", memo: "former" };
		const fresh = { ...(rowsAt([2], { memo: "new" })[0] as PackRow), callId: "call-1" };
		const changes = changesOf([
			{ callId: "former", calledAt: 1, row: former, isNew: false },
			{ callId: "call-1", calledAt: 2, row: fresh },
			{ callId: "call-2", calledAt: 3 },
		]);
		expect(await write([paged(0, 10, rowsAt([1, 2, 3]))], { changes })).toMatchObject([{ ids: ["call-0", "call-1"] }]);
	});

	test("come from the table if a pack is missing or damaged", async () => {
		const { files, packed, inTable, write } = createStage();
		const gone = await packed(1, 10, rowsAt([1], {}, "gone"));
		const damaged = await packed(10, 20, rowsAt([11], {}, "damaged"));
		files.objects.delete("acme/pack-1");
		files.objects.set("acme/pack-10", Buffer.alloc(100));
		inTable.push(...rowsAt([9, 10, 19, 20], {}, "table"));
		expect(await write([gone, damaged])).toMatchObject([
			{ next: 20, packedAt: readAt, ids: ["table-0", "table-1", "table-2"] },
		]);
	});
});
