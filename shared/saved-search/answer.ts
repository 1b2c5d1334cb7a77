import * as z from "zod";
import { columns } from "../column/model.ts";
import { sortSchema } from "../search/model.ts";
import { answeredTimeSchema } from "../time/answer.ts";

export const savedSearchAnswerSchema = z.object({
	savedSearchId: z.string(),
	name: z.string(),
	isStart: z.boolean(),
	conditions: z
		.record(z.string(), z.unknown())
		.meta({ description: "As they were saved; a relative `period` stays relative." }),
	period: z
		.object({ from: answeredTimeSchema, to: answeredTimeSchema })
		.meta({ description: "The period as of this answer; search with it instead of a relative one." }),
	sort: sortSchema,
	columns: z.array(z.enum(columns)),
	createdAt: answeredTimeSchema,
	updatedAt: answeredTimeSchema,
});
export type SavedSearchAnswer = z.infer<typeof savedSearchAnswerSchema>;

export const savedSearchesSchema = z.object({ items: z.array(savedSearchAnswerSchema) });
