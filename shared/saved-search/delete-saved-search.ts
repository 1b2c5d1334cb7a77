import type { Caller } from "../caller/model.ts";
import { changeSavedSearches, notFound, type SavedSearchDeps } from "./change-saved-searches.ts";
import { withoutEntry } from "./model.ts";

/** @throws AppError `not-found`, `forbidden` */
export async function deleteSavedSearch(
	deps: SavedSearchDeps,
	{ caller, savedSearchId: id }: { caller: Caller; savedSearchId: string },
): Promise<void> {
	await changeSavedSearches(deps, { caller, id }, ({ list, content }) => {
		if (!content) throw notFound(id);
		return { list: withoutEntry(list, id), content: undefined };
	});
}
