import * as z from "zod";
import { memoMaxCodePoints, normalizePhone, talkedWithSchema, textSchema } from "../call-history/model.ts";
import {
	accountSchema,
	batchSchema,
	callingGroupSchema,
	campaignSchema,
	customerListSchema,
	idSchema,
	tenantIdSchema,
	tenantSchema,
} from "../directory/model.ts";
import { parseTime } from "../time/model.ts";

/** Bytes of a message; SQS takes 1 MiB, and what can never be applied is put aside with its reason beside it. */
export const maxMessageBytes = 1_040_000;

/** A date and time with its offset, as CloudEvents write it; handed on as epoch milliseconds. */
const timestampSchema = z.iso.datetime({ offset: true }).transform((text, context) => {
	const time = parseTime(text);
	if (time === undefined) context.issues.push({ code: "custom", input: text, message: "is no existing time" });
	return time ?? z.NEVER;
});

/** `null` and blank text mean the same as a missing field. */
function blankable<Schema extends z.ZodType>(schema: Schema) {
	return z.preprocess(
		(value) => (value === null || (typeof value === "string" && value.trim() === "") ? undefined : value),
		schema.optional(),
	);
}

/** A number as the dialler got it: the result 電話番号の不備 shows that it need not be one. */
const dialledNumberSchema = textSchema(64).transform((text) =>
	/^(?=.*\d)[\s\d()+.\-‐–—−ー]+$/.test(text.normalize("NFKC").trim()) ? normalizePhone(text) : text.trim(),
);

const callSchema = z.object({
	callId: idSchema,
	requestId: idSchema,
	calledAt: timestampSchema,
	campaignId: idSchema,
	batchId: idSchema,
	customerListId: blankable(idSchema),
	callingGroupId: blankable(idSchema),
	customerId: idSchema,
	callerId: blankable(dialledNumberSchema),
	name: blankable(textSchema(200)),
	kana: blankable(textSchema(200)),
	phone: dialledNumberSchema,
	altPhone: blankable(dialledNumberSchema),
	remarks: blankable(textSchema(5000)),
	agentId: blankable(idSchema),
	talkedWith: blankable(talkedWithSchema),
	resultId: blankable(idSchema),
	durationSeconds: z.int().min(0).max(1_000_000),
	nextAction: z
		.discriminatedUnion("type", [
			z.object({ type: z.literal("continue") }),
			z.object({ type: z.literal("redial"), redialAt: timestampSchema }),
			z.object({ type: z.literal("done") }),
		])
		.default({ type: "continue" }),
	memo: blankable(textSchema(memoMaxCodePoints)),
	createdAt: blankable(timestampSchema),
});

const storedRecordingSchema = z.object({
	callId: idSchema,
	/** As long as S3 takes, which counts bytes. */
	objectKey: textSchema(1024).refine((key) => Buffer.byteLength(key) <= 1024, {
		params: { code: "too-long", max: 1024 },
	}),
	contentType: z
		.string()
		.regex(/^audio\/[\w.+-]{1,64}$/)
		.default("audio/wav"),
	durationSeconds: z.number().min(0).max(1_000_000).transform(Math.round),
});

function event<const Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
	return z.object({
		specversion: z.literal("1.0"),
		id: z
			.string()
			.min(1)
			.max(256)
			.refine((text) => text.isWellFormed(), { params: { code: "lone-surrogate" } }),
		source: z.string().min(1).max(2048),
		type: z.literal(type),
		time: timestampSchema,
		tenantid: tenantIdSchema,
		data,
	});
}

/** Everything that comes in. Members that are not named here are ignored, so that a sender can add some. */
export const incomingEventSchema = z.discriminatedUnion("type", [
	event("rireki.tenant.saved.v1", tenantSchema),
	event("rireki.account.saved.v1", accountSchema),
	event("rireki.campaign.saved.v1", campaignSchema),
	event("rireki.batch.saved.v1", batchSchema),
	event("rireki.customer-list.saved.v1", customerListSchema),
	event("rireki.customer-list.deleted.v1", customerListSchema.pick({ customerListId: true })),
	event("rireki.calling-group.saved.v1", callingGroupSchema),
	event("rireki.call.completed.v1", callSchema),
	event("rireki.recording.stored.v1", storedRecordingSchema),
]);

export type IncomingEvent = z.infer<typeof incomingEventSchema>;
export type CallCompleted = Extract<IncomingEvent, { type: "rireki.call.completed.v1" }>;
export type RecordingStored = Extract<IncomingEvent, { type: "rireki.recording.stored.v1" }>;
export type DirectoryEvent = Exclude<IncomingEvent, CallCompleted | RecordingStored>;

/** The reason for which an event waits, or is dropped, whose tenant was removed. */
export const tenantRemoved = "tenant-removed";

/**
 * What became of a message. `waiting`: what it refers to has not come in yet. `dropped`: it comes too late for a tenant that was
 * removed.
 */
export type Outcome =
	| { state: "applied" }
	| { state: "waiting" | "rejected" | "dropped"; reason: string; detail: string };
