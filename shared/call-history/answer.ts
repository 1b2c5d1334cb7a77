import * as z from "zod";
import { answeredTimeSchema } from "../time/answer.ts";
import { correctableFields } from "./correction-model.ts";

/** @param problem the schema of a problem document, which the adapters define */
export function bulkOutcomesSchema<Problem extends z.ZodObject>(problem: Problem) {
	const callId = z.string();
	const version = z.int().meta({ description: "The record's current version, which its next correction sends." });
	const updatedAt = answeredTimeSchema.meta({
		description: "When the record got that version; the same as in a list.",
	});
	const outcomes = [
		z.object({ callId, outcome: z.literal("corrected"), version }),
		z.object({ callId, outcome: z.literal("correctable"), version, updatedAt }),
		z.object({ callId, outcome: z.literal("refused"), problem }),
	] as const;
	return z.object({ items: z.array(z.discriminatedUnion("outcome", outcomes)) });
}

export const correctionsSchema = z.object({
	items: z.array(
		z.object({
			correctedAt: answeredTimeSchema,
			correctedBy: z.string(),
			correctedByName: z.nullable(z.string()),
			reason: z.string().optional(),
			changes: z.array(z.object({ field: z.enum(correctableFields), before: z.unknown(), after: z.unknown() })),
		}),
	),
	nextCursor: z.nullable(z.string()),
});
export type Corrections = z.infer<typeof correctionsSchema>;
