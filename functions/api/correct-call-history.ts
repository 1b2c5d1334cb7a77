import * as z from "zod";
import { type CorrectDeps, correctCallHistory } from "../../shared/correction/correct-call-history.ts";
import { correctionSchema } from "../../shared/correction/model.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { createCorrectionDeps, readerEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { etagOf, versionsOf } from "../adapters/etag.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

const path = z.object({ callId: idSchema });

export const createHandler = apiHandler(
	{ path, body: correctionSchema },
	once(
		"recognised",
		async (deps: CorrectDeps, { caller, path: { callId }, body: request, headers, requestId, repeatable }) => {
			const command = { caller, callId, versions: versionsOf(headers), request, requestId, repeatable };
			const body = await correctCallHistory(deps, command);
			return { body, headers: etagOf(body.version) };
		},
	),
);

export const handler = apiLambda(createHandler, readerEnv, createCorrectionDeps);
