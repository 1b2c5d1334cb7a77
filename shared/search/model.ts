import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";
import { maxDigits, maxNumberLength } from "../call-history/model.ts";
import { columns } from "../column/model.ts";
import {
	type Condition,
	type ConditionKind,
	conditions,
	conditionTable,
	type FoldedConditions,
	foldCondition,
	maxWords,
} from "../condition/model.ts";
import { idSchema } from "../directory/model.ts";
import { type Period, relativePeriods } from "../period/model.ts";
import { parseNumber } from "../phone/model.ts";
import { type FieldCode, fieldCode } from "../problem/field-model.ts";
import { formatJst, parseTime, startOfJstDate } from "../time/model.ts";

/** More hits than this are for the asynchronous search. */
export const maxHits = 10_000;
const maxPageSize = 1000;
const defaultPageSize = 100;
const maxIds = 200;
const maxPeriodYears = 10;
/** Only years of four digits have a form in which a time can be written down again. */
const times = { first: startOfJstDate("0001-01-01"), end: startOfJstDate("9999-12-31") };

const time = z.string().max(40);
const first = time.meta({ description: "First moment; JST local (`2026-11-20T00:00`) or with an offset." });
const end = time.meta({ description: "First moment after the period; accepts `24:00`." });
const periodSchema = z.strictObject({ from: first, to: end }).transform(readPeriod);

/** A period stored for later: either relative to the day on which it is used, or two times. */
const keptPeriodSchema = z
	.strictObject({
		from: first.optional(),
		to: end.optional(),
		relative: z
			.enum(relativePeriods)
			.meta({ description: "Instead of `from` and `to`: days in JST, as of when it is asked; weeks begin on Monday." })
			.optional(),
	})
	.transform(({ relative, ...period }, context) => {
		if (relative === undefined) return readPeriod(period, context);
		if (period.from !== undefined) issue("from", "period-either");
		if (period.to !== undefined) issue("to", "period-either");
		return { relative };

		function issue(field: "from" | "to", code: FieldCode) {
			context.issues.push({ code: "custom", input: period[field], path: [field], ...fieldCode(code) });
		}
	});

function readPeriod(period: { from?: string | undefined; to?: string | undefined }, context: z.RefinementCtx): Period {
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
	function issue(field: "from" | "to", code: FieldCode) {
		context.issues.push({ code: "custom", input: period[field], path: [field], ...fieldCode(code) });
	}
}

function yearsAfter(epochMs: number, years: number): number {
	const date = new Date(epochMs);
	return date.setUTCFullYear(date.getUTCFullYear() + years);
}

const idsSchema = z.array(idSchema).max(maxIds).meta({ description: "Any of these; empty means any at all." });
const digitsSchema = (part?: "end") =>
	boundedText(maxNumberLength).transform((text, context) => {
		const digits = parseNumber(text, part)?.digits ?? "";
		if (digits !== "" && digits.length <= maxDigits) return digits;
		context.issues.push({ code: "custom", input: text, ...fieldCode("not-a-number") });
		return z.NEVER;
	});
/** Without the folding's table of kanji, because this schema is in every function. */
function countWords(text: string): number {
	const folded = text.normalize("NFKC").toLowerCase();
	const kana = folded.replace(/[\u3041-\u3096]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));
	return new Set(kana.split(/\s+/).filter(Boolean)).size;
}

const needleSchema = boundedText(200);
const wordsSchema = needleSchema
	.refine((text) => countWords(text) <= maxWords, fieldCode("too-many-words", { max: maxWords }))
	.meta({
		description: `Words parted by spaces, ${maxWords} different ones at the most; all must occur in some displayed column of the row.`,
	});

const schemas = () => ({
	ids: idsSchema,
	contains: needleSchema,
	starts: digitsSchema().meta({ description: "The start of the number, in any writing." }),
	ends: digitsSchema("end").meta({
		description: "The end of the number, in any writing; an extension is no part of it.",
	}),
	words: wordsSchema,
});
type SchemaOf<Kind extends ConditionKind> = ReturnType<typeof schemas>[Kind];
type Shape = { [C in Condition]: z.ZodOptional<SchemaOf<(typeof conditionTable)[C]["kind"]>> };

function shapeOfConditions(): Shape {
	const byKind = schemas();
	return Object.fromEntries(
		conditions.map((condition) => [condition, byKind[conditionTable[condition].kind].optional()]),
	) as Shape;
}

/** What is searched for: the one definition for the screen, the API and the export. */
export const conditionsSchema = z.strictObject({ period: periodSchema, ...shapeOfConditions() });
export type Conditions = z.infer<typeof conditionsSchema>;

/** The conditions of a search that is stored and run later, possibly repeatedly. */
export const keptConditionsSchema = conditionsSchema.extend({ period: keptPeriodSchema });
export type KeptConditions = z.infer<typeof keptConditionsSchema>;

export const sortSchema = z.strictObject({ column: z.enum(columns), direction: z.enum(["asc", "desc"]) });
export type Sort = z.infer<typeof sortSchema>;
export const newestFirst: Sort = { column: "calledAt", direction: "desc" };

/** Which columns are shown or written, in their order. */
export const columnsSchema = z
	.array(z.enum(columns))
	.min(1)
	.max(columns.length)
	.refine((names) => new Set(names).size === names.length, fieldCode("column-twice"));

/** What hits are counted by: one of these, or two of them (`campaign.result`). */
const dimensions = ["result", "agent", "campaign", "talkedWith", "hour", "weekday"] as const;
export type Dimension = (typeof dimensions)[number];
export type Facet = Dimension | `${Dimension}.${Dimension}`;
export const facets: readonly Facet[] = [
	...dimensions,
	...dimensions.flatMap((first) =>
		dimensions.filter((second) => second !== first).map((second) => `${first}.${second}` as const),
	),
];
/** Ten thousand agents by all results are a large answer; so many tables are one page of figures. */
const maxFacets = 10;

export function dimensionsOf(facet: Facet): [first: Dimension, second?: Dimension] {
	return facet.split(".") as [Dimension, Dimension?];
}

export const searchSchema = conditionsSchema.extend({
	sort: sortSchema.default(newestFirst),
	page: z
		.strictObject({
			size: z.int().min(1).max(maxPageSize).default(defaultPageSize),
			cursor: z.string().max(4096).optional(),
		})
		.prefault({}),
	facets: z.array(z.enum(facets)).max(maxFacets).default([]),
	rows: z.boolean().default(true),
});
export type SearchRequest = z.infer<typeof searchSchema>;

/** The part of a request that decides which calls are hits; the rest says how they are shown. */
export function conditionsIn({ sort: _, page: __, facets: ___, rows: ____, ...asked }: SearchRequest): Conditions {
	return asked;
}

/** Folds the texts; lists without ids and texts without anything but spaces are no conditions. */
export function foldConditions(given: Conditions): FoldedConditions {
	const folded = conditions.map((condition) => {
		const value = given[condition];
		return [condition, value === undefined ? undefined : foldCondition(condition, value)];
	});
	return Object.fromEntries(folded.filter(([, value]) => value !== undefined));
}

/** The conditions as a request body that means exactly the same. */
export function toRequestBody({ period, ...rest }: KeptConditions): Record<string, unknown> {
	return { period: "relative" in period ? period : presentPeriod(period), ...rest };
}

export function presentPeriod({ from, to }: Period): { from: string; to: string } {
	return { from: formatJst(from), to: formatJst(to) };
}
