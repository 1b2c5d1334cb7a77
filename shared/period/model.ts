import { dayMs, jstDate, jstOffsetMs, jstWeekday, startOfJstDate } from "../time/model.ts";

/** Half-open, in epoch milliseconds. */
export interface Period {
	from: number;
	to: number;
}

/**
 * Periods relative to the day on which they are requested. Weeks begin on Monday; the last days end with today.
 */
export const relativePeriods = [
	"today",
	"yesterday",
	"thisWeek",
	"lastWeek",
	"thisMonth",
	"lastMonth",
	"last7Days",
	"last30Days",
] as const;
export type RelativePeriod = (typeof relativePeriods)[number];

/** Whole days in JST, as of a moment in epoch milliseconds. */
export function periodOf(relative: RelativePeriod, now: number): Period {
	const today = startOfJstDate(jstDate(now));
	const days = (first: number, count: number) => ({ from: today + first * dayMs, to: today + (first + count) * dayMs });
	switch (relative) {
		case "today":
			return days(0, 1);
		case "yesterday":
			return days(-1, 1);
		case "thisWeek":
			return days(1 - jstWeekday(now), 7);
		case "lastWeek":
			return days(-6 - jstWeekday(now), 7);
		case "thisMonth":
			return { from: startOfMonth(now, 0), to: startOfMonth(now, 1) };
		case "lastMonth":
			return { from: startOfMonth(now, -1), to: startOfMonth(now, 0) };
		case "last7Days":
			return days(-6, 7);
		case "last30Days":
			return days(-29, 30);
	}
}

/** The start of the month that is `later` months after that of `now`. */
export function startOfMonth(now: number, later: number): number {
	const date = new Date(now + jstOffsetMs);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1) - jstOffsetMs;
}
