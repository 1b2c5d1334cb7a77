import { asyncSearchesSchema, asyncSearchSchema } from "../../../shared/async-search/answer.ts";
import { createAsyncSearchSchema } from "../../../shared/async-search/model.ts";
import { fileLinkSchema } from "../../../shared/recording/answer.ts";
import { asyncSearchExample, csvLinkExample } from "../examples.ts";
import type { Operations } from "../operation.ts";
import { withBody } from "../problems.ts";
import { asyncSearchIdPath } from "./path.ts";

const tag = "Asynchronous searches";
const path = asyncSearchIdPath;
const problems = ["not-found", "async-search-not-found"] as const;
const waiting = {
	...asyncSearchExample,
	...({ state: "unprocessed", startedAt: null, finishedAt: null } as const),
	...{ progress: { rowsDone: 0, rowsEstimated: null, percent: 0 } },
	...{ rowCount: null, byteCount: null, sha256: null, replacedCount: null },
};

export const asyncSearchOperations = {
	"create-async-search": {
		tag,
		summary: "Search in the background",
		description:
			"Takes a search on, to be made into a CSV: see *Asynchronous search*. The body is that of `asyncSearch` in the answer " +
			"to a search with too many hits, or any like it.",
		body: {
			schema: createAsyncSearchSchema,
			examples: {
				overLimit: {
					summary: "As a search with too many hits suggests",
					value: {
						conditions: { period: { from: "2026-11-01T00:00:00+09:00", to: "2026-12-01T00:00:00+09:00" } },
						sort: { column: "calledAt", direction: "desc" },
					},
				},
				columns: {
					summary: "Some columns, for a program that reads Shift_JIS",
					value: {
						conditions: { period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" }, campaignIds: ["c01"] },
						note: "11月分 架電リスト",
						encoding: "shift_jis",
						columns: ["calledAt", "name", "phone", "resultLabel", "memo"],
					},
				},
			},
		},
		answer: {
			description: "The search, not begun yet",
			status: 202,
			location: true,
			schema: asyncSearchSchema,
			example: waiting,
		},
		problems: [...withBody, "async-search-limit"],
	},
	"list-async-searches": {
		tag,
		summary: "My asynchronous searches",
		description: "All that the caller keeps, ten at the most, the latest first.",
		answer: { description: "The searches", schema: asyncSearchesSchema, example: { items: [asyncSearchExample] } },
		problems: [],
	},
	"get-async-search": {
		tag,
		summary: "How far is it?",
		description: "An asynchronous search with its state and progress.",
		path,
		answer: { description: "The search", schema: asyncSearchSchema, example: asyncSearchExample },
		problems,
	},
	"delete-async-search": {
		tag,
		summary: "Delete an asynchronous search",
		description: "Stops it where it runs, removes its file, and makes room for another one.",
		path,
		answer: { description: "It is gone", status: 204 },
		problems,
	},
	"rerun-async-search": {
		tag,
		summary: "Run an asynchronous search again",
		description:
			"The same conditions, as of now, under the same id. The former file goes. Only what has ended can run again.",
		path,
		answer: { description: "The search, not begun yet", status: 202, schema: asyncSearchSchema, example: waiting },
		problems: [...problems, "async-search-running"],
	},
	"open-async-search-file": {
		tag,
		summary: "Download the file",
		description:
			"Answers with a URL that serves the CSV for 15 minutes without a token. The caller's grants are checked again: who has " +
			"lost a campaign that may be in the file has to run the search again.",
		path,
		answer: { description: "Where the file is", schema: fileLinkSchema, example: csvLinkExample },
		problems: [...problems, "async-search-not-completed", "file-not-granted"],
	},
} as const satisfies Operations;
