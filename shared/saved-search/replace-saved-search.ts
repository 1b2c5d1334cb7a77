import type { Caller } from "../caller/model.ts";
import { toRequestBody } from "../search/conditions-model.ts";
import { changeSavedSearches, entered, notFound, type SavedSearchDeps, savedOf } from "./change-saved-searches.ts";
import type { SavedSearch, SavedSearchRequest } from "./model.ts";

export interface ReplaceSavedCommand {
	caller: Caller;
	savedSearchId: string;
	request: SavedSearchRequest;
}

/**
 * Replaces a saved search and its name; the last replacement wins.
 * @throws AppError `not-found`, `conflict`, `forbidden`
 */
export async function replaceSavedSearch(
	deps: SavedSearchDeps,
	{ caller, savedSearchId: id, request }: ReplaceSavedCommand,
): Promise<SavedSearch> {
	const { name, isStart, conditions, sort, columns } = request;
	const now = deps.now();
	const replaced = await changeSavedSearches(deps, { caller, id }, ({ list, content }) => {
		if (!content) throw notFound(id);
		const { createdAt } = content;
		return {
			list: entered(list, { id, name, isStart }),
			content: { conditions: toRequestBody(conditions), sort, columns, createdAt, updatedAt: now },
		};
	});
	const saved = savedOf(replaced, id);
	if (!saved) throw notFound(id);
	return saved;
}
