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
 * Entries at these moments. Their ids sort as the moments do, and among those of one moment otherwise than they are
 * given.
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
])("all hits, %s:", (_, newestFirst) => {
	const find = (entries: CallHistoryEntry[], range: TimeRange, pageEntries = 100) =>
		scanAll(
			queryOf(createIndexPages({ m: entries }, { pageEntries }), pathOf([[range]]), { newestFirst }),
			everything,
			everything,
		);

	test("an empty range has none", async () => {
		expect(await find(entriesAt(99, 201), rangeOf(100, 200))).toEqual({ hits: [], total: 0, examined: 0 });
	});

	test.each([100, 150, 200])("one entry at %i of a range that ends at 100 and 200 is found once", async (time) => {
		const entries = entriesAt(time);
		expect(await find(entries, rangeOf(100, 200))).toEqual({ hits: entries, total: 1, examined: 1 });
	});

	test("a range of one moment has that moment's entries, and no others", async () => {
		const entries = entriesAt(99, 100, 100, 101);
		const { hits } = await find(entries, rangeOf(100, 100));
		expect(idsOf(hits)).toEqual(idsOf(entries.slice(1, 3)));
	});

	test.each([1, 2, 3, 5, 7])("with %i entries a page each is found once, those of one moment too", async (size) => {
		const entries = entriesAt(100, 101, 101, 101, 101, 130, 150, 150, 199, 200, 200);
		const { hits, total, examined } = await find(entries, rangeOf(100, 200), size);
		expect(idsOf(hits)).toEqual(idsOf(entries));
		expect([total, examined]).toEqual([entries.length, entries.length]);
	});

	test("a stretch that is cut into slices as its density asks for it loses none, and repeats none", async () => {
		const entries = Array.from({ length: 6000 }, (__, index) => entryAt(index >> 1, String(index).padStart(5, "0")));
		const pages = createIndexPages({ m: entries }, { pageEntries: 200 });
		const query = queryOf(pages, pathOf([[rangeOf(0, 2999)]]), { newestFirst });
		const { hits, examined } = await scanAll(query, everything, everything);
		expect(examined).toBe(6000);
		expect(new Set(idsOf(hits)).size).toBe(6000);
		// More places than are looked into at first.
		expect(pages.requests.filter(({ startKey }) => !startKey).length).toBeGreaterThan(4);
	});

	test("all bands, and all ranges of a band, are read", async () => {
		const [a, b, c] = [entriesAt(10, 20), entriesAt(11, 21), entriesAt(1)];
		const bands = [[rangeOf(10, 29, "a"), rangeOf(10, 29, "b")], [rangeOf(0, 9, "c")]];
		const query = queryOf(createIndexPages({ a, b, c }), pathOf(bands), { newestFirst });
		expect((await scanAll(query, everything, everything)).total).toBe(5);
	});

	test("hits behind the wanted ones are counted without being read, where the table alone tells a hit", async () => {
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

	test("where a page of the wanted ones ends in a moment, the rest of that moment is read, and not only counted", async () => {
		const entries = entriesAt(...Array(10).fill(newestFirst ? 399 : 0));
		const pages = createIndexPages({ m: entries }, { pageEntries: 5 });
		const { hits } = await scanAll(queryOf(pages, pathOf([[rangeOf(0, 399)]]), { newestFirst }), 5, everything);
		expect(idsOf(hits)).toEqual(idsOf(entries));
	});

	test("hits that only the matcher tells are all read", async () => {
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

test("once there are more hits than may be, no more is examined than it takes to be sure", async () => {
	const pages = createIndexPages({ m: entriesAt(...Array(5000).keys()) });
	const query = queryOf(pages, pathOf([[rangeOf(0, 4999)]]));
	const { total, examined } = await scanAll(query, everything, 50);
	expect(total).toBeGreaterThan(50);
	// 51 entries, in as many places as are looked into first, each rounded up.
	expect(examined).toBeLessThanOrEqual(51 + 3);
});

test.each([19, 20, 21])(
	"of 20 that may be, %i hits are told from too many, where a page ends with the twentieth",
	async (count) => {
		const pages = createIndexPages({ m: entriesAt(...Array(count).keys()) }, { pageEntries: 10 });
		const path = pathOf([[rangeOf(0, 99)]], { index: "by-agent", share: 0.5 });
		const { total } = await scanAll(queryOf(pages, path), everything, 20);
		expect(total > 20).toBe(count > 20);
	},
);

test("exactly as many hits as may be are all found", async () => {
	const entries = entriesAt(...Array(50).keys());
	const query = queryOf(createIndexPages({ m: entries }), pathOf([[rangeOf(0, 4999)]]));
	expect(idsOf((await scanAll(query, everything, 50)).hits)).toEqual(idsOf(entries));
});

test("a part of the records is read without being sampled first: one request a range", async () => {
	const pages = createIndexPages({ a: entriesAt(1, 2), b: entriesAt(3) });
	const path = pathOf([[rangeOf(0, 9999, "a"), rangeOf(0, 9999, "b")]], { index: "by-agent", share: 0.1 });
	expect((await scanAll(queryOf(pages, path), everything, everything)).total).toBe(3);
	expect(pages.requests.map(({ pk, low, high }) => ({ pk, low, high }))).toEqual(path.bands[0]);
});

test("a range of numbers is read page after page, each behind the last key", async () => {
	const entries = Array.from({ length: 7 }, (_, index) =>
		entryAt(100 - index, `n-${index}`, { phone: `0901234${index}` }),
	);
	const pages = createIndexPages({ p: entries }, { pageEntries: 3 });
	const bands = [[{ pk: "p", low: "0901234", high: "0901234~" }]];
	const query = queryOf(pages, { index: "by-number", bands, byTime: false, share: 0.001 });
	expect(idsOf((await scanAll(query, everything, everything)).hits)).toEqual(idsOf(entries));
	expect(pages.requests).toHaveLength(3);
});

test("hits that are tallied are counted, and not kept", async () => {
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
])("the first hits, %s:", (_, newestFirst) => {
	/** Ids of the first ones as they are to be, and as they were found. */
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

	test("an empty range has none", async () => {
		expect((await first(5, [])).found).toEqual([]);
	});

	test("where there are fewer than wanted, all are found", async () => {
		const { found, expected } = await first(5, entriesAt(1, 9999));
		expect(found).toEqual(expected);
	});

	test.each([1, 2, 3, 4, 5, 6])("of %i wanted, none is missing of a moment in which a page ends", async (wanted) => {
		const entries = entriesAt(10, 20, 20, 20, 20, 20, 30);
		for (const pageEntries of [1, 2, 3]) {
			const { found, expected } = await first(wanted, entries, {}, pageEntries);
			expect(found).toEqual(expected);
		}
	});

	test("pages are read until there are enough that the matcher takes", async () => {
		const entries = entriesAt(...Array(300).keys());
		const { found, expected } = await first(10, entries, { matches: ({ calledAt }) => calledAt % 25 === 3 }, 20);
		expect(found).toEqual(expected);
	});

	test("of some agents' calls the first are found, whoever has them", async () => {
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

	test("a band is read only where the ones before it have too few", async () => {
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
	// As many as are wanted and a few, and with them what chance may take away.
	expect(limits).toEqual([28, 408, 4135]);
});
