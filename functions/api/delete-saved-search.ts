import * as z from "zod";
import { idSchema } from "../../shared/directory/model.ts";
import { now } from "../../shared/platform/clock.ts";
import type { SavedSearchDeps } from "../../shared/saved-search/change-saved-searches.ts";
import { deleteSavedSearch } from "../../shared/saved-search/delete-saved-search.ts";
import { savedSearchReader } from "../../shared/saved-search/reader.ts";
import { savedSearches } from "../../shared/saved-search/store.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ savedSearchId: idSchema });

export const createHandler = apiHandler(
	{ path },
	async (deps: SavedSearchDeps, { caller, path: { savedSearchId } }) => {
		await deleteSavedSearch(deps, { caller, savedSearchId });
		return { status: 204 };
	},
);

export const handler = apiLambda(createHandler, { now, savedSearchReader, savedSearches });
