import * as z from "zod";
import { textSchema } from "../call-history/model.ts";
import { idSchema } from "../directory/model.ts";
import { fold, foldName, foldPhone, foldWords } from "../text/model.ts";
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
const periodSchema = z
	.strictObject({
		from: time.meta({ description: "First moment; JST local (`2026-11-20T00:00`) or with an offset." }),
		to: time.meta({ description: "First moment after the period; accepts `24:00`." }),
	})
	.transform((period, context) => {
		const [from, to] = [readTime("from"), readTime("to")];
		if (from === undefined || to === undefined) return z.NEVER;
		if (from >= to) issue("to", "period-empty");
		if (to > yearsAfter(from, maxPeriodYears)) issue("from", "period-too-long");
		return { from, to };

		function readTime(field: "from" | "to"): number | undefined {
			const text = period[field];
			const endsDay = /^\s*[\d-]+[T ]24:/i.test(text.normalize("NFKC"));
			const value = (field === "from" && endsDay ? undefined : parseTime(text)) ?? Number.NaN;
			if (value >= times.first && value < times.end) return value;
			issue(field, "not-a-time");
			return undefined;
		}
		function issue(field: "from" | "to", code: string) {
			context.issues.push({ code: "custom", input: period[field], path: [field], params: { code } });
		}
	});

function yearsAfter(epochMs: number, years: number): number {
	const date = new Date(epochMs);
	return date.setUTCFullYear(date.getUTCFullYear() + years);
}

const idsSchema = z.array(idSchema).max(maxIds).meta({ description: "Any of these; empty means any at all." });
const phoneDigitsSchema = textSchema(40)
	.transform(foldPhone)
	.pipe(z.string().regex(/^\d{1,20}$/));
const needleSchema = textSchema(200);

/** What is searched for: the one definition for the screen, the API and the export. */
export const conditionsSchema = z.strictObject({
	period: periodSchema,
	campaignIds: idsSchema.optional(),
	batchIds: idsSchema.optional(),
	customerListIds: idsSchema.optional(),
	callingGroupIds: idsSchema.optional(),
	agentIds: idsSchema.optional(),
	resultIds: idsSchema.optional(),
	name: needleSchema.optional(),
	kana: needleSchema.optional(),
	memo: needleSchema.optional(),
	phone: phoneDigitsSchema.optional().meta({ description: "The start of the number, in any writing." }),
	phoneEndsWith: phoneDigitsSchema.optional(),
	keyword: needleSchema
		.optional()
		.meta({ description: "Words parted by spaces; all must occur in some displayed column of the row." }),
});
export type Conditions = z.infer<typeof conditionsSchema>;

/** The columns of the list, by what they show. */
export const columns = [
	"callId",
	"calledAt",
	"campaignName",
	"batchName",
	"customerListName",
	"callingGroupName",
	"callerId",
	"name",
	"kana",
	"phone",
	"agentName",
	"talkedWith",
	"resultLabel",
	"durationSeconds",
	"nextAction",
	"memo",
	"createdAt",
	"requestId",
	"recording",
	"updatedAt",
	"updatedByName",
] as const;
export type Column = (typeof columns)[number];

export const sortSchema = z.strictObject({ column: z.enum(columns), direction: z.enum(["asc", "desc"]) });
export type Sort = z.infer<typeof sortSchema>;
export const newestFirst: Sort = { column: "calledAt", direction: "desc" };

export const facets = ["result", "agent", "campaign", "hour"] as const;
export type Facet = (typeof facets)[number];

export const searchSchema = conditionsSchema.extend({
	sort: sortSchema.default(newestFirst),
	page: z
		.strictObject({
			size: z.int().min(1).max(maxPageSize).default(defaultPageSize),
			cursor: z.string().max(4096).optional(),
		})
		.prefault({}),
	facets: z.array(z.enum(facets)).max(facets.length).default([]),
});
export type SearchRequest = z.infer<typeof searchSchema>;

/** Conditions in the form in which they are compared. */
export interface FoldedConditions extends Omit<Conditions, "keyword"> {
	words: string[];
}

/** Folds the texts; lists without ids and texts without anything but spaces are no conditions. */
export function foldConditions(conditions: Conditions): FoldedConditions {
	const { keyword, ...rest } = conditions;
	const folded: FoldedConditions = { period: rest.period, words: keyword === undefined ? [] : foldWords(keyword) };
	for (const list of idLists) if (rest[list]?.length) folded[list] = rest[list];
	for (const text of ["name", "kana"] as const) folded[text] = foldName(rest[text] ?? "") || undefined;
	folded.memo = fold(rest.memo ?? "").trim() || undefined;
	folded.phone = rest.phone;
	folded.phoneEndsWith = rest.phoneEndsWith;
	return folded;
}

const idLists = ["campaignIds", "batchIds", "customerListIds", "callingGroupIds", "agentIds", "resultIds"] as const;

/** The conditions as a request body that means exactly the same. */
export function toRequestBody(conditions: Conditions): Record<string, unknown> {
	const { period, ...rest } = conditions;
	return { period: { from: formatJst(period.from), to: formatJst(period.to) }, ...rest };
}
