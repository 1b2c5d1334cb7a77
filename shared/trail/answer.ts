import * as z from "zod";
import { correctionsSchema } from "../call-history/answer.ts";
import { answeredTimeSchema } from "../time/answer.ts";
import { trailKinds } from "./model.ts";

const item = correctionsSchema.shape.items.element.shape;

export const trailEntrySchema = z.object({
	at: answeredTimeSchema,
	kind: z.enum(trailKinds),
	accountId: z.string(),
	accountName: z.nullable(z.string()),
	callId: z.string().optional().meta({ description: "Of `detail`, `recording` and `correction`." }),
	asyncSearchId: z.string().optional().meta({ description: "Of `async-search` and `file`." }),
	recordingId: z.string().optional().meta({ description: "Of `recording`: which of the call's recordings." }),
	disposition: z.enum(["inline", "attachment"]).optional().meta({ description: "Played, or downloaded." }),
	asked: z
		.record(z.string(), z.unknown())
		.optional()
		.meta({ description: "Conditions and order of a search, as they were posted; of each list, the first 50 values." }),
	reason: item.reason,
	changes: item.changes.optional(),
});
export type TrailEntryAnswer = z.infer<typeof trailEntrySchema>;

export const recordAccessesSchema = z.object({ items: z.array(trailEntrySchema), nextCursor: z.nullable(z.string()) });
export type RecordAccesses = z.infer<typeof recordAccessesSchema>;

export const accessTrailSchema = z.object({ items: z.array(trailEntrySchema), nextCursor: z.nullable(z.string()) });
export type AccessTrail = z.infer<typeof accessTrailSchema>;
