import { createSearchDeps, searchEnv } from "../../shared/platform/deps.ts";
import { searchSchema } from "../../shared/search/model.ts";
import { type SearchDeps, searchCallHistories } from "../../shared/search/search-call-histories.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler(
	{ body: searchSchema },
	async (deps: SearchDeps, { caller, body }) => ({ body: await searchCallHistories(deps, caller, body) }),
	// It has a time of its own (shared/search/deadline.ts), for as long as the services answer.
	{ answerMs: 22_000, callMs: 7000 },
);

export const handler = apiLambda(createHandler, searchEnv, createSearchDeps);
