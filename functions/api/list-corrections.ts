import * as z from "zod";
import { type CorrectionsDeps, listCorrections } from "../../shared/correction/list-corrections.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { cursorSchema } from "../../shared/page/list-cursor.ts";
import { createPagedReaderDeps, pagedReaderEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ callId: idSchema });
export const query = z.strictObject({ cursor: cursorSchema });

export const createHandler = apiHandler(
	{ path, query },
	async (deps: CorrectionsDeps, { caller, path: { callId }, query: { cursor } }) => ({
		body: await listCorrections(deps, { caller, callId, cursor }),
	}),
);

export const handler = apiLambda(createHandler, pagedReaderEnv, createPagedReaderDeps);
