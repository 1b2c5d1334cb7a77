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

/** A route's part of the document, besides method and path. Its schemas are the ones that validate requests. */
export interface Operation {
	tag: "Call histories" | "Recordings" | "Asynchronous searches" | "Saved searches" | "Trail" | "Caller";
	summary: string;
	description: string;
	path?: z.ZodObject;
	query?: z.ZodObject;
	/** Whether it accepts an `Idempotency-Key`. */
	once?: true;
	/** Whether `If-Match` is required. */
	ifMatch?: true;
	body?: { schema: z.ZodType; examples: Record<string, Example> };
	answer: {
		description: string;
		/** 200 if left out. */
		status?: 201 | 202 | 204;
		/** Whether the answer has an `ETag`. */
		etag?: true;
		/** Whether the answer has a `Location` of the created resource. */
		location?: true;
	} & (Content | Nothing);
	/** Codes besides those that every route may answer with. */
	problems: readonly ProblemCode[];
}

export type Operations = Partial<Record<ApiFunction, Operation>>;
