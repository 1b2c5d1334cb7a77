import { useEffect } from "react";
import type { SavedSearchAnswer } from "../../../../shared/saved-search/answer.ts";
import { useSavedSearches } from "../../api/saved-searches.ts";

/**
 * Opens the search that its owner has chosen for the start, where a page is opened without any.
 * @returns whether it is not known yet if there is one
 */
export function useStartSearch(isWanted: boolean, open: (saved: SavedSearchAnswer) => void): boolean {
	const { data, isLoading } = useSavedSearches(isWanted);
	const start = isWanted ? data?.find(({ isStart }) => isStart) : undefined;
	useEffect(() => {
		if (start) open(start);
	});
	return isWanted && (isLoading || start !== undefined);
}
