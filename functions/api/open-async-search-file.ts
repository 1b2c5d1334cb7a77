import * as z from "zod";
import { type OpenFileDeps, openAsyncSearchFile } from "../../shared/async-search/open-async-search-file.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { createExportSignerDeps, exportEnv } from "../../shared/platform/deps.ts";
import { apiHandler } from "../adapters/http.ts";
import { lambda } from "../adapters/lambda.ts";

const path = z.object({ asyncSearchId: idSchema });

export const createHandler = apiHandler({ path }, async (deps: OpenFileDeps, { caller, path: { asyncSearchId } }) => ({
	body: await openAsyncSearchFile(deps, caller, asyncSearchId),
}));

export const handler = lambda(createHandler, exportEnv, createExportSignerDeps);
