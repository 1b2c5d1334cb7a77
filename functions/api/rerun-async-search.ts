import * as z from "zod";
import { presentAsyncSearch } from "../../shared/async-search/present.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { type RerunDeps, rerunAsyncSearch } from "../../shared/async-search/rerun-async-search.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { idempotency } from "../../shared/idempotency/entries.ts";
import { now } from "../../shared/platform/clock.ts";
import { workflow } from "../../shared/platform/workflow.ts";
import { rateCounts } from "../../shared/rate/counts.ts";
import { trail } from "../../shared/trail/writer.ts";
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
