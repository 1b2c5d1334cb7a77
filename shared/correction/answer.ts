import * as z from "zod";
import { correctableFields } from "./model.ts";

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
