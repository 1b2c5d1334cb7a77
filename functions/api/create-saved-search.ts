import { directoryReader } from "../../shared/directory/reader.ts";
import { idempotency } from "../../shared/idempotency/entries.ts";
import { now } from "../../shared/platform/clock.ts";
import type { SavedSearchDeps } from "../../shared/saved-search/change-saved-searches.ts";
import { createSavedSearch } from "../../shared/saved-search/create-saved-search.ts";
import { savedSearchSchema } from "../../shared/saved-search/model.ts";
import { presentSavedSearch } from "../../shared/saved-search/present.ts";
import { savedSearchReader } from "../../shared/saved-search/reader.ts";
import { savedSearches } from "../../shared/saved-search/store.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

export const createHandler = apiHandler(
	{ body: savedSearchSchema },
	once("recognised", async (deps: SavedSearchDeps, { caller, body: request, requestId }) => {
		const saved = await createSavedSearch(deps, { caller, request, requestId });
		return { status: 201, body: presentSavedSearch(saved, deps.now()) };
	}),
);

export const handler = apiLambda(createHandler, {
	now,
	savedSearchReader,
	savedSearches,
	directoryReader,
	idempotency,
});
