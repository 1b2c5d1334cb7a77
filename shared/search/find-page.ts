import { currentLayout } from "../pack/layout.ts";
import { type Contents, nothingPacked, type Pack } from "../pack/model.ts";
import { AppError } from "../platform/errors.ts";
import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import { divide } from "./divide.ts";
import { presentFacets } from "./facets.ts";
import { findInTable } from "./find-in-table.ts";
import { behind, findNext, staysInPath } from "./find-next.ts";
import { findPacked } from "./find-packed.ts";
import { firstInOrder, type Hit } from "./hits.ts";
import { maxHits } from "./model.ts";
import { readsNewestFirst } from "./order.ts";
import { choosePath } from "./path.ts";
import { readRows } from "./read-rows.ts";
import { type FoundPage, isByTime, type RunningSearch } from "./running-search.ts";
import { UnreadablePacks } from "./scan-packs.ts";
import { Tally } from "./tally.ts";

/**
 * If at least this share of the records are hits, the next page is read from the table, whose entries are rows already.
 */
const frequentHits = 0.05;
/**
 * This many digits match only a few numbers: the table's index has all of their calls, packed or not, for about a unit.
 */
const fewNumbersDigits = 8;

/**
 * Finds the page of hits that a search shows.
 * @throws AppError `over-limit` (search-limit-exceeded, search-too-large)
 */
export async function findPage(search: RunningSearch): Promise<FoundPage> {
	const { cursor } = search;
	if (cursor?.inTable && isByTime(search)) return findNext(search, cursor);
	const unreadable = new Set<string>();
	for (;;) {
		try {
			return await findAll(search, unreadable);
		} catch (cause) {
			if (!(cause instanceof UnreadablePacks)) throw cause;
			if (cause.isBucketSilent) search.deadline.hurry();
			for (const [name, error] of cause.packs) {
				if (unreadable.has(name)) throw cause;
				unreadable.add(name);
				log("error", "pack unreadable", { pack: name, error });
			}
			measure("packs unreadable", { PacksUnreadable: cause.packs.size });
		}
	}
}

/**
 * Reads everything that the search can hit, and selects the page from it.
 * @param wanted how many hits, in time order, a page after a cursor needs from packs
 */
async function findAll(
	search: RunningSearch,
	unreadable: ReadonlySet<string>,
	wanted = search.request.page.size + 1,
): Promise<FoundPage> {
	const { request, directory, order, cursor, packed } = search;
	const { size } = request.page;
	const pagesByTime = isByTime(search) && cursor !== undefined;
	const criteria = pagesByTime ? behind(search, cursor) : search.criteria;
	const path = choosePath(search.caller.tenantId, criteria, directory);
	const isFewNumbers =
		path.index === "by-number" && (criteria.phone?.length ?? 0) >= fewNumbersDigits && isKeyedAsNow(packed.contents);
	const division = divide(isFewNumbers ? nothingPacked : packed, criteria, directory, unreadable);
	// The limit applies to the first page only: calls that arrive meanwhile do not stop the paging.
	const maxTotal = cursor || size === 0 ? Number.POSITIVE_INFINITY : maxHits;
	const rowsWanted = isByTime(search) && !cursor ? size : Number.POSITIVE_INFINITY;
	const tally = new Tally(request.facets);
	const countsAlone = size === 0 ? tally : undefined;
	const [closed, open] = await Promise.all([
		findPacked(search, criteria, division, pagesByTime ? wanted : maxTotal + 1, countsAlone),
		findInTable(search, criteria, division.byTime, rowsWanted, maxTotal, countsAlone),
	]);
	if (!closed) return findAll({ ...search, packed: nothingPacked }, unreadable);

	const total = closed.hits.length + closed.counted + open.total;
	if (total > maxTotal) throw new AppError("search-limit-exceeded", `more than ${maxHits} hits`);
	const all: Hit[] = [...closed.hits, ...open.hits.map((entry) => ({ entry }))];
	const certain = certainOf(all, closed.left, search);
	const first = size === 0 ? [] : await firstInOrder(certain, order, cursor, size + 1);
	if (closed.left.length > 0 && first.length < size + 1) return findAll(search, unreadable, Number.POSITIVE_INFINITY);
	const page = first.slice(0, size);
	if (request.facets.length > 0) for (const { entry } of all) tally.add(entry);
	const hitRate = cursor?.hitRate ?? Math.max(total, 1) / Math.max(closed.examined + open.examined, 1);
	return {
		entries: await readRows(search, page),
		total: cursor?.total ?? total,
		hitRate,
		inTable: path.byTime && (hitRate >= frequentHits || staysInPath(path) || division.packed.length === 0),
		continuesAfter: first.length > size || (rowsWanted === size && total > size) ? page.at(-1)?.entry : undefined,
		...(request.facets.length > 0 ? { facets: presentFacets(tally, directory) } : {}),
	};
}

/** Whether the packer has updated the keys of older records in the index by number. */
function isKeyedAsNow({ packs, changes }: Contents): boolean {
	return [...packs, ...(changes ? [changes] : [])].every(({ layout }) => layout === currentLayout);
}

/** The hits that no hit in a skipped pack can precede. */
function certainOf(hits: Hit[], left: readonly Pack[], search: RunningSearch): Hit[] {
	if (left.length === 0) return hits;
	const { packs, packedUntil } = search.packed.contents;
	if (!readsNewestFirst(search.request.sort)) {
		const start = Math.min(...left.map(({ from }) => from));
		return hits.filter(({ entry }) => entry.calledAt < start);
	}
	const newest = Math.max(...left.map(({ from }) => from));
	const end = packs.find(({ from }) => from > newest)?.from ?? packedUntil;
	return hits.filter(({ entry }) => entry.calledAt >= end);
}
