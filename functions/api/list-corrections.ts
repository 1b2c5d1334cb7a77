import * as z from "zod";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { type CorrectionsDeps, listCorrections } from "../../shared/correction/list-corrections.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { cursorSchema } from "../../shared/page/list-cursor.ts";
import { now } from "../../shared/platform/clock.ts";
import { cursorSeal } from "../../shared/platform/cursor-seal.ts";
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

export const handler = apiLambda(createHandler, { now, callHistoryReader, directoryReader, cursorSeal });
