import * as z from "zod";
import { type Period, relativePeriods } from "../period/model.ts";
import { type FieldCode, fieldCode } from "../problem/field-model.ts";
import { formatJst, parseTime, startOfJstDate } from "../time/model.ts";

const maxPeriodYears = 10;
/** Only times in years of four digits can be formatted again. */
const times = { first: startOfJstDate("0001-01-01"), end: startOfJstDate("9999-12-31") };

const time = z.string().max(40);
const first = time.meta({ description: "First moment; JST local (`2026-11-20T00:00`) or with an offset." });
const end = time.meta({ description: "First moment after the period; accepts `24:00`." });
export const periodSchema = z.strictObject({ from: first, to: end }).transform(readPeriod);

/** A period stored for later: either relative to the day on which it is used, or two times. */
export const keptPeriodSchema = z
	.strictObject({
		from: first.optional(),
		to: end.optional(),
		relative: z
			.enum(relativePeriods)
			.meta({ description: "Instead of `from` and `to`: days in JST, as of the request; weeks begin on Monday." })
			.optional(),
	})
	.transform(({ relative, ...period }, context) => {
		if (relative === undefined) return readPeriod(period, context);
		const issue = issuesOf(period, context);
		if (period.from !== undefined) issue("from", "period-either");
		if (period.to !== undefined) issue("to", "period-either");
		return { relative };
	});

interface WrittenPeriod {
	from?: string | undefined;
	to?: string | undefined;
}

function readPeriod(period: WrittenPeriod, context: z.RefinementCtx): Period {
	const issue = issuesOf(period, context);
	const [from, to] = [readTime("from"), readTime("to")];
	if (from === undefined || to === undefined) return z.NEVER;
	if (from >= to) issue("to", "period-empty");
	if (to > yearsAfter(from, maxPeriodYears)) issue("from", "period-too-long");
	return { from, to };

	function readTime(field: "from" | "to"): number | undefined {
		const text = period[field] ?? "";
		const endsDay = /^\s*[\d-]+[T ]24:/i.test(text.normalize("NFKC"));
		const value = (field === "from" && endsDay ? undefined : parseTime(text)) ?? Number.NaN;
		if (value >= times.first && value < times.end) return value;
		issue(field, "not-a-time");
		return undefined;
	}
}

function issuesOf(period: WrittenPeriod, context: z.RefinementCtx) {
	return (field: "from" | "to", code: FieldCode): void => {
		context.issues.push({ code: "custom", input: period[field], path: [field], ...fieldCode(code) });
	};
}

function yearsAfter(epochMs: number, years: number): number {
	const date = new Date(epochMs);
	return date.setUTCFullYear(date.getUTCFullYear() + years);
}

export function presentPeriod({ from, to }: Period): { from: string; to: string } {
	return { from: formatJst(from), to: formatJst(to) };
}
