import { describe, expect, test } from "vitest";
import { type DeadRows, PackError } from "../../../shared/pack/layout.ts";
import type { Pack, PackRow } from "../../../shared/pack/model.ts";
import { OpenPack } from "../../../shared/pack/open-pack.ts";
import { AppError } from "../../../shared/platform/errors.ts";
import type { Criteria } from "../../../shared/search/criteria.ts";
import { Deadline } from "../../../shared/search/deadline.ts";
import { createPackedQuery } from "../../../shared/search/packed-query.ts";
import { type PackScan, scanPacks, UnreadablePacks } from "../../../shared/search/scan-packs.ts";
import { Tally } from "../../../shared/search/tally.ts";
import { directoryWith } from "../../support/directory.ts";
import { packOf, rowsAt } from "../../support/open-packs.ts";

const directory = directoryWith("b01");
const everything = Number.POSITIVE_INFINITY;

interface Stored {
	packs: Pack[];
	objects: Map<string, Buffer>;
	/** Names of packs in the order of their first requests. */
	asked: string[];
	open: PackScan["open"];
}

/** Consecutive packs, named by their positions. */
async function store(...contents: PackRow[][]): Promise<Stored> {
	const made = await Promise.all(
		contents.map((rows, place) => packOf(rows, { name: `pack-${place}`, from: rows[0]?.calledAt ?? 0 })),
	);
	const objects = new Map(made.map(({ pack, bytes }) => [pack.name, bytes]));
	const asked: string[] = [];
	const open = (pack: Pack) =>
		new OpenPack(pack, async (start, end) => {
			if (!asked.includes(pack.name)) asked.push(pack.name);
			const bytes = objects.get(pack.name);
			if (!bytes) throw Object.assign(new Error("no object"), { name: "NoSuchKey" });
			return bytes.subarray(start, end);
		});
	return { packs: made.map(({ pack }) => pack), objects, asked, open };
}

function scanOf({ packs, open }: Stored, criteria: Partial<Criteria> = {}, scan: Partial<PackScan> = {}): PackScan {
	return {
		packs,
		open,
		query: createPackedQuery({ period: { from: 0, to: 1000 }, expiredBatchIds: [], ...criteria }, directory),
		columns: ["calledAt"],
		dead: Promise.resolve({}),
		newestFirst: true,
		enough: everything,
		readsAll: true,
		deadline: new Deadline(),
		...scan,
	};
}

async function timesOf(stored: Stored, criteria: Partial<Criteria> = {}, scan: Partial<PackScan> = {}) {
	const { hits } = await scanPacks(scanOf(stored, criteria, scan));
	return hits.map(({ entry }) => entry.calledAt).sort((a, b) => a - b);
}

/** A pack for each list of moments. */
const storeAt = (...times: number[][]) => store(...times.map((some, place) => rowsAt(some, {}, `p${place}`)));

describe("a scan of packs", () => {
	test("finds nothing without packs", async () => {
		expect(await scanPacks(scanOf(await store()))).toEqual({ hits: [], counted: 0, examined: 0, left: [] });
	});

	test("finds nothing in a pack without rows", async () => {
		expect(await scanPacks(scanOf(await storeAt([])))).toEqual({ hits: [], counted: 0, examined: 0, left: [] });
	});

	test("includes the period's first moment and excludes its end", async () => {
		const stored = await storeAt([99, 100, 100, 150, 199, 200]);
		const { hits, examined } = await scanPacks(scanOf(stored, { period: { from: 100, to: 200 } }));
		expect(hits.map(({ entry }) => entry.calledAt)).toEqual([100, 100, 150, 199]);
		expect(examined).toBe(4);
	});

	test.each([
		["before all rows", { from: 0, to: 100 }],
		["after all rows", { from: 101, to: 200 }],
		["without any moment", { from: 100, to: 100 }],
	])("finds nothing in a period %s", async (_, period) => {
		expect(await timesOf(await storeAt([100, 100]), { period })).toEqual([]);
	});

	test("returns each hit with its pack and row, so that its call id can be found", async () => {
		const { hits } = await scanPacks(scanOf(await storeAt([1, 2], [3]), { period: { from: 2, to: 4 } }));
		const callIds = await Promise.all(
			hits.map(async ({ place: { pack, row } }) => (await pack.callIds([row])).get(row)),
		);
		expect(callIds.sort()).toEqual(["p0-1", "p1-0"]);
	});

	test("excludes rows of batches that are gone or expired", async () => {
		const stored = await store([...rowsAt([1], { batchId: "b99" }), ...rowsAt([2, 3])]);
		expect(await timesOf(stored)).toEqual([2, 3]);
		expect(await timesOf(stored, { expiredBatchIds: ["b01"] })).toEqual([]);
	});

	test("excludes dead rows, in their own pack only", async () => {
		const dead: DeadRows = { "pack-0": [0, 2] };
		expect(await timesOf(await storeAt([1, 2, 3], [4, 5, 6]), {}, { dead: Promise.resolve(dead) })).toEqual([
			2, 4, 5, 6,
		]);
	});
});

describe.each([
	["newest first", true],
	["oldest first", false],
])("when only the first hits are wanted, %s,", (_, newestFirst) => {
	const twenty = () => storeAt(...Array.from({ length: 20 }, (__, pack) => [pack * 10, pack * 10 + 1, pack * 10 + 2]));
	const inOrder = (names: string[]) => (newestFirst ? names.reverse() : names);

	test("packs that are not needed are left out and not requested", async () => {
		const stored = await twenty();
		const { hits, left } = await scanPacks(scanOf(stored, {}, { newestFirst, enough: 3, readsAll: false }));
		expect(hits.length).toBeGreaterThanOrEqual(3);
		const all = inOrder(stored.packs.map(({ name }) => name));
		expect(left.map(({ name }) => name)).toEqual(all.slice(all.length - left.length));
		expect(stored.asked.sort()).toEqual(all.slice(0, all.length - left.length).sort());
		// Only those decoded at a time were read, and those begun before the first of them were done.
		expect(left.length).toBeGreaterThanOrEqual(12);
	});

	test("the hits found include the first ones", async () => {
		const found = await timesOf(await twenty(), {}, { newestFirst, enough: 5, readsAll: false });
		const all = Array.from({ length: 20 }, (__, pack) => [pack * 10, pack * 10 + 1, pack * 10 + 2]).flat();
		const first = newestFirst ? all.slice(-5) : all.slice(0, 5);
		expect(newestFirst ? found.slice(-5) : found.slice(0, 5)).toEqual(first);
	});

	test("a pack yields no more hits than wanted", async () => {
		const found = await timesOf(await storeAt([1, 2, 3, 4, 5]), {}, { newestFirst, enough: 2 });
		expect(found).toEqual(newestFirst ? [4, 5] : [1, 2]);
	});

	test("exactly as many hits as wanted are found, and no pack is left out", async () => {
		const { hits, left } = await scanPacks(scanOf(await storeAt([1], [2]), {}, { newestFirst, enough: 2 }));
		expect([hits.length, left]).toEqual([2, []]);
	});
});

describe("when hits are counted,", () => {
	const counted = async (marks: { callId: string; calledAt: number; markedAt: number }[]) => {
		const tally = new Tally(["result"]);
		const stored = await store(rowsAt([1, 2, 2, 3], { resultId: "x" }), rowsAt([4], { resultId: "y" }));
		const counting = { tally, marks: Promise.resolve({ marks }) };
		const { hits, counted } = await scanPacks(scanOf(stored, {}, { counting }));
		const counts = [...(tally.counts.get("result") ?? [])].map(([value, count]) => [value, count.get(undefined)]);
		return { hits: hits.map(({ entry }) => entry.calledAt), counted, counts: Object.fromEntries(counts) };
	};

	test("none is kept", async () => {
		expect(await counted([])).toEqual({ hits: [], counted: 5, counts: { x: 4, y: 1 } });
	});

	test("those of a moment with a later change are kept instead", async () => {
		const mark = { callId: "call-1", calledAt: 2, markedAt: 9 };
		expect(await counted([mark])).toEqual({ hits: [2, 2], counted: 3, counts: { x: 2, y: 1 } });
	});
});

describe("packs that cannot be read", () => {
	const failureOf = async (scan: PackScan) => {
		const failure = await scanPacks(scan).catch((cause: unknown) => cause);
		if (failure instanceof UnreadablePacks) return failure;
		throw new Error("no unreadable packs were reported", { cause: failure });
	};

	test("are all reported, unlike readable ones", async () => {
		const stored = await storeAt([1], [2], [3]);
		stored.objects.delete("pack-0");
		stored.objects.set("pack-2", Buffer.alloc(10_000));
		const failure = await failureOf(scanOf(stored));
		expect([...failure.packs.keys()].sort()).toEqual(["pack-0", "pack-2"]);
		expect([...failure.packs.values()].every((cause) => cause instanceof PackError)).toBe(true);
		expect(failure.isBucketSilent).toBe(false);
	});

	test("include all packs if the bucket does not answer, and no more are requested", async () => {
		const stored = await storeAt(...Array.from({ length: 20 }, (_, pack) => [pack]));
		const asked = new Set<string>();
		const open = (pack: Pack) =>
			new OpenPack(pack, async () => {
				asked.add(pack.name);
				throw new AppError("bucket-unavailable", "no answer");
			});
		const failure = await failureOf(scanOf({ ...stored, open }, {}, { readsAll: false }));
		expect(failure.packs.size).toBe(20);
		expect(failure.isBucketSilent).toBe(true);
		expect(asked.size).toBeLessThanOrEqual(4);
	});
});

test("an error that does not concern a pack is thrown unchanged", async () => {
	const stored = await storeAt([1]);
	const dead = Promise.reject(new TypeError("a bug"));
	await expect(scanPacks(scanOf(stored, {}, { dead }))).rejects.toThrow(TypeError);
});

test("a scan ends when its time is over", async () => {
	const scan = scanOf(await storeAt([1], [2]), {}, { deadline: new Deadline(0) });
	await expect(scanPacks(scan)).rejects.toMatchObject({ code: "search-too-large" });
});

test("when all packs will be read, they are requested in advance", async () => {
	const stored = await storeAt(...Array.from({ length: 20 }, (_, pack) => [pack]));
	let askedAtFirstAnswer: number | undefined;
	const open = (pack: Pack) =>
		new OpenPack(pack, async (start, end) => {
			stored.asked.push(pack.name);
			await Promise.resolve();
			askedAtFirstAnswer ??= new Set(stored.asked).size;
			return (stored.objects.get(pack.name) as Buffer).subarray(start, end);
		});
	expect(await timesOf({ ...stored, open })).toHaveLength(20);
	expect(askedAtFirstAnswer).toBe(20);
});
