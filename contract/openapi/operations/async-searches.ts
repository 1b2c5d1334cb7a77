import { asyncSearchesSchema, asyncSearchSchema } from "../../../shared/async-search/answer.ts";
import { changeAsyncSearchSchema, createAsyncSearchSchema } from "../../../shared/async-search/model.ts";
import { fileLinkSchema } from "../../../shared/recording/answer.ts";
import { asyncSearchExamples as examples, exportLinkExample } from "../async-search-examples.ts";
import type { Operations } from "../operation.ts";
import { withBody } from "../problems.ts";
import { asyncSearchIdPath as path } from "./path.ts";

const tag = "Asynchronous searches";
const notFound = ["not-found", "async-search-not-found"] as const;

export const asyncSearchOperations = {
	"create-async-search": {
		tag,
		summary: "Create an asynchronous search",
		description:
			"Searches in the background, without a limit to the hits, and makes a CSV of them: see *Asynchronous search*. What " +
			"a search with too many hits names in `asyncSearch.body` can be posted as it is. An account keeps ten; all ten are " +
			"kept until they are deleted or 90 days old, whatever their state.",
		once: true,
		body: { schema: createAsyncSearchSchema, examples: examples.requests },
		answer: {
			description: "The search is accepted",
			status: 202,
			location: true,
			schema: asyncSearchSchema,
			example: examples.unprocessed,
		},
		problems: [...withBody, "async-search-limit", "too-many-requests"],
	},
	"list-async-searches": {
		tag,
		summary: "List my asynchronous searches",
		description: "All searches that the caller keeps, the latest first. Nobody sees those of another account.",
		answer: {
			description: "The searches",
			schema: asyncSearchesSchema,
			example: { items: [examples.processing, examples.completed, examples.failed] },
		},
		problems: [],
	},
	"get-async-search": {
		tag,
		summary: "Get an asynchronous search",
		description: "Its state and progress; at its end, what became of it.",
		path,
		answer: { description: "The search", schema: asyncSearchSchema, example: examples.completed },
		problems: notFound,
	},
	"change-async-search": {
		tag,
		summary: "Change how an asynchronous search is repeated",
		description:
			"Begins, changes, pauses or ends its repetition. Members left out stay as they are. A run in progress goes on.",
		path,
		once: true,
		body: { schema: changeAsyncSearchSchema, examples: examples.changes },
		answer: { description: "The search", schema: asyncSearchSchema, example: examples.repeating },
		problems: [...notFound, ...withBody],
	},
	"delete-async-search": {
		tag,
		summary: "Delete an asynchronous search",
		description:
			"Stops it if it runs, removes its file and frees its place. URLs of the file that were given out before lead to " +
			"nothing from then on.",
		path,
		answer: { description: "It is gone", status: 204 },
		problems: notFound,
	},
	"rerun-async-search": {
		tag,
		summary: "Run an asynchronous search again",
		description:
			"The same conditions, columns, encoding and format under the same ID, as of now; its former file goes when there is another. For " +
			"searches that have ended, well or not.",
		path,
		once: true,
		answer: {
			description: "The new run is accepted",
			status: 202,
			schema: asyncSearchSchema,
			example: examples.unprocessed,
		},
		problems: [...notFound, "async-search-running", "too-many-requests"],
	},
	"open-async-search-file": {
		tag,
		summary: "Get the URL of the CSV",
		description:
			"Answers with a URL that serves the CSV for 15 minutes without a token. The caller's grants are checked again: a " +
			"file that may hold records of a campaign that was granted once, and is no more, is refused. While a search is run " +
			"again, and where that failed, it is the file before.",
		path,
		answer: { description: "Where the CSV is", schema: fileLinkSchema, example: exportLinkExample },
		problems: [...notFound, "async-search-not-completed", "file-outdated", "file-not-granted"],
	},
} as const satisfies Operations;
