import * as z from "zod";
import { type DeleteDeps, deleteAsyncSearch } from "../../shared/async-search/delete-async-search.ts";
import { exportFiles } from "../../shared/async-search/files.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { workflow } from "../../shared/platform/workflow.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ asyncSearchId: idSchema });

export const createHandler = apiHandler({ path }, async (deps: DeleteDeps, { caller, path: { asyncSearchId } }) => {
	await deleteAsyncSearch(deps, { caller, asyncSearchId });
	return { status: 204 };
});

export const handler = apiLambda(createHandler, {
	now,
	directoryReader,
	asyncSearchReader,
	asyncSearches,
	workflow,
	exportFiles,
});
