import { useEffect } from "react";
import type { SavedSearchAnswer } from "../../../../shared/saved-search/answer.ts";
import { useSavedSearches } from "../../api/saved-searches.ts";

/**
 * Opens the search that the user has chosen for the start page, if the page is opened without one.
 * @returns whether the page has to wait for it
 */
export function useStartSearch(isWanted: boolean, open: (saved: SavedSearchAnswer) => void): boolean {
	const { data, isLoading } = useSavedSearches(isWanted);
	const start = isWanted ? data?.find(({ isStart }) => isStart) : undefined;
	useEffect(() => {
		if (start) open(start);
	});
	return isWanted && (isLoading || start !== undefined);
}
