import * as z from "zod";
import { idSchema, tenantIdSchema } from "../directory/model.ts";
import { jstDateSchema } from "../time/model.ts";

/** An item or a key, in the table's own format. */
const itemSchema = z.record(z.string(), z.unknown());

/** Sets the expiry of a batch's records according to the batch's end, slice by slice. */
const moveBatchSchema = z.object({
	kind: z.literal("move-batch"),
	tenantId: tenantIdSchema,
	batchId: idSchema,
	/** The end that this task is for; if it has moved again, another task has taken over. */
	endsOn: jstDateSchema,
	/** Where the slice starts in the index of the batch. */
	startKey: itemSchema.optional(),
	/**
	 * The second pass finds what the first could not see yet: records that were being taken in with the former end, and
	 * late index entries.
	 */
	pass: z.union([z.literal(1), z.literal(2)]),
});

/** Removes what belongs to a record that is gone. */
const forgetRecordSchema = z.object({
	kind: z.literal("forget-record"),
	/** The record as it was, to be restored if its batch is alive. */
	item: itemSchema,
	/** Whether its TTL deleted it. */
	byAge: z.boolean(),
	/**
	 * When it was deleted, in epoch milliseconds, rounded down to seconds as the stream does. Absent from tasks of
	 * earlier releases.
	 */
	deletedAt: z.number().default(Number.MAX_SAFE_INTEGER),
	/** Whether requests that were running at its deletion have ended. */
	settled: z.boolean().default(true),
});

/** Removes recordings that no record names, slice by slice. */
const sweepRecordingsSchema = z.object({
	kind: z.literal("sweep-recordings"),
	/** The object to continue after. */
	after: z.string().optional(),
});

/** Apart from searches, every request is answered within ten seconds. */
export const requestsEndAfterSeconds = 12;

/** Sets the pointer to a customer's latest record in a batch again, from all records of the batch, slice by slice. */
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
