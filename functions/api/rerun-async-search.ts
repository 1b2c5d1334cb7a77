import * as z from "zod";
import { presentAsyncSearch } from "../../shared/async-search/present.ts";
import { type RerunDeps, rerunAsyncSearch } from "../../shared/async-search/rerun-async-search.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { asyncSearchEnv, createAsyncSearchDeps } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

const path = z.object({ asyncSearchId: idSchema });

export const createHandler = apiHandler(
	{ path },
	once("recognised", async (deps: RerunDeps, { caller, path: { asyncSearchId }, requestId, language }) => {
		const search = await rerunAsyncSearch(deps, { caller, asyncSearchId, requestId });
		return { status: 202, body: presentAsyncSearch(search, language) };
	}),
);

export const handler = apiLambda(createHandler, asyncSearchEnv, createAsyncSearchDeps);
