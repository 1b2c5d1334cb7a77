import * as z from "zod";
import { listCorrections } from "../../shared/correction/list-corrections.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { createReaderDeps, type Deps, readerEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

type Needs = Pick<Deps, "now" | "callHistoryReader" | "directoryReader">;

export const createHandler = apiHandler(
	{ path: z.object({ callId: idSchema }) },
	async (deps: Needs, { caller, path: { callId } }) => ({ body: await listCorrections(deps, { caller, callId }) }),
);

export const handler = apiLambda(createHandler, readerEnv, createReaderDeps);
