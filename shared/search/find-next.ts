import type { Criteria } from "./criteria.ts";
import type { Cursor } from "./cursor.ts";
import { queryOf } from "./find-in-table.ts";
import { firstInOrder } from "./hits.ts";
import { readsNewestFirst } from "./order.ts";
import { choosePath, monthPath, type Path } from "./path.ts";
import type { FoundPage, RunningSearch } from "./running-search.ts";
import { scanFirst } from "./scan-first.ts";

/** Below this share of the records, separate queries cost less than one that skips the others. */
const smallShare = 0.1;

/** Continues from a cursor in time order, in the table, and reads no further than the page. */
export async function findNext(search: RunningSearch, cursor: Cursor): Promise<FoundPage> {
	const { request, order, caller, criteria, directory } = search;
	const { size } = request.page;
	const rest = behind(search, cursor);
	const chosen = choosePath(caller.tenantId, criteria, directory);
	const inItsPath = staysInPath(chosen);
	const hitRate = Math.min(1, inItsPath ? cursor.hitRate / chosen.share : cursor.hitRate);
	const path = inItsPath ? choosePath(caller.tenantId, rest, directory) : monthPath(caller.tenantId, rest);
	const found = await scanFirst(queryOf(search, path, rest, cursor), size + 1, hitRate);
	const first = await firstInOrder(
		found.map((entry) => ({ entry })),
		order,
		cursor,
		size + 1,
	);
	const entries = first.slice(0, size).map(({ entry }) => entry);
	return {
		entries,
		total: cursor.total,
		hitRate: cursor.hitRate,
		inTable: true,
		continuesAfter: first.length > size ? entries.at(-1) : undefined,
	};
}

/**
 * Whether a page is read from the search's own path: a query for each of its ranges, instead of one for the whole
 * month.
 */
export function staysInPath({ share, bands }: Path): boolean {
	return share < 1 && (bands[0]?.length === 1 || share < smallShare);
}

/** The criteria restricted to what follows a cursor in time order, its own moment included. */
export function behind(search: RunningSearch, { after: { calledAt } }: Cursor): Criteria {
	const { from, to } = search.criteria.period;
	const period = readsNewestFirst(search.request.sort)
		? { from, to: Math.min(to, calledAt + 1) }
		: { from: calledAt, to };
	return { ...search.criteria, period };
}
