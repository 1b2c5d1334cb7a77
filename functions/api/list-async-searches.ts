import { type FindAsyncSearchDeps, listAsyncSearches } from "../../shared/async-search/find-async-search.ts";
import { presentAsyncSearch } from "../../shared/async-search/present.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler({}, async (deps: FindAsyncSearchDeps, { caller, language }) => {
	const searches = await listAsyncSearches(deps, { caller });
	return { body: { items: searches.map((search) => presentAsyncSearch(search, language)) } };
});

export const handler = apiLambda(createHandler, { now, directoryReader, asyncSearchReader });
