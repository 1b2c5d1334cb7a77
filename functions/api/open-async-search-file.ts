import * as z from "zod";
import { type OpenFileDeps, openAsyncSearchFile } from "../../shared/async-search/open-async-search-file.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { exportSigner } from "../../shared/async-search/signer.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { trail } from "../../shared/trail/writer.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ asyncSearchId: idSchema });

export const createHandler = apiHandler({ path }, async (deps: OpenFileDeps, { caller, path: { asyncSearchId } }) => ({
	body: await openAsyncSearchFile(deps, { caller, asyncSearchId }),
}));

export const handler = apiLambda(createHandler, { now, directoryReader, asyncSearchReader, trail, exportSigner });
