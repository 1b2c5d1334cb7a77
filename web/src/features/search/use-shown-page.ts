import { useEffect } from "react";
import type { Search } from "./criteria.ts";
import { keepShownPage, type ShownPage } from "./last-search.ts";
import type { Hits } from "./use-search.ts";

/**
 * The page of the list that is on the screen, kept for the records that are opened from it; undefined while another is
 * loading.
 */
export function useShownPage(
	list: string,
	search: Search | undefined,
	hits: Hits | undefined,
	size: number,
): ShownPage | undefined {
	const shown =
		search && hits && !hits.pending
			? { page: search.page, size, total: hits.total, callIds: hits.rows.map(({ callId }) => callId) }
			: undefined;
	useEffect(() => {
		if (shown) keepShownPage(list, shown);
	});
	return shown;
}
