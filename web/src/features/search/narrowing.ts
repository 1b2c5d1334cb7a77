import { parseTime } from "../../../../shared/time/model.ts";
import type { Criteria } from "./criteria.ts";
import { hourOf, singleDay } from "./period.ts";

/**
 * The selection in the charts, which narrows the form's conditions without changing them and can be undone.
 */
export interface Narrowing {
	/** Of one bar; none = all. */
	resultIds: readonly string[];
	/** An hour of the one day that the period lies in. */
	hour: number | undefined;
}

/** The facets with a chart. */
export const charted = ["result", "hour"] as const;
export type Charted = (typeof charted)[number];

export const notNarrowed: Narrowing = { resultIds: [], hour: undefined };

export function writeNarrowing({ resultIds, hour }: Narrowing, params: URLSearchParams): void {
	for (const id of resultIds) params.append("onlyResult", id);
	if (hour !== undefined) params.set("onlyHour", String(hour));
}

export function readNarrowing(params: URLSearchParams): Narrowing {
	const hour = params.get("onlyHour");
	const isHour = hour !== null && /^(1?\d|2[0-3])$/.test(hour);
	return { resultIds: params.getAll("onlyResult"), hour: isHour ? Number(hour) : undefined };
}

/** The conditions, narrowed by the charts' selection. */
export function narrowed(criteria: Criteria, { resultIds, hour }: Narrowing): Criteria {
	const day = hour === undefined ? undefined : singleDay(criteria);
	return {
		...criteria,
		...(resultIds.length > 0 && { resultIds: [...resultIds] }),
		...(day !== undefined && hour !== undefined && within(criteria, hourOf(day, hour))),
	};
}

/** The part of an hour that lies in the period: 9:30 to 12:00 has half of the hour from nine. */
function within({ from, to }: Pick<Criteria, "from" | "to">, hour: { from: string; to: string }) {
	const at = (time: string) => parseTime(time) ?? 0;
	return { from: at(from) > at(hour.from) ? from : hour.from, to: at(to) < at(hour.to) ? to : hour.to };
}

/** Without the selection of one chart, whose bars then count what other selections would find. */
export function without(facet: Charted, narrowing: Narrowing): Narrowing {
	return { ...narrowing, ...(facet === "result" ? { resultIds: [] } : { hour: undefined }) };
}
