import * as z from "zod";
import { idSchema } from "../../shared/directory/model.ts";
import { cursorSchema } from "../../shared/page/list-cursor.ts";
import { createTrailDeps, pagedReaderEnv } from "../../shared/platform/deps.ts";
import { type AccessesDeps, listRecordAccesses } from "../../shared/trail/list-record-accesses.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ callId: idSchema });
export const query = z.strictObject({ cursor: cursorSchema });

export const createHandler = apiHandler(
	{ path, query },
	async (deps: AccessesDeps, { caller, path: { callId }, query: { cursor } }) => ({
		body: await listRecordAccesses(deps, { caller, callId, cursor }),
	}),
);

export const handler = apiLambda(createHandler, pagedReaderEnv, createTrailDeps);
