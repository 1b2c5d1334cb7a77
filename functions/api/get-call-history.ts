import * as z from "zod";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { getCallHistory, type OpenDetailDeps } from "../../shared/detail/get-call-history.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { now } from "../../shared/platform/clock.ts";
import { trail } from "../../shared/trail/writer.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { etagOf } from "../adapters/etag.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ callId: idSchema });

export const createHandler = apiHandler({ path }, async (deps: OpenDetailDeps, { caller, path: { callId } }) => {
	const body = await getCallHistory(deps, { caller, callId });
	return { body, headers: etagOf(body.version) };
});

export const handler = apiLambda(createHandler, { now, callHistoryReader, trail });
