import * as z from "zod";
import { correctableFields } from "../call-history/correction-model.ts";
import { nextActionTypes, talkedWithSchema } from "../call-history/model.ts";
import { fates, reasons } from "../rejection/model.ts";

const timeSchema = z.iso.datetime({ offset: true });

/** The correctable fields of a record; `null` for absent values. */
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
	version: z.int().min(1),
	correctedAt: timeSchema,
	correctedBy: z.string(),
	reason: z.nullable(z.string()),
	fields: z.array(z.enum(correctableFields)),
	before: valuesSchema,
	after: valuesSchema,
});

const finishedSchema = z.object({
	asyncSearchId: z.string(),
	accountId: z.string(),
	run: z.int().min(1),
	state: z.enum(["completed", "failed"]),
	note: z.nullable(z.string()),
	createdAt: timeSchema,
	finishedAt: timeSchema,
	rowCount: z.nullable(z.int()),
	byteCount: z.nullable(z.int()),
	sha256: z.nullable(z.string()),
	failureCode: z.nullable(z.string()),
});

/** What identifies a sender's event. */
const senders = {
	eventId: z.nullable(z.string()),
	eventType: z.nullable(z.string()),
	eventSource: z.nullable(z.string()),
};

const rejectedSchema = z.object({
	...senders,
	reason: z.enum(reasons),
	detail: z.string(),
	remedy: z.object({ ja: z.string(), en: z.string() }),
});

/** A list of a thousand ids may have as many faults, but an event's size is limited. */
export const maxNotes = 20;

const notedSchema = z.object({
	...senders,
	count: z.int().min(1),
	notes: z
		.array(
			z.object({
				pointer: z.string(),
				code: z.string(),
				became: z.enum(fates),
			}),
		)
		.max(maxNotes),
});

function event<const Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
	return z.object({
		specversion: z.literal("1.0"),
		id: z.string(),
		source: z.literal("urn:rireki"),
		type: z.literal(type),
		subject: z.string(),
		time: timeSchema,
		tenantid: z.string(),
		datacontenttype: z.literal("application/json"),
		data,
	});
}

/** If an event cannot be parsed, its tenant is unknown. */
function eventOfSenders<const Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
	return event(type, data).extend({
		subject: z.string().optional(),
		tenantid: z.string().optional(),
	});
}

/** Every outgoing event, as CloudEvents 1.0. */
export const outgoingEventSchemas = [
	event("rireki.call-history.corrected.v1", correctedSchema),
	event("rireki.async-search.finished.v1", finishedSchema),
	eventOfSenders("rireki.event.rejected.v1", rejectedSchema),
	eventOfSenders("rireki.event.noted.v1", notedSchema),
] as const;

export type OutgoingEvent = z.infer<(typeof outgoingEventSchemas)[number]>;
export type Corrected = z.infer<typeof correctedSchema>;
export type Finished = z.infer<typeof finishedSchema>;
export type Rejected = z.infer<typeof rejectedSchema>;
export type Noted = z.infer<typeof notedSchema>;
