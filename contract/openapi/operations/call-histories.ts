import { detailSchema } from "../../../shared/detail/answer.ts";
import { searchResultSchema } from "../../../shared/search/answer.ts";
import { searchSchema } from "../../../shared/search/model.ts";
import { callHistoryExample, searchExamples, searchResultExample } from "../examples.ts";
import type { Operations } from "../operation.ts";
import { withBody } from "../problems.ts";
import { callIdPath } from "./path.ts";

export const callHistoryOperations = {
	"search-call-histories": {
		tag: "Call histories",
		summary: "Search call histories",
		description:
			"Finds the records that meet all conditions; several values of one condition are alternatives. Ids that do not " +
			"exist, or that this caller may not see, find nothing. With more than 10,000 hits, or if the search would take " +
			"longer than 20 seconds, the answer is 422, and its `asyncSearch` is the request that runs the same search in " +
			"the background.",
		body: { schema: searchSchema, examples: searchExamples },
		answer: { description: "A page of rows", schema: searchResultSchema, example: searchResultExample },
		problems: [...withBody, "cursor-invalid", "cursor-expired", "search-limit-exceeded", "search-too-large"],
	},
	"get-call-history": {
		tag: "Call histories",
		summary: "Get a call history",
		description: "Everything on the detail screen, with an `ETag` for a correction.",
		path: callIdPath,
		answer: { description: "The record", schema: detailSchema, example: callHistoryExample, etag: true },
		problems: ["not-found", "call-history-not-found"],
	},
} as const satisfies Operations;
