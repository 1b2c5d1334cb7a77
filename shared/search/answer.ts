import * as z from "zod";
import { editableReasons } from "../call-history/editable-model.ts";
import { nextActionTypes, talkedWithSchema } from "../call-history/model.ts";
import { answeredTimeSchema } from "../time/answer.ts";
import { facets } from "./facet-model.ts";

// The API's answers. Functions import only the types; OpenAPI and the tests need the schemas.

const text = z.nullable(z.string());

/** One row of the list. `null` = no value; names are beside their ids. */
export const rowSchema = z.object({
	callId: z.string(),
	calledAt: answeredTimeSchema,
	campaignId: z.string(),
	campaignName: text,
	batchId: z.string(),
	batchName: text,
	customerListId: text,
	customerListName: text.meta({ description: "Null if the list has been deleted." }),
	callingGroupId: text,
	callingGroupName: text,
	customerId: z.string(),
	callerId: text,
	name: text,
	kana: text,
	phone: z.string(),
	agentId: text,
	agentName: text,
	talkedWith: z.nullable(talkedWithSchema),
	resultId: text,
	resultLabel: text,
	durationSeconds: z.int(),
	nextAction: z.object({ type: z.enum(nextActionTypes), redialAt: answeredTimeSchema.optional() }),
	memo: text,
	createdAt: answeredTimeSchema,
	requestId: z.string(),
	recording: z.nullable(z.object({ durationSeconds: z.int() })),
	updatedAt: answeredTimeSchema,
	updatedBy: text,
	updatedByName: text,
	editable: z.object({ allowed: z.boolean(), reason: z.enum(editableReasons).optional() }),
});
export type Row = z.infer<typeof rowSchema>;

const countSchema = z.object({ value: text, label: text, count: z.int() });
const facetsSchema = z.partialRecord(
	z.enum(facets),
	z.array(
		countSchema.extend({
			split: z
				.array(countSchema)
				.optional()
				.meta({ description: "The hits of this value by the second dimension, if the facet has two." }),
		}),
	),
);
export type FacetCounts = z.infer<typeof facetsSchema>;
export type FacetCount = NonNullable<FacetCounts[keyof FacetCounts]>[number];

export const hintCodes = [
	"period-in-future",
	"kana-in-name",
	"name-in-kana",
	"number-without-start",
	"number-incomplete",
] as const;
const hintSchema = z.object({
	code: z.enum(hintCodes),
	pointer: z.string().meta({ description: "The condition, in the form of `errors`: `#/phone`." }),
	title: z.string().meta({ description: "In the reader's language." }),
});

export const searchResultSchema = z.object({
	rows: z.array(rowSchema),
	total: z.int().meta({ description: "All hits, counted when the first page was made." }),
	nextCursor: z.nullable(z.string()),
	facets: facetsSchema.optional(),
	hints: z
		.array(hintSchema)
		.optional()
		.meta({ description: "If nothing was found: conditions that may be mistaken, such as a name in `kana`." }),
});
export type SearchResult = z.infer<typeof searchResultSchema>;
