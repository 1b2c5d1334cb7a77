import { type CreateDeps, createAsyncSearch } from "../../shared/async-search/create-async-search.ts";
import { createAsyncSearchSchema } from "../../shared/async-search/model.ts";
import { presentAsyncSearch } from "../../shared/async-search/present.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { idempotency } from "../../shared/idempotency/entries.ts";
import { now } from "../../shared/platform/clock.ts";
import { workflow } from "../../shared/platform/workflow.ts";
import { rateCounts } from "../../shared/rate/counts.ts";
import { trail } from "../../shared/trail/writer.ts";
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

export const handler = apiLambda(createHandler, {
	now,
	directoryReader,
	asyncSearchReader,
	asyncSearches,
	trail,
	workflow,
	rateCounts,
	idempotency,
});
