import { query } from "../../../functions/api/open-recording.ts";
import { fileLinkSchema } from "../../../shared/recording/answer.ts";
import { fileLinkExample } from "../examples.ts";
import type { Operations } from "../operation.ts";
import { callIdPath } from "./path.ts";

export const recordingOperations = {
	"open-recording": {
		tag: "Recordings",
		summary: "Get the URL of a recording",
		description:
			"Answers with a URL that serves the recording for 15 minutes without a token, to play it (`inline`) or to save " +
			"it under a readable Japanese name (`attachment`). A call may have several recordings (a transfer, a resumed " +
			"call): `recordingId` chooses one; by default the newest is opened. Their file names are numbered in order. " +
			"Each request is recorded as an access, with the recording that was opened.",
		path: callIdPath,
		query,
		answer: { description: "Where the recording is", schema: fileLinkSchema, example: fileLinkExample },
		problems: ["invalid-request", "not-found", "call-history-not-found", "recording-not-found"],
	},
} as const satisfies Operations;
