import * as z from "zod";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { callHistories } from "../../shared/call-history/store.ts";
import { correctCallHistory } from "../../shared/correction/correct-call-history.ts";
import type { CorrectDeps } from "../../shared/correction/correct-record.ts";
import { correctionSchema } from "../../shared/correction/model.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { idempotency } from "../../shared/idempotency/entries.ts";
import { packNotes } from "../../shared/pack/notes.ts";
import { now } from "../../shared/platform/clock.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { etagOf, versionsOf } from "../adapters/etag.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

const path = z.object({ callId: idSchema });

export const createHandler = apiHandler(
	{ path, body: correctionSchema },
	once("recognised", async (deps: CorrectDeps, { caller, path: { callId }, body, headers, requestId, repeatable }) => {
		const { reason, ...request } = body;
		const command = { caller, callId, versions: versionsOf(headers), request, reason, requestId, repeatable };
		const corrected = await correctCallHistory(deps, command);
		return { body: corrected, headers: etagOf(corrected.version) };
	}),
);

export const handler = apiLambda(createHandler, {
	now,
	callHistoryReader,
	callHistories,
	packNotes,
	directoryReader,
	idempotency,
});
