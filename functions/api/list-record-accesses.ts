import * as z from "zod";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { cursorSchema } from "../../shared/page/list-cursor.ts";
import { now } from "../../shared/platform/clock.ts";
import { cursorSeal } from "../../shared/platform/cursor-seal.ts";
import { type AccessesDeps, listRecordAccesses } from "../../shared/trail/list-record-accesses.ts";
import { trailReader } from "../../shared/trail/reader.ts";
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

export const handler = apiLambda(createHandler, { now, callHistoryReader, directoryReader, trailReader, cursorSeal });
