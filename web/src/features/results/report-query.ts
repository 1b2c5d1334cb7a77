import { dayMs, jstDate, jstWeekday, startOfJstDate } from "../../../../shared/time/model.ts";
import { emptyCriteria, writeCriteria } from "../search/criteria.ts";
import { hourOf, type Period, quickPeriod, wholeDays } from "../search/period.ts";
import type { Grouping, Line, Outcome } from "./report.ts";

/** The subject of a report: whole days in JST, `2026-11-20`, the last one included, and campaigns (none means all). */
export interface ReportQuery {
	from: string;
	to: string;
	campaignIds: string[];
}

/** The most ids that the API accepts in one condition. */
const maxIds = 200;

/** The report in the address; today's by default. */
export function readQuery(params: URLSearchParams, now: number): ReportQuery {
	const [from, to] = [params.get("from"), params.get("to")];
	return { ...(from && to ? { from, to } : daysOf(quickPeriod("today", now))), campaignIds: params.getAll("campaign") };
}

export function writeQuery({ from, to, campaignIds }: ReportQuery): URLSearchParams {
	const params = new URLSearchParams({ from, to });
	for (const id of campaignIds) params.append("campaign", id);
	return params;
}

export const daysOf = ({ from, to }: Period) => ({ from: from.slice(0, 10), to: to.slice(0, 10) });

export const periodOf = ({ from, to }: Pick<ReportQuery, "from" | "to">) => wholeDays(from, to);

/** The address of the search for a cell's calls; undefined if no conditions match exactly these. */
export function searchOf(
	query: ReportQuery,
	by?: Grouping,
	line?: Pick<Line, "value">,
	outcome?: Outcome,
): string | undefined {
	const criteria = { ...emptyCriteria(periodOf(query)), campaignIds: query.campaignIds };
	if (by && line) {
		if (typeof line.value !== "string") return undefined;
		const period = by === "hour" || by === "weekday" ? partOf(query, by, Number(line.value)) : periodOf(query);
		if (!period) return undefined;
		Object.assign(criteria, period);
		if (by === "campaign") criteria.campaignIds = [line.value];
		if (by === "agent") criteria.agentIds = [line.value];
	}
	if (outcome) {
		if (outcome.ids.length === 0 || outcome.ids.length > maxIds) return undefined;
		criteria.resultIds = outcome.ids;
	}
	return `/call-histories?${writeCriteria(criteria)}`;
}

/** An hour or weekday of a period as one stretch of time, if it occurs only once in it. */
function partOf({ from, to }: ReportQuery, by: "hour" | "weekday", value: number): Period | undefined {
	if (by === "hour") return from === to ? hourOf(from, value) : undefined;
	const [first, last] = [startOfJstDate(from), startOfJstDate(to)];
	const day = first + ((value - jstWeekday(first) + 7) % 7) * dayMs;
	if (day > last || day + 7 * dayMs <= last) return undefined;
	return wholeDays(jstDate(day), jstDate(day));
}
