import type { IndexPage, PageRequest } from "../call-history/index-reader.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Deadline } from "./deadline.ts";
import type { PushedDown } from "./filter.ts";
import type { Matcher } from "./matcher.ts";
import { entryBytes, type Path, type Range } from "./path.ts";
import type { Tally } from "./tally.ts";

type ReadPage = (request: PageRequest) => Promise<IndexPage>;

export interface Query {
	tenantId: string;
	path: Path;
	pushedDown: PushedDown;
	matches: Matcher;
	newestFirst: boolean;
	readPage: ReadPage;
	/** Without one, there is no time limit. */
	deadline?: Deadline;
	/** Where hits are counted and not kept. */
	tally?: Tally | undefined;
}

/** A stretch still to be read, with the density found so far. */
interface Segment extends Range {
	startKey?: PageRequest["startKey"];
	/** Entries per millisecond; undefined before anything of it was read. */
	density?: number;
}

export interface ScanResult {
	hits: CallHistoryEntry[];
	/** Hits, those among them that were only counted. */
	total: number;
	examined: number;
}

/** In how many places at once a long period is sampled first. */
const firstSlices = 4;
/** Planned bytes of a later slice: far enough below a page of 1 MB for a day's peaks. */
const sliceBytes = 400_000;
const maxSlices = 64;

/**
 * Finds all hits, in waves of parallel pages. The first wave looks into a few places of the period and learns how dense
 * the records and the hits are; the next ones read the rest in slices that fit a page. Where more hits are to be expected
 * than `maxTotal`, a wave examines no more entries than it takes to be sure.
 * @param rowsWanted how many hits, from the start of the order of time, are wanted themselves; others are only counted
 * @param maxTotal stops as soon as there are more hits than this
 */
export async function scanAll(query: Query, rowsWanted: number, maxTotal: number): Promise<ScanResult> {
	const hits: CallHistoryEntry[] = [];
	let total = 0;
	let examined = 0;
	let open = firstWave(query.path);
	while (open.length > 0 && total <= maxTotal) {
		const limits = planLimits(open, { total, examined, maxTotal });
		const segments = limits ? open : open.flatMap((segment) => split(segment, query.newestFirst));
		const pages = await Promise.all(
			segments.map((segment, index) => {
				const countOnly = query.pushedDown.exact && countAhead(hits, segment, query.newestFirst) >= rowsWanted;
				return query.readPage(request(query, segment, countOnly, limits?.[index]));
			}),
		);
		open = [];
		for (const [index, page] of pages.entries()) {
			examined += page.examined;
			const segment = segments[index] as Segment;
			if (page.entries.length === 0) total += query.pushedDown.exact ? page.count : 0;
			for (const entry of page.entries) {
				if (!query.matches(entry)) continue;
				total++;
				if (query.tally) query.tally.add(entry);
				else hits.push(entry);
			}
			if (page.next) open.push(remainder(segment, page, query));
		}
		const rest = open.reduce((sum, segment) => sum + expectedEntries(segment), 0);
		if (total <= maxTotal) query.deadline?.check(examined / (examined + rest));
	}
	return { hits, total, examined };
}

/**
 * Reads hits in the order of time until `wanted` of them are certain to be the first ones.
 * @param hitRate hits per entry, as known from before; decides how many entries a page examines
 */
export async function scanFirst(query: Query, wanted: number, hitRate: number): Promise<CallHistoryEntry[]> {
	const hits: CallHistoryEntry[] = [];
	const bands = query.newestFirst ? query.path.bands : query.path.bands.toReversed();
	for (const band of bands) {
		let open: Segment[] = band;
		while (open.length > 0) {
			const limit = entriesFor(wanted - Math.min(wanted - 1, hits.length), hitRate);
			const pages = await Promise.all(open.map((segment) => query.readPage(request(query, segment, false, limit))));
			for (const page of pages) for (const entry of page.entries) if (query.matches(entry)) hits.push(entry);
			const ends = pages.flatMap((page) => page.next?.calledAt ?? []);
			const settled = hits.filter((hit) =>
				ends.every((end) => (query.newestFirst ? hit.calledAt > end : hit.calledAt < end)),
			);
			if (settled.length >= wanted) return settled;
			open = pages.flatMap((page, index) => (page.next ? [remainder(open[index] as Segment, page, query)] : []));
		}
	}
	return hits;
}

/**
 * How many entries hold so many hits almost certainly: three standard deviations more than in the mean, and some for
 * records of the same moment as the last one wanted.
 */
function entriesFor(wanted: number, hitRate: number): number {
	return Math.ceil((wanted + 3 * Math.sqrt(wanted * (1 - hitRate)) + 8) / hitRate);
}

function request(query: Query, segment: Segment, countOnly: boolean, limit: number | undefined): PageRequest {
	const { pk, low, high, startKey } = segment;
	return {
		tenantId: query.tenantId,
		index: query.path.index,
		pk,
		low,
		high,
		startKey,
		newestFirst: query.newestFirst,
		filter: query.pushedDown.filter,
		countOnly,
		limit,
	};
}

function firstWave(path: Path): Segment[] {
	const ranges = path.bands.flat();
	// A part of the records is a page or two; slices would only be rounded up one by one.
	if (path.share < 1) return ranges;
	const whole = ranges.reduce((sum, range) => sum + length(range), 0);
	return ranges.flatMap((range) => slice(range, Math.round((firstSlices * length(range)) / whole)));
}

/**
 * How many entries each segment may examine in the next wave, if the hits to be expected of all are too many; undefined
 * where they are not. Before anything is known, every entry may be a hit.
 */
function planLimits(
	open: Segment[],
	{ total, examined, maxTotal }: { total: number; examined: number; maxTotal: number },
): number[] | undefined {
	if (maxTotal === Number.POSITIVE_INFINITY) return undefined;
	const missing = maxTotal + 1 - total;
	if (examined === 0) return open.map(() => Math.ceil(missing / open.length));
	const rest = open.map(expectedEntries);
	const restSum = rest.reduce((sum, entries) => sum + entries, 0);
	const hitRate = total / examined;
	if (restSum * hitRate < missing) return undefined;
	return rest.map((entries) => Math.ceil((missing / hitRate) * (entries / restSum)));
}

function expectedEntries(segment: Segment): number {
	return Math.max(1, (segment.density ?? 0) * length(segment));
}

/** Cuts what is left of a segment into slices of which each is likely to fit one page. */
function split(segment: Segment, newestFirst: boolean): Segment[] {
	if (segment.density === undefined || typeof segment.low === "string") return [segment];
	const perSlice = sliceBytes / entryBytes;
	const slices = slice(segment, Math.min(maxSlices, Math.ceil(expectedEntries(segment) / perSlice)));
	// The key to go on behind belongs to the slice that is next in order.
	const { startKey, ...fresh } = segment;
	const first = newestFirst ? 0 : slices.length - 1;
	return slices.map(({ pk, low, high }, index) => ({
		...fresh,
		pk,
		low,
		high,
		...(index === first ? { startKey } : {}),
	}));
}

/** Equal slices of a range of time, newest first. */
function slice(range: Range, count: number): Range[] {
	if (count <= 1 || typeof range.low === "string" || typeof range.high === "string") return [range];
	const { pk, low, high } = range;
	const step = Math.ceil((high - low + 1) / count);
	const slices: Range[] = [];
	for (let end = high; end >= low; end -= step) slices.push({ pk, low: Math.max(low, end - step + 1), high: end });
	return slices;
}

function length({ low, high }: Range): number {
	return typeof low === "number" && typeof high === "number" ? high - low + 1 : 0;
}

/** What a page left unread. Its density is measured from the first entry seen, because a day begins with a gap. */
function remainder(segment: Segment, page: IndexPage, { newestFirst }: Query): Segment {
	const { startKey, calledAt } = page.next as NonNullable<IndexPage["next"]>;
	if (typeof segment.low === "string" || typeof segment.high === "string") return { ...segment, startKey };
	const start = page.entries[0]?.calledAt ?? (newestFirst ? segment.high : segment.low);
	const density = page.examined / Math.max(1, Math.abs(start - calledAt));
	return newestFirst
		? { ...segment, high: calledAt, startKey, density }
		: { ...segment, low: calledAt, startKey, density };
}

/** How many of the hits come before a whole segment in the order of time. */
function countAhead(hits: CallHistoryEntry[], segment: Segment, newestFirst: boolean): number {
	const { low, high } = segment;
	if (typeof low === "string" || typeof high === "string") return 0;
	let ahead = 0;
	for (const hit of hits) if (newestFirst ? hit.calledAt > high : hit.calledAt < low) ahead++;
	return ahead;
}
