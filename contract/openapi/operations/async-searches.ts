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
			"Searches in the background, without a limit on the hits, and writes them to a CSV: see *Asynchronous search*. " +
			"The `asyncSearch.body` of a search with too many hits can be posted unchanged. An account keeps up to ten " +
			"searches, each until it is deleted or 90 days old, whatever its state.",
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
		description: "All searches that the caller keeps, latest first. Nobody sees those of another account.",
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
		description: "Its state and progress and, once it has ended, its outcome.",
		path,
		answer: { description: "The search", schema: asyncSearchSchema, example: examples.completed },
		problems: notFound,
	},
	"change-async-search": {
		tag,
		summary: "Change how an asynchronous search is repeated",
		description:
			"Starts, changes, pauses or ends its repetition. Members left out stay as they are. A run in progress continues.",
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
			"Stops it if it is running, removes its file and frees its place. URLs of the file that were issued before " +
			"stop working.",
		path,
		answer: { description: "It is deleted", status: 204 },
		problems: notFound,
	},
	"rerun-async-search": {
		tag,
		summary: "Run an asynchronous search again",
		description:
			"Repeats it with the same conditions, columns, encoding and format under the same ID, as of now. The former " +
			"file is removed once there is a new one. Only for searches that have ended, completed or failed.",
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
			"Answers with a URL that serves the CSV for 15 minutes without a token. The caller's grants are checked again: " +
			"a file that may hold records of a campaign no longer granted is refused. During a rerun, and after a failed " +
			"one, the URL is that of the former file.",
		path,
		answer: { description: "Where the CSV is", schema: fileLinkSchema, example: exportLinkExample },
		problems: [...notFound, "async-search-not-completed", "file-outdated", "file-not-granted"],
	},
} as const satisfies Operations;
