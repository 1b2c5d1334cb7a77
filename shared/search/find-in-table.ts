import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Criteria } from "./criteria.ts";
import type { Cursor } from "./cursor.ts";
import type { Stretch } from "./divide.ts";
import { pushDown } from "./filter.ts";
import { createMatcher } from "./matcher.ts";
import { readsNewestFirst } from "./order.ts";
import { choosePath, type Path } from "./path.ts";
import type { Query } from "./query.ts";
import type { RunningSearch } from "./running-search.ts";
import { type ScanResult, scanAll } from "./scan.ts";
import type { Tally } from "./tally.ts";

/**
 * All hits of some stretches of time, on the cheapest path through the table for each.
 * @param tally as in {@link Query}
 */
export async function findInTable(
	search: RunningSearch,
	criteria: Criteria,
	stretches: readonly Stretch[],
	rowsWanted: number,
	maxTotal: number,
	tally?: Tally,
): Promise<ScanResult> {
	const scans = await Promise.all(
		stretches.map(async (period) => {
			const part = { ...criteria, period };
			const path = choosePath(search.caller.tenantId, part, search.directory);
			const scan = await scanAll(
				{ ...queryOf(search, path, part), tally },
				path.byTime ? rowsWanted : Number.POSITIVE_INFINITY,
				maxTotal,
			);
			return { ...scan, examined: scan.examined / path.share };
		}),
	);
	return {
		hits: scans.flatMap(({ hits }) => hits),
		total: scans.reduce((sum, { total }) => sum + total, 0),
		examined: scans.reduce((sum, { examined }) => sum + examined, 0),
	};
}

/** A search as a query of one path, after the cursor if there is one. */
export function queryOf(search: RunningSearch, path: Path, criteria: Criteria, cursor?: Cursor): Query {
	const { deps, caller, directory, order, deadline } = search;
	const matches = createMatcher(criteria, directory);
	const isBehind = (entry: CallHistoryEntry) => !cursor || order.compare(order.placeOf(entry), cursor.after) > 0;
	return {
		tenantId: caller.tenantId,
		path,
		pushedDown: pushDown(criteria, path.index),
		matches: (entry) => matches(entry) && isBehind(entry),
		newestFirst: readsNewestFirst(search.request.sort),
		readPage: deps.callHistoryReader.readPage,
		deadline,
	};
}
