import { describe, expect, test } from "vitest";
import type { CallHistoryEntry } from "../../../shared/call-history/model.ts";
import { Deadline } from "../../../shared/search/deadline.ts";
import type { Path, TimeRange } from "../../../shared/search/path.ts";
import type { Query } from "../../../shared/search/query.ts";
import { scanAll } from "../../../shared/search/scan.ts";
import { scanFirst } from "../../../shared/search/scan-first.ts";
import { Tally } from "../../../shared/search/tally.ts";
import { createIndexPages, entryAt } from "../../support/index-pages.ts";

const everything = Number.POSITIVE_INFINITY;
const idsOf = (entries: readonly CallHistoryEntry[]) => entries.map(({ callId }) => callId).sort();
/**
 * Entries at these moments. Their ids sort by moment, and within one moment differently from the order in which they
 * are given.
 */
const entriesAt = (...times: number[]) =>
	times.map((time, place) => entryAt(time, `${String(time).padStart(5, "0")}-${(place * 5 + 3) % 7}-${place}`));

function pathOf(bands: TimeRange[][], path: { share?: number; index?: "by-agent" } = {}): Path {
	return { index: "by-time", bands, byTime: true, share: 1, ...path };
}
const rangeOf = (low: number, high: number, pk = "m") => ({ pk, low, high });

type Pages = ReturnType<typeof createIndexPages>;

function queryOf(pages: Pages, path: Path, query: Partial<Query> = {}): Query {
	return {
		tenantId: "acme",
		path,
		pushedDown: { filter: undefined, exact: true },
		matches: () => true,
		newestFirst: true,
		readPage: pages.readPage,
		...query,
	};
}

describe.each([
	["newest first", true],
	["oldest first", false],
])("a scan for all hits, %s,", (_, newestFirst) => {
	const find = (entries: CallHistoryEntry[], range: TimeRange, pageEntries = 100) =>
		scanAll(
			queryOf(createIndexPages({ m: entries }, { pageEntries }), pathOf([[range]]), { newestFirst }),
			everything,
			everything,
		);

	test("finds nothing in an empty range", async () => {
		expect(await find(entriesAt(99, 201), rangeOf(100, 200))).toEqual({ hits: [], total: 0, examined: 0 });
	});

	test.each([100, 150, 200])("finds an entry at %i once in a range from 100 to 200", async (time) => {
		const entries = entriesAt(time);
		expect(await find(entries, rangeOf(100, 200))).toEqual({ hits: entries, total: 1, examined: 1 });
	});

	test("finds exactly the moment's entries in a range of one moment", async () => {
		const entries = entriesAt(99, 100, 100, 101);
		const { hits } = await find(entries, rangeOf(100, 100));
		expect(idsOf(hits)).toEqual(idsOf(entries.slice(1, 3)));
	});

	test.each([1, 2, 3, 5, 7])("finds each entry once with %i per page, even several of one moment", async (size) => {
		const entries = entriesAt(100, 101, 101, 101, 101, 130, 150, 150, 199, 200, 200);
		const { hits, total, examined } = await find(entries, rangeOf(100, 200), size);
		expect(idsOf(hits)).toEqual(idsOf(entries));
		expect([total, examined]).toEqual([entries.length, entries.length]);
	});

	test("neither loses nor repeats entries of a stretch that is cut into slices by density", async () => {
		const entries = Array.from({ length: 6000 }, (__, index) => entryAt(index >> 1, String(index).padStart(5, "0")));
		const pages = createIndexPages({ m: entries }, { pageEntries: 200 });
		const query = queryOf(pages, pathOf([[rangeOf(0, 2999)]]), { newestFirst });
		const { hits, examined } = await scanAll(query, everything, everything);
		expect(examined).toBe(6000);
		expect(new Set(idsOf(hits)).size).toBe(6000);
		// More places than the first wave reads.
		expect(pages.requests.filter(({ startKey }) => !startKey).length).toBeGreaterThan(4);
	});

	test("reads all bands, and all ranges of a band", async () => {
		const [a, b, c] = [entriesAt(10, 20), entriesAt(11, 21), entriesAt(1)];
		const bands = [[rangeOf(10, 29, "a"), rangeOf(10, 29, "b")], [rangeOf(0, 9, "c")]];
		const query = queryOf(createIndexPages({ a, b, c }), pathOf(bands), { newestFirst });
		expect((await scanAll(query, everything, everything)).total).toBe(5);
	});

	test("only counts the hits after the wanted ones if the table alone identifies hits", async () => {
		const entries = entriesAt(...Array(400).keys());
		const pages = createIndexPages({ m: entries }, { pageEntries: 20 });
		const query = queryOf(pages, pathOf([[rangeOf(0, 399)]]), { newestFirst });
		const { hits, total } = await scanAll(query, 5, everything);
		const inOrder = hits.toSorted((a, b) => (newestFirst ? b.calledAt - a.calledAt : a.calledAt - b.calledAt));
		const first = newestFirst ? [399, 398, 397, 396, 395] : [0, 1, 2, 3, 4];
		expect(inOrder.slice(0, 5).map(({ calledAt }) => calledAt)).toEqual(first);
		expect(total).toBe(400);
		expect(hits.length).toBeLessThan(400);
		expect(pages.requests.some(({ countOnly }) => countOnly)).toBe(true);
	});

	test("reads the rest of a moment in which a page of wanted hits ends, and does not only count it", async () => {
		const entries = entriesAt(...Array(10).fill(newestFirst ? 399 : 0));
		const pages = createIndexPages({ m: entries }, { pageEntries: 5 });
		const { hits } = await scanAll(queryOf(pages, pathOf([[rangeOf(0, 399)]]), { newestFirst }), 5, everything);
		expect(idsOf(hits)).toEqual(idsOf(entries));
	});

	test("reads all hits that only the matcher identifies", async () => {
		const entries = entriesAt(...Array(400).keys());
		const pages = createIndexPages({ m: entries }, { pageEntries: 20 });
		const query = queryOf(pages, pathOf([[rangeOf(0, 399)]]), {
			newestFirst,
			pushedDown: { filter: undefined, exact: false },
			matches: ({ calledAt }) => calledAt % 4 === 0,
		});
		expect(await scanAll(query, 5, everything)).toMatchObject({ total: 100, examined: 400 });
		expect(pages.requests.every(({ countOnly }) => !countOnly)).toBe(true);
	});
});

test("once there are too many hits, no more entries are examined than necessary", async () => {
	const pages = createIndexPages({ m: entriesAt(...Array(5000).keys()) });
	const query = queryOf(pages, pathOf([[rangeOf(0, 4999)]]));
	const { total, examined } = await scanAll(query, everything, 50);
	expect(total).toBeGreaterThan(50);
	// 51 entries in the places of the first wave, each rounded up.
	expect(examined).toBeLessThanOrEqual(51 + 3);
});

test.each([19, 20, 21])(
	"with a limit of 20, %i hits are judged correctly even if a page ends with the twentieth",
	async (count) => {
		const pages = createIndexPages({ m: entriesAt(...Array(count).keys()) }, { pageEntries: 10 });
		const path = pathOf([[rangeOf(0, 99)]], { index: "by-agent", share: 0.5 });
		const { total } = await scanAll(queryOf(pages, path), everything, 20);
		expect(total > 20).toBe(count > 20);
	},
);

test("exactly as many hits as allowed are all found", async () => {
	const entries = entriesAt(...Array(50).keys());
	const query = queryOf(createIndexPages({ m: entries }), pathOf([[rangeOf(0, 4999)]]));
	expect(idsOf((await scanAll(query, everything, 50)).hits)).toEqual(idsOf(entries));
});

test("a small share of the records is read without sampling, with one request per range", async () => {
	const pages = createIndexPages({ a: entriesAt(1, 2), b: entriesAt(3) });
	const path = pathOf([[rangeOf(0, 9999, "a"), rangeOf(0, 9999, "b")]], { index: "by-agent", share: 0.1 });
	expect((await scanAll(queryOf(pages, path), everything, everything)).total).toBe(3);
	expect(pages.requests.map(({ pk, low, high }) => ({ pk, low, high }))).toEqual(path.bands[0]);
});

test("a range of numbers is read page by page, each after the last key", async () => {
	const entries = Array.from({ length: 7 }, (_, index) =>
		entryAt(100 - index, `n-${index}`, { phone: `0901234${index}` }),
	);
	const pages = createIndexPages({ p: entries }, { pageEntries: 3 });
	const bands = [[{ pk: "p", low: "0901234", high: "0901234~" }]];
	const query = queryOf(pages, { index: "by-number", bands, byTime: false, share: 0.001 });
	expect(idsOf((await scanAll(query, everything, everything)).hits)).toEqual(idsOf(entries));
	expect(pages.requests).toHaveLength(3);
});

test("tallied hits are counted and not kept", async () => {
	const tally = new Tally(["result"]);
	const entries = [
		entryAt(1, "a", { resultId: "x" }),
		entryAt(2, "b", { resultId: "y" }),
		entryAt(3, "c", { resultId: "x" }),
	];
	const query = queryOf(createIndexPages({ m: entries }), pathOf([[rangeOf(0, 9)]]), { tally });
	expect(await scanAll(query, everything, everything)).toEqual({ hits: [], total: 3, examined: 3 });
	expect([...(tally.counts.get("result") ?? [])].map(([value, count]) => [value, count.get(undefined)]).sort()).toEqual(
		[
			["x", 2],
			["y", 1],
		],
	);
});

test("a scan whose time is over reads no further wave", async () => {
	const pages = createIndexPages({ m: entriesAt(...Array(400).keys()) }, { pageEntries: 20 });
	const query = queryOf(pages, pathOf([[rangeOf(0, 399)]]), { deadline: new Deadline(0) });
	await expect(scanAll(query, everything, everything)).rejects.toMatchObject({ code: "search-too-large" });
	expect(pages.requests).toHaveLength(4);
});

describe.each([
	["newest first", true],
	["oldest first", false],
])("a scan for the first hits, %s,", (_, newestFirst) => {
	/** Ids of the first hits, as found and as expected. */
	async function first(wanted: number, entries: CallHistoryEntry[], query: Partial<Query> = {}, pageEntries = 100) {
		const pages = createIndexPages({ m: entries }, { pageEntries });
		const found = await scanFirst(queryOf(pages, pathOf([[rangeOf(0, 9999)]]), { newestFirst, ...query }), wanted, 1);
		const inOrder = (some: readonly CallHistoryEntry[]) => {
			const ids = idsOf(some);
			return newestFirst ? ids.reverse() : ids;
		};
		const hits = entries.filter(query.matches ?? (() => true));
		return { found: inOrder(found).slice(0, wanted), expected: inOrder(hits).slice(0, wanted), pages };
	}

	test("finds nothing in an empty range", async () => {
		expect((await first(5, [])).found).toEqual([]);
	});

	test("finds all hits if there are fewer than wanted", async () => {
		const { found, expected } = await first(5, entriesAt(1, 9999));
		expect(found).toEqual(expected);
	});

	test.each([1, 2, 3, 4, 5, 6])("misses none of %i wanted hits at a moment in which a page ends", async (wanted) => {
		const entries = entriesAt(10, 20, 20, 20, 20, 20, 30);
		for (const pageEntries of [1, 2, 3]) {
			const { found, expected } = await first(wanted, entries, {}, pageEntries);
			expect(found).toEqual(expected);
		}
	});

	test("reads pages until the matcher has accepted enough entries", async () => {
		const entries = entriesAt(...Array(300).keys());
		const { found, expected } = await first(10, entries, { matches: ({ calledAt }) => calledAt % 25 === 3 }, 20);
		expect(found).toEqual(expected);
	});

	test("finds the first of several agents' calls, whichever agent took them", async () => {
		const a = Array.from({ length: 50 }, (__, index) => entryAt(index, `${String(index).padStart(3, "0")}a`));
		const b = [entryAt(0, "000b"), entryAt(49, "049b")];
		const pages = createIndexPages({ a, b }, { pageEntries: 10 });
		const path = pathOf([[rangeOf(0, 99, "a"), rangeOf(0, 99, "b")]], { index: "by-agent", share: 0.1 });
		const found = await scanFirst(queryOf(pages, path, { newestFirst }), 2, 1);
		const ids = idsOf(found);
		expect(newestFirst ? ids.reverse().slice(0, 2) : ids.slice(0, 2)).toEqual(
			newestFirst ? ["049b", "049a"] : ["000a", "000b"],
		);
	});

	test("reads a band only if the previous ones have too few hits", async () => {
		const bands = [[rangeOf(100, 199, "new")], [rangeOf(0, 99, "old")]];
		const read = async (wanted: number) => {
			const pages = createIndexPages({ new: entriesAt(...Array(9).fill(150)), old: entriesAt(...Array(9).fill(50)) });
			await scanFirst(queryOf(pages, pathOf(bands), { newestFirst }), wanted, 1);
			return [...new Set(pages.requests.map(({ pk }) => pk))];
		};
		const order = newestFirst ? ["new", "old"] : ["old", "new"];
		expect(await read(9)).toEqual(order.slice(0, 1));
		expect(await read(10)).toEqual(order);
	});
});

test("the rarer hits are, the more entries a page examines", async () => {
	const limits: (number | undefined)[] = [];
	for (const hitRate of [1, 0.1, 0.01]) {
		const pages = createIndexPages({ m: [] });
		await scanFirst(queryOf(pages, pathOf([[rangeOf(0, 9)]])), 20, hitRate);
		limits.push(pages.requests[0]?.limit);
	}
	// As many as wanted and a few more, with a margin for chance.
	expect(limits).toEqual([28, 408, 4135]);
});
