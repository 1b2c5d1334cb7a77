import type { Directory } from "../directory/model.ts";
import { fitting, maxPageBytes, weightOf } from "../page/model.ts";
import type { CursorSeal } from "../platform/cursor-seal.ts";
import type { Row, SearchResult } from "./answer.ts";
import { sealCursor } from "./cursor.ts";
import { presentFacets } from "./facets.ts";
import { keepPlaces } from "./kept-place.ts";
import type { SearchRequest } from "./model.ts";
import { createRowPresenter, findEditable } from "./row.ts";
import type { FoundPage, RunningSearch } from "./running-search.ts";
import { Tally } from "./tally.ts";

/** The page as the caller gets it: as many rows as fit into an answer, and a cursor if more follow. */
export async function presentPage(
	cursorSeal: CursorSeal,
	search: RunningSearch,
	found: FoundPage,
): Promise<SearchResult> {
	const { caller, account, directory, request, order, now } = search;
	const editableOf = await findEditable(search.deps.callHistoryReader, caller.tenantId, account, found.entries, now);
	const toRow = createRowPresenter(directory);
	const { total, hitRate, inTable, continuesAfter, facets } = found;
	const all: Row[] = found.entries.map((entry) => toRow(entry, editableOf(entry)));
	const rows = fitting(all, maxPageBytes - (facets ? weightOf(facets) : 0));
	const shown = found.entries.slice(0, rows.length);
	const hasMore = rows.length < all.length || continuesAfter !== undefined;
	// The page's last hit may have changed so that it no longer matches; then it is not shown.
	if (rows.length === all.length && continuesAfter && continuesAfter.callId !== shown.at(-1)?.callId)
		shown.push(continuesAfter);
	const kept = hasMore ? keepPlaces(shown.map(order.placeOf), search.cursor?.kept) : undefined;
	const cursor = kept && { kept, total, hitRate, inTable, issuedAt: now };
	return {
		rows,
		total,
		nextCursor: cursor ? sealCursor(cursorSeal, caller, request, cursor) : null,
		...(facets ? { facets } : {}),
	};
}

/** The result of a search that cannot have hits. */
export function presentNothing({ facets }: SearchRequest, directory: Directory): SearchResult {
	const counts = facets.length > 0 ? { facets: presentFacets(new Tally(facets), directory) } : {};
	return { rows: [], total: 0, nextCursor: null, ...counts };
}
