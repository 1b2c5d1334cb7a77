import * as z from "zod";
import { idSchema, tenantIdSchema } from "../directory/model.ts";
import { jstDateSchema } from "../time/model.ts";

/** An item, or a key, as the table writes it down. */
const itemSchema = z.record(z.string(), z.unknown());

/** Gives every record of a batch the expiry that follows from the batch's end; a slice of it, the rest follows. */
const moveBatchSchema = z.object({
	kind: z.literal("move-batch"),
	tenantId: tenantIdSchema,
	batchId: idSchema,
	/** The end that this task is for; if it has moved again, another task has taken over. */
	endsOn: jstDateSchema,
	/** Where the slice starts in the index of the batch. */
	startKey: itemSchema.optional(),
	/**
	 * The second pass finds what was under way during the first: records that were being taken in with the former end, and index
	 * entries that came late.
	 */
	pass: z.union([z.literal(1), z.literal(2)]),
});

/** Removes what belongs to a record that is gone. */
const forgetRecordSchema = z.object({
	kind: z.literal("forget-record"),
	/** The record as it was, to be put back should its batch live. */
	item: itemSchema,
	/** Whether the table deleted it by itself, for its age. */
	byAge: z.boolean(),
	/** When it was deleted, in epoch milliseconds; no later, for the stream tells whole seconds. Tasks of former releases lack it. */
	deletedAt: z.number().default(Number.MAX_SAFE_INTEGER),
	/** Whether requests have ended that were under way when it was deleted. */
	settled: z.boolean().default(true),
});

/** Removes recordings that no record names; a slice of them, the rest follows. */
const sweepRecordingsSchema = z.object({
	kind: z.literal("sweep-recordings"),
	/** The object from which on to look. */
	after: z.string().optional(),
});

/** An answer comes within ten seconds. */
export const requestsEndAfterSeconds = 12;

/** Sets the pointer to the latest record of a customer in a batch anew, out of all records of the batch; a slice of them, the rest follows. */
const pointLatestSchema = z.object({
	kind: z.literal("point-latest"),
	tenantId: tenantIdSchema,
	batchId: idSchema,
	customerId: idSchema,
	startKey: itemSchema.optional(),
});

export const retentionTaskSchema = z.discriminatedUnion("kind", [
	moveBatchSchema,
	forgetRecordSchema,
	sweepRecordingsSchema,
	pointLatestSchema,
]);
export type RetentionTask = z.infer<typeof retentionTaskSchema>;
export type MoveBatch = z.infer<typeof moveBatchSchema>;
export type PointLatest = z.infer<typeof pointLatestSchema>;
export type ForgetRecord = z.infer<typeof forgetRecordSchema>;
