import * as z from "zod";
import { type DeleteDeps, deleteAsyncSearch } from "../../shared/async-search/delete-async-search.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { asyncSearchFilesEnv, createAsyncSearchFilesDeps } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ asyncSearchId: idSchema });

export const createHandler = apiHandler({ path }, async (deps: DeleteDeps, { caller, path: { asyncSearchId } }) => {
	await deleteAsyncSearch(deps, caller, asyncSearchId);
	return { status: 204 };
});

export const handler = apiLambda(createHandler, asyncSearchFilesEnv, createAsyncSearchFilesDeps);
