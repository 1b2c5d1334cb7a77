import * as z from "zod";
import { idSchema } from "../../shared/directory/model.ts";
import { now } from "../../shared/platform/clock.ts";
import type { SavedSearchDeps } from "../../shared/saved-search/change-saved-searches.ts";
import { savedSearchSchema } from "../../shared/saved-search/model.ts";
import { presentSavedSearch } from "../../shared/saved-search/present.ts";
import { savedSearchReader } from "../../shared/saved-search/reader.ts";
import { replaceSavedSearch } from "../../shared/saved-search/replace-saved-search.ts";
import { savedSearches } from "../../shared/saved-search/store.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ savedSearchId: idSchema });

export const createHandler = apiHandler(
	{ path, body: savedSearchSchema },
	async (deps: SavedSearchDeps, { caller, path: { savedSearchId }, body: request }) => ({
		body: presentSavedSearch(await replaceSavedSearch(deps, { caller, savedSearchId, request }), deps.now()),
	}),
);

export const handler = apiLambda(createHandler, { now, savedSearchReader, savedSearches });
