import * as z from "zod";
import { formats } from "../cell/model.ts";
import { columns } from "../column/model.ts";
import { repeatSchema } from "../repeat/model.ts";
import { sortSchema } from "../search/model.ts";
import { answeredTimeSchema } from "../time/answer.ts";
import { failureCodes } from "./failure.ts";
import { encodings, states } from "./model.ts";

export const asyncSearchSchema = z.object({
	asyncSearchId: z.string(),
	state: z.enum(states),
	note: z.nullable(z.string()),
	conditions: z.record(z.string(), z.unknown()),
	sort: sortSchema,
	encoding: z.enum(encodings),
	format: z.enum(formats),
	columns: z.array(z.enum(columns)),
	repeat: z.nullable(repeatSchema),
	paused: z.boolean(),
	nextRunAt: z.nullable(answeredTimeSchema),
	createdAt: answeredTimeSchema,
	startedAt: z.nullable(answeredTimeSchema),
	finishedAt: z.nullable(answeredTimeSchema),
	expiresAt: answeredTimeSchema,
	progress: z.object({
		rowsDone: z.int(),
		rowsEstimated: z.nullable(z.int()),
		percent: z.int(),
	}),
	rowCount: z.nullable(z.int()),
	byteCount: z.nullable(z.int()),
	sha256: z.nullable(z.string()),
	replacedCount: z.nullable(z.int()),
	guardedCount: z.nullable(z.int()),
	warnings: z.array(z.object({ code: z.string(), title: z.string() })),
	formerFile: z.nullable(
		z.object({ asOf: answeredTimeSchema, rowCount: z.int(), byteCount: z.int(), sha256: z.string() }),
	),
	failure: z.nullable(z.object({ code: z.enum(failureCodes), title: z.string(), retryable: z.boolean() })),
});
export type AsyncSearchAnswer = z.infer<typeof asyncSearchSchema>;

export const asyncSearchesSchema = z.object({ items: z.array(asyncSearchSchema) });
