import { columns } from "../../../shared/column/model.ts";
import { savedSearchAnswerSchema, savedSearchesSchema } from "../../../shared/saved-search/answer.ts";
import { maxSaved, savedSearchSchema } from "../../../shared/saved-search/model.ts";
import type { Operations } from "../operation.ts";
import { withBody } from "../problems.ts";
import { savedSearchIdPath as path } from "./path.ts";

const tag = "Saved searches";
const notFound = ["not-found", "saved-search-not-found"] as const;
const request = {
	name: "昨日の不在",
	isStart: true,
	conditions: { period: { relative: "yesterday" }, resultIds: ["r-absent"] },
	sort: { column: "calledAt", direction: "desc" },
	columns: [...columns],
};
const example = {
	...request,
	savedSearchId: "6f1d3c0e9b5a4f27a1c8e4d2b7f05a93",
	period: { from: "2026-11-19T00:00:00+09:00", to: "2026-11-20T00:00:00+09:00" },
	createdAt: "2026-11-02T09:12:00+09:00",
	updatedAt: "2026-11-02T09:12:00+09:00",
};
const fixed = { name: "11月前半", conditions: { period: { from: "2026-11-01T00:00", to: "2026-11-15T24:00" } } };
const body = {
	schema: savedSearchSchema,
	examples: {
		relative: { summary: "A relative period", value: request },
		fixed: { summary: "A fixed period", value: fixed },
	},
};

export const savedSearchOperations = {
	"list-saved-searches": {
		tag,
		summary: "List my saved searches",
		description:
			`All searches that the caller has saved, at most ${maxSaved}, oldest first. Nobody sees those of another ` +
			"account. To search with one, send its `conditions` with its `period`, which is resolved as of now if the " +
			"saved one is relative. Ids that the caller may no longer see are kept, and find nothing.",
		answer: { description: "The saved searches", schema: savedSearchesSchema, example: { items: [example] } },
		problems: [],
	},
	"create-saved-search": {
		tag,
		summary: "Save a search",
		description:
			"Saves conditions, order and columns under a name. The start page may open with one saved search; setting " +
			"`isStart` replaces the former one.",
		once: true,
		body,
		answer: { description: "It is saved", status: 201, schema: savedSearchAnswerSchema, example },
		problems: [...withBody, "saved-search-limit", "saved-search-name-taken"],
	},
	"replace-saved-search": {
		tag,
		summary: "Replace a saved search",
		description:
			"Replaces all of it; members left out get their defaults. Of two concurrent replacements, the later one wins.",
		path,
		body,
		answer: { description: "It is changed", schema: savedSearchAnswerSchema, example },
		problems: [...notFound, ...withBody, "saved-search-name-taken"],
	},
	"delete-saved-search": {
		tag,
		summary: "Delete a saved search",
		description: "If the start page opened with it, it then opens with none.",
		path,
		answer: { description: "It is deleted", status: 204 },
		problems: notFound,
	},
} as const satisfies Operations;
