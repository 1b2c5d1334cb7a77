import type * as z from "zod";
import type { ApiFunction } from "../../infra/routes.ts";
import type { ProblemCode } from "../../shared/problem/model.ts";

interface Example {
	summary: string;
	value: unknown;
}

interface Content {
	schema: z.ZodType;
	example: unknown;
}

/** An answer without a body. */
interface Nothing {
	schema?: never;
	example?: never;
}

/** What the document says of a route beside its method and path. The schemas are those that validate. */
export interface Operation {
	tag: "Call histories" | "Recordings" | "Asynchronous searches" | "Saved searches" | "Trail" | "Caller";
	summary: string;
	description: string;
	path?: z.ZodObject;
	query?: z.ZodObject;
	/** Whether it takes an `Idempotency-Key`. */
	once?: true;
	/** Whether `If-Match` is required. */
	ifMatch?: true;
	body?: { schema: z.ZodType; examples: Record<string, Example> };
	answer: {
		description: string;
		/** 200 unless told otherwise. */
		status?: 201 | 202 | 204;
		/** Whether the answer has an `ETag`. */
		etag?: true;
		/** Whether the answer says in `Location` where what was made can be read. */
		location?: true;
	} & (Content | Nothing);
	/** Beside those that every route may answer with. */
	problems: readonly ProblemCode[];
}

export type Operations = Partial<Record<ApiFunction, Operation>>;
