import * as z from "zod";
import { type Period, periodOf, type RelativePeriod, startOfMonth } from "../period/model.ts";
import { fieldCode } from "../problem/field-model.ts";
import { dayMs, jstDate, jstWeekday, startOfJstDate } from "../time/model.ts";

export const rhythms = ["day", "week", "month"] as const;
export const repeatedPeriods = ["yesterday", "lastWeek", "lastMonth"] as const satisfies readonly RelativePeriod[];

/** `HH:MM`, from 00:00 to 23:59. */
export function isTimeOfDay(text: string): boolean {
	return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** How a search repeats by itself: in JST, weekly ones on Monday, monthly ones on the 1st. */
export const repeatSchema = z.strictObject({
	every: z.enum(rhythms).meta({ description: "Weeks start on Monday, months on the 1st." }),
	at: z
		.string()
		.refine(isTimeOfDay, fieldCode("not-a-time-of-day"))
		.meta({ description: "`HH:MM` in JST. A run begins within a few minutes." }),
	period: z.enum(repeatedPeriods).meta({
		description: "What each run searches, as of when it is due, instead of the period in the conditions.",
	}),
});
export type Repeat = z.infer<typeof repeatSchema>;

/** The last time at which a run was due, not after `now`; both in epoch milliseconds. */
export function lastOccurrence(repeat: Repeat, now: number): number {
	const occurrence = occurrenceIn(repeat, now, 0);
	return occurrence <= now ? occurrence : occurrenceIn(repeat, now, -1);
}

/** The first time at which a run is due after `now`. */
export function nextOccurrence(repeat: Repeat, now: number): number {
	const occurrence = occurrenceIn(repeat, now, 0);
	return occurrence > now ? occurrence : occurrenceIn(repeat, now, 1);
}

/** The period that a run searches. @param occurrence when the run was due */
export function periodOfRun({ period }: Repeat, occurrence: number): Period {
	return periodOf(period, occurrence);
}

/** @param later how many days, weeks or months after that of `now` */
function occurrenceIn({ every, at }: Repeat, now: number, later: number): number {
	const today = startOfJstDate(jstDate(now));
	const [hours = 0, minutes = 0] = at.split(":").map(Number);
	const starts = {
		day: () => today + later * dayMs,
		week: () => today + (7 * later + 1 - jstWeekday(now)) * dayMs,
		month: () => startOfMonth(now, later),
	};
	return starts[every]() + (hours * 60 + minutes) * 60_000;
}
