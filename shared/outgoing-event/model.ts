import * as z from "zod";
import { nextActionTypes, talkedWithSchema } from "../call-history/model.ts";
import { correctableFields } from "../correction/model.ts";

const timeSchema = z.iso.datetime({ offset: true }).meta({ description: "JST, with its offset" });

/** The correctable fields of a record; `null` where there is nothing. */
const valuesSchema = z.object({
	altPhone: z.nullable(z.string()),
	talkedWith: z.nullable(talkedWithSchema),
	resultId: z.nullable(z.string()),
	nextAction: z.object({ type: z.enum(nextActionTypes), redialAt: timeSchema.optional() }),
	memo: z.nullable(z.string()),
});

const correctedSchema = z.object({
	callId: z.string(),
	requestId: z.string(),
	calledAt: timeSchema,
	campaignId: z.string(),
	batchId: z.string(),
	customerListId: z.nullable(z.string()),
	customerId: z.string(),
	agentId: z.nullable(z.string()),
	version: z.int().min(1).meta({ description: "1 for the first correction of a record: the order of its corrections" }),
	correctedAt: timeSchema,
	correctedBy: z.string().meta({ description: "Id of the account" }),
	reason: z.nullable(z.string()),
	fields: z.array(z.enum(correctableFields)).meta({ description: "Which of the values differ" }),
	before: valuesSchema,
	after: valuesSchema,
});

const finishedSchema = z.object({
	asyncSearchId: z.string(),
	accountId: z.string().meta({ description: "Whose search it is" }),
	run: z.int().min(1).meta({ description: "1, and one more each time that the search is run again" }),
	state: z.enum(["completed", "failed"]),
	note: z.nullable(z.string()),
	createdAt: timeSchema,
	finishedAt: timeSchema,
	rowCount: z.nullable(z.int()),
	byteCount: z.nullable(z.int()),
	sha256: z.nullable(z.string()),
	failureCode: z.nullable(z.string()),
});

function event<const Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
	return z.object({
		specversion: z.literal("1.0"),
		id: z.string().meta({ description: "The same each time that the event is delivered" }),
		source: z.literal("urn:rireki"),
		type: z.literal(type),
		subject: z.string(),
		time: timeSchema,
		tenantid: z.string(),
		datacontenttype: z.literal("application/json"),
		data,
	});
}

/** Everything that goes out, as CloudEvents 1.0. */
export const outgoingEventSchemas = [
	event("rireki.call-history.corrected.v1", correctedSchema),
	event("rireki.async-search.finished.v1", finishedSchema),
] as const;

export type OutgoingEvent = z.infer<(typeof outgoingEventSchemas)[number]>;
export type Corrected = z.infer<typeof correctedSchema>;
export type Finished = z.infer<typeof finishedSchema>;
