import { directoryReader } from "../../shared/directory/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { type ListSavedDeps, listSavedSearches } from "../../shared/saved-search/list-saved-searches.ts";
import { presentSavedSearch } from "../../shared/saved-search/present.ts";
import { savedSearchReader } from "../../shared/saved-search/reader.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler({}, async (deps: ListSavedDeps, { caller }) => {
	const saved = await listSavedSearches(deps, { caller });
	return { body: { items: saved.map((one) => presentSavedSearch(one, deps.now())) } };
});

export const handler = apiLambda(createHandler, { now, directoryReader, savedSearchReader });
