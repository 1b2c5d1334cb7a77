import { dayMs, jstDate, parseTime, startOfJstDate } from "../../../../shared/time/model.ts";

export interface Period {
	from: string;
	to: string;
}

export const quickPeriods = ["today", "yesterday", "thisWeek", "lastWeek", "thisMonth", "lastMonth"] as const;
export type QuickPeriod = (typeof quickPeriods)[number];

/** From the first of them to the end of the last, `2026-11-20` each. */
export const wholeDays = (first: string, last: string): Period => ({ from: `${first}T00:00`, to: `${last}T24:00` });
const plusDays = (date: string, count: number) => jstDate(startOfJstDate(date) + count * dayMs);

/** Weeks begin on Monday, as shifts do. */
export function quickPeriod(choice: QuickPeriod, now: number): Period {
	const today = jstDate(now);
	const monday = plusDays(today, -((new Date(`${today}T00:00Z`).getUTCDay() + 6) % 7));
	const first = `${today.slice(0, 8)}01`;
	const lastOfBefore = plusDays(first, -1);
	switch (choice) {
		case "today":
			return wholeDays(today, today);
		case "yesterday":
			return wholeDays(plusDays(today, -1), plusDays(today, -1));
		case "thisWeek":
			return wholeDays(monday, plusDays(monday, 6));
		case "lastWeek":
			return wholeDays(plusDays(monday, -7), plusDays(monday, -1));
		case "thisMonth":
			return wholeDays(first, plusDays(`${plusDays(first, 31).slice(0, 8)}01`, -1));
		case "lastMonth":
			return wholeDays(`${lastOfBefore.slice(0, 8)}01`, lastOfBefore);
	}
}

/** The choice that a period is, so that it can be shown as chosen. */
export function choiceOf(period: Period, now: number): QuickPeriod | undefined {
	return quickPeriods.find((choice) => {
		const { from, to } = quickPeriod(choice, now);
		return from === period.from && to === period.to;
	});
}

export type PeriodFault = "from-missing" | "to-missing" | "empty";

export function faultOf({ from, to }: Period): PeriodFault | undefined {
	const [start, end] = [from.includes("T24:") ? undefined : parseTime(from), parseTime(to)];
	if (start === undefined) return "from-missing";
	if (end === undefined) return "to-missing";
	return start < end ? undefined : "empty";
}

/** The day that a period lies in, where it is one: hours can be chosen within. */
export function singleDay({ from, to }: Period): string | undefined {
	const [start, end] = [parseTime(from), parseTime(to)];
	if (start === undefined || end === undefined) return undefined;
	const day = jstDate(start);
	return jstDate(end - 1) === day ? day : undefined;
}

export function hourOf(day: string, hour: number): Period {
	const two = (value: number) => String(value).padStart(2, "0");
	return { from: `${day}T${two(hour)}:00`, to: `${day}T${two(hour + 1)}:00` };
}
