import type { IndexPage } from "../call-history/index-reader.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Query, readSegment } from "./query.ts";
import { firstSegments, type Segment } from "./segment.ts";

export interface ScanResult {
	hits: CallHistoryEntry[];
	/** All hits, including those that were only counted. */
	total: number;
	examined: number;
}

/**
 * Finds all hits, in waves of parallel pages. The first wave samples a few places of the period, to estimate the
 * density of records and hits; the next waves read the rest in slices that fit into a page. If more than `maxTotal`
 * hits are expected, a wave examines only as many entries as it takes to be sure.
 * @param rowsWanted how many hits to return, the first in time order; the others may be only counted
 * @param maxTotal stops as soon as there are more hits than this
 */
export async function scanAll(query: Query, rowsWanted: number, maxTotal: number): Promise<ScanResult> {
	const hits: CallHistoryEntry[] = [];
	let total = 0;
	let examined = 0;
	let open = firstSegments(query.path, query.newestFirst);
	while (open.length > 0 && total <= maxTotal) {
		const limits = planLimits(open, { total, examined, maxTotal });
		const segments = limits ? open : open.flatMap((segment) => segment.split());
		const pages = await Promise.all(
			segments.map((segment, index) => {
				const countOnly = query.pushedDown.exact && segment.countAhead(hits) >= rowsWanted;
				return readSegment(query, segment, { countOnly, limit: limits?.[index] });
			}),
		);
		for (const page of pages) {
			examined += page.examined;
			if (page.entries.length === 0) total += query.pushedDown.exact ? page.count : 0;
			for (const entry of page.entries) {
				if (!query.matches(entry)) continue;
				total++;
				if (query.tally) query.tally.add(entry);
				else hits.push(entry);
			}
		}
		open = segments.flatMap((segment, index) => segment.remainder(pages[index] as IndexPage));
		const unread = open.reduce((sum, segment) => sum + segment.expectedEntries, 0);
		if (total <= maxTotal) query.deadline?.check(examined / (examined + unread));
	}
	return { hits, total, examined };
}

/**
 * How many entries each segment may examine in the next wave, if too many hits are expected altogether; undefined if
 * not. Before anything is known, every entry may be a hit.
 */
function planLimits(
	open: Segment[],
	{ total, examined, maxTotal }: { total: number; examined: number; maxTotal: number },
): number[] | undefined {
	if (maxTotal === Number.POSITIVE_INFINITY) return undefined;
	const missing = maxTotal + 1 - total;
	if (examined === 0) return open.map(() => Math.ceil(missing / open.length));
	const rest = open.map(({ expectedEntries }) => expectedEntries);
	const restSum = rest.reduce((sum, entries) => sum + entries, 0);
	const hitRate = total / examined;
	if (restSum * hitRate < missing) return undefined;
	return rest.map((entries) => Math.ceil((missing / hitRate) * (entries / restSum)));
}
