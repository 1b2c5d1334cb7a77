import { type CreateDeps, createAsyncSearch } from "../../shared/async-search/create-async-search.ts";
import { createAsyncSearchSchema } from "../../shared/async-search/model.ts";
import { presentAsyncSearch } from "../../shared/async-search/present.ts";
import { asyncSearchEnv, createAsyncSearchDeps } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

export const createHandler = apiHandler(
	{ body: createAsyncSearchSchema },
	once("claimed", async (deps: CreateDeps, { caller, body: request, requestId, language }) => {
		const search = await createAsyncSearch(deps, { caller, request, requestId });
		const headers = { location: `/v1/async-searches/${search.asyncSearchId}` };
		return { status: 202, body: presentAsyncSearch(search, language), headers };
	}),
);

export const handler = apiLambda(createHandler, asyncSearchEnv, createAsyncSearchDeps);
