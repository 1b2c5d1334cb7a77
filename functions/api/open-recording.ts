import * as z from "zod";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { now } from "../../shared/platform/clock.ts";
import { dispositions, type OpenDeps, openRecording } from "../../shared/recording/open-recording.ts";
import { recordingSigner } from "../../shared/recording/signer.ts";
import { trail } from "../../shared/trail/writer.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

const path = z.object({ callId: idSchema });
export const query = z.strictObject({
	disposition: z.enum(dispositions).default("inline").meta({ description: "To be played, or to be saved as a file." }),
	recordingId: idSchema.optional().meta({ description: "One of the record's `recordings`; the newest by default." }),
});

export const createHandler = apiHandler(
	{ path, query },
	async (deps: OpenDeps, { caller, path: { callId }, query: { disposition, recordingId } }) => ({
		body: await openRecording(deps, { caller, callId, disposition, chosenId: recordingId }),
	}),
);

export const handler = apiLambda(createHandler, { now, callHistoryReader, trail, recordingSigner });
