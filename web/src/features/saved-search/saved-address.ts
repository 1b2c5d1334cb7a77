import type { RelativePeriod } from "../../../../shared/period/model.ts";
import type { SavedSearchAnswer } from "../../../../shared/saved-search/answer.ts";
import { writeSearch } from "../search/criteria.ts";
import { fromConditions } from "../search/from-conditions.ts";
import { notNarrowed } from "../search/narrowing.ts";
import { quickPeriod } from "../search/period.ts";

type Searched = Pick<SavedSearchAnswer, "conditions" | "sort" | "columns">;

/** The address of a search with the API's conditions, for the search page and the asynchronous one. */
export function addressOf({ conditions, sort, columns }: Searched, { ownCalls = false } = {}): URLSearchParams {
	const { criteria, keyword } = fromConditions(conditions);
	return writeSearch({
		// Agents see only their own calls, and choose no agents.
		criteria: ownCalls ? { ...criteria, agentIds: [] } : criteria,
		narrowing: notNarrowed,
		keyword,
		sort,
		columns,
		page: 1,
	});
}

/** The address of a saved search, with its relative period as of now. */
export function addressOfSaved({ conditions, ...saved }: SavedSearchAnswer, ownCalls: boolean): URLSearchParams {
	const { relative } = conditions.period as { relative?: RelativePeriod };
	const period = relative ? quickPeriod(relative, Date.now()) : conditions.period;
	return addressOf({ ...saved, conditions: { ...conditions, period } }, { ownCalls });
}
