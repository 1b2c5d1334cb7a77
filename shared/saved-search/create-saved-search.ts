import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import { toRequestBody } from "../search/conditions-model.ts";
import { changeSavedSearches, entered, type SavedSearchDeps, savedOf } from "./change-saved-searches.ts";
import type { SavedSearch, SavedSearchRequest } from "./model.ts";

export interface CreateSavedCommand {
	caller: Caller;
	request: SavedSearchRequest;
	/** Becomes the search's id: a second request with the same id is answered with the first one's search. */
	requestId: string;
}

/**
 * Saves a search under a name.
 * @throws AppError `conflict` (saved-search-limit, saved-search-name-taken), `forbidden`
 */
export async function createSavedSearch(
	deps: SavedSearchDeps,
	{ caller, request, requestId }: CreateSavedCommand,
): Promise<SavedSearch> {
	const id = requestId.replaceAll("-", "");
	const { name, isStart, conditions, sort, columns } = request;
	const now = deps.now();
	const made = await changeSavedSearches(deps, { caller, id }, ({ list, content }) => {
		if (content) return undefined;
		return {
			list: entered(list, { id, name, isStart }),
			content: { conditions: toRequestBody(conditions), sort, columns, createdAt: now, updatedAt: now },
		};
	});
	const saved = savedOf(made, id);
	if (!saved) throw new AppError("contended", "the saved search does not exist");
	return saved;
}
