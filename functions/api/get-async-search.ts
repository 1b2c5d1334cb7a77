import * as z from "zod";
import { type FindAsyncSearchDeps, findAsyncSearch } from "../../shared/async-search/find-async-search.ts";
import { presentAsyncSearch } from "../../shared/async-search/present.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ asyncSearchId: idSchema });

export const createHandler = apiHandler(
	{ path },
	async (deps: FindAsyncSearchDeps, { caller, path: { asyncSearchId }, language }) => {
		const { search } = await findAsyncSearch(deps, { caller, asyncSearchId });
		return { body: presentAsyncSearch(search, language) };
	},
);

export const handler = apiLambda(createHandler, { now, directoryReader, asyncSearchReader });
