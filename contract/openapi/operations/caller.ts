import { query } from "../../../functions/api/get-search-options.ts";
import { meSchema } from "../../../shared/me/answer.ts";
import { searchOptionsSchema } from "../../../shared/options/answer.ts";
import { meExample, searchOptionsExample } from "../examples.ts";
import type { Operations } from "../operation.ts";

export const callerOperations = {
	"get-me": {
		tag: "Caller",
		summary: "Get the caller",
		description: "The caller's account, role and grants, as the API applies them.",
		answer: { description: "The caller", schema: meSchema, example: meExample },
		problems: [],
	},
	"get-search-options": {
		tag: "Caller",
		summary: "Get the choices for a search",
		description:
			"The contents of the drop-downs of the search screen, as far as this caller may see them: a supervisor gets " +
			"the campaigns granted to them, with the lists, groups and agents that calls of these campaigns refer to; an " +
			"agent gets what their own calls refer to. Sorted by name, batches newest first. If there are very many, the " +
			"answer has only the first, and `more` names the incomplete lists: request the choices that match a typed text " +
			"(`query`), or the results and batches of some campaigns (`campaignIds`).",
		query,
		answer: { description: "The choices", schema: searchOptionsSchema, example: searchOptionsExample },
		problems: ["invalid-request"],
	},
} as const satisfies Operations;
