import type { RelativePeriod } from "../../../../shared/period/model.ts";
import type { SavedSearchAnswer } from "../../../../shared/saved-search/answer.ts";
import { writeSearch } from "../search/criteria.ts";
import { fromConditions } from "../search/from-conditions.ts";
import { notNarrowed } from "../search/narrowing.ts";
import { quickPeriod } from "../search/period.ts";

type Searched = Pick<SavedSearchAnswer, "conditions" | "sort" | "columns">;

/** The address of the search that conditions of the API's are, for the search page as for the asynchronous one's. */
export function addressOf({ conditions, sort, columns }: Searched, { ownCalls = false } = {}): URLSearchParams {
	const { criteria, keyword } = fromConditions(conditions);
	return writeSearch({
		// One's own calls have no agents to choose.
		criteria: ownCalls ? { ...criteria, agentIds: [] } : criteria,
		narrowing: notNarrowed,
		...{ keyword, sort, columns, page: 1 },
	});
}

/** A saved one's, with the period that a relative one means now, however long ago it was asked for. */
export function addressOfSaved({ conditions, ...saved }: SavedSearchAnswer, ownCalls: boolean): URLSearchParams {
	const { relative } = conditions.period as { relative?: RelativePeriod };
	const period = relative ? quickPeriod(relative, Date.now()) : conditions.period;
	return addressOf({ ...saved, conditions: { ...conditions, period } }, { ownCalls });
}
