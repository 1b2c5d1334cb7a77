import * as z from "zod";
import { idSchema } from "../../shared/directory/model.ts";
import { createRecordTrailDeps, type Deps, readerEnv } from "../../shared/platform/deps.ts";
import { listRecordAccesses } from "../../shared/trail/list-record-accesses.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

type Needs = Pick<Deps, "now" | "callHistoryReader" | "directoryReader" | "trailReader">;

export const createHandler = apiHandler(
	{ path: z.object({ callId: idSchema }) },
	async (deps: Needs, { caller, path: { callId } }) => ({ body: await listRecordAccesses(deps, { caller, callId }) }),
);

export const handler = apiLambda(createHandler, readerEnv, createRecordTrailDeps);
