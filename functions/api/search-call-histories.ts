import { createSearchDeps, searchEnv } from "../../shared/platform/deps.ts";
import { searchSchema } from "../../shared/search/model.ts";
import { type SearchDeps, searchCallHistories } from "../../shared/search/search-call-histories.ts";
import { apiHandler } from "../adapters/http.ts";
import { lambda } from "../adapters/lambda.ts";

export const createHandler = apiHandler({ body: searchSchema }, async (deps: SearchDeps, { caller, body }) => ({
	body: await searchCallHistories(deps, caller, body),
}));

export const handler = lambda(createHandler, searchEnv, createSearchDeps);
