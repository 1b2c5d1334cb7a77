import * as z from "zod";
import { type OpenFileDeps, openAsyncSearchFile } from "../../shared/async-search/open-async-search-file.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { createExportSignerDeps, exportEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ asyncSearchId: idSchema });

export const createHandler = apiHandler({ path }, async (deps: OpenFileDeps, { caller, path: { asyncSearchId } }) => ({
	body: await openAsyncSearchFile(deps, caller, asyncSearchId),
}));

export const handler = apiLambda(createHandler, exportEnv, createExportSignerDeps);
