import * as z from "zod";
import { correctableFields } from "./model.ts";

/** @param problem what a problem document looks like, which adapters make */
export function bulkOutcomesSchema<Problem extends z.ZodObject>(problem: Problem) {
	const [callId, version] = [z.string(), z.int()];
	return z.object({
		items: z.array(
			z.discriminatedUnion("outcome", [
				z.object({ callId, outcome: z.literal("corrected"), version }),
				z.object({ callId, outcome: z.literal("correctable"), version }),
				z.object({ callId, outcome: z.literal("refused"), problem }),
			]),
		),
	});
}

export const correctionsSchema = z.object({
	items: z.array(
		z.object({
			correctedAt: z.string().meta({ description: "ISO 8601 with offset" }),
			correctedBy: z.string(),
			correctedByName: z.nullable(z.string()),
			reason: z.string().optional(),
			changes: z.array(z.object({ field: z.enum(correctableFields), before: z.unknown(), after: z.unknown() })),
		}),
	),
	nextCursor: z.nullable(z.string()),
});
export type Corrections = z.infer<typeof correctionsSchema>;
