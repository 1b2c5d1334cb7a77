import { type Period, periodOf, type RelativePeriod } from "../period/model.ts";
import { presentPeriod } from "../search/period-model.ts";
import { formatJst } from "../time/model.ts";
import type { SavedSearchAnswer } from "./answer.ts";
import type { SavedSearch } from "./model.ts";

/** A saved search as its owner sees it. @param now epoch milliseconds */
export function presentSavedSearch(saved: SavedSearch, now: number): SavedSearchAnswer {
	const { savedSearchId, name, isStart, conditions, sort, columns, createdAt, updatedAt } = saved;
	const period = conditions.period as { relative: RelativePeriod } | Record<keyof Period, string>;
	return {
		savedSearchId,
		name,
		isStart,
		conditions,
		period: "relative" in period ? presentPeriod(periodOf(period.relative, now)) : period,
		sort,
		columns,
		createdAt: formatJst(createdAt),
		updatedAt: formatJst(updatedAt),
	};
}
