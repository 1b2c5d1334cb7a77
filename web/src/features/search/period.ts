import { periodOf, type RelativePeriod } from "../../../../shared/period/model.ts";
import { formatJst, jstDate, parseTime } from "../../../../shared/time/model.ts";

export interface Period {
	from: string;
	to: string;
}

export const quickPeriods = [
	"today",
	"yesterday",
	"thisWeek",
	"lastWeek",
	"thisMonth",
	"lastMonth",
] as const satisfies readonly RelativePeriod[];
export type QuickPeriod = (typeof quickPeriods)[number];

/** From the beginning of the first day to the end of the last, `2026-11-20` each. */
export const wholeDays = (first: string, last: string): Period => ({ from: `${first}T00:00`, to: `${last}T24:00` });

export function quickPeriod(choice: RelativePeriod, now: number): Period {
	const { from, to } = periodOf(choice, now);
	return wholeDays(jstDate(from), jstDate(to - 1));
}

/** The form's period, from times in any zone: to the minute, or to the second if a program has asked for seconds. */
export function localPeriod({ from, to }: Period): Period {
	const end = parseTime(to) ?? 0;
	const local = localTime(end);
	// The end of a day is its 24:00, as it was entered, and not the next day's 00:00.
	return {
		from: localTime(parseTime(from) ?? 0),
		to: local.endsWith("T00:00") ? `${jstDate(end - 1)}T24:00` : local,
	};
}

function localTime(epochMs: number): string {
	return formatJst(epochMs)
		.replace("+09:00", "")
		.replace(/^(.{16}):00$/, "$1");
}

/** The preset that equals a period, so that it is shown as chosen. */
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

/** The day of a period that lies within one day, whose hours can be chosen. */
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
