import type { IndexPage } from "../call-history/index-reader.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Query, readSegment } from "./query.ts";
import { segmentsByBand } from "./segment.ts";

/**
 * Reads hits in time order until `wanted` of them are certain to be the first ones.
 * @param hitRate hits per entry, as known from earlier pages; decides how many entries a page examines
 */
export async function scanFirst(query: Query, wanted: number, hitRate: number): Promise<CallHistoryEntry[]> {
	const hits: CallHistoryEntry[] = [];
	for (const band of segmentsByBand(query.path, query.newestFirst)) {
		let open = band;
		while (open.length > 0) {
			const limit = entriesFor(wanted - Math.min(wanted - 1, hits.length), hitRate);
			const pages = await Promise.all(open.map((segment) => readSegment(query, segment, { limit })));
			for (const page of pages) for (const entry of page.entries) if (query.matches(entry)) hits.push(entry);
			const ends = pages.flatMap((page) => page.next?.calledAt ?? []);
			const settled = hits.filter((hit) =>
				ends.every((end) => (query.newestFirst ? hit.calledAt > end : hit.calledAt < end)),
			);
			if (settled.length >= wanted) return settled;
			open = open.flatMap((segment, index) => segment.remainder(pages[index] as IndexPage));
		}
	}
	return hits;
}

/**
 * How many entries almost certainly contain this many hits: three standard deviations above the mean, and some more for
 * records of the same moment as the last wanted hit.
 */
function entriesFor(wanted: number, hitRate: number): number {
	return Math.ceil((wanted + 3 * Math.sqrt(wanted * (1 - hitRate)) + 8) / hitRate);
}
