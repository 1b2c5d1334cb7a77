import * as z from "zod";
import type { ZodOpenApiResponseObject } from "zod-openapi";
import { statusByKind, toProblem } from "../../functions/adapters/problem.ts";
import { fieldTexts } from "../../functions/adapters/problem-texts.ts";
import { maxKept } from "../../shared/async-search/model.ts";
import { AppError, type ErrorKind } from "../../shared/platform/errors.ts";
import { maxSaved } from "../../shared/saved-search/model.ts";
import { maxHits } from "../../shared/search/model.ts";
import { overLimitBodyExample } from "./examples.ts";
import { busyHeaders, problemHeaders } from "./headers.ts";

/** The kind of each code, as it is thrown; a test holds it against the source. */
export const problemKinds = {
	"invalid-request": "invalid",
	"body-not-json": "invalid",
	"body-not-utf8": "invalid",
	"cursor-invalid": "invalid",
	"cursor-expired": "invalid",
	"idempotency-key-invalid": "invalid",
	"token-incomplete": "unauthenticated",
	"outbound-option-required": "forbidden",
	"account-unknown": "forbidden",
	"account-inactive": "forbidden",
	"admin-only": "forbidden",
	"not-found": "not-found",
	"call-history-not-found": "not-found",
	"recording-not-found": "not-found",
	"async-search-not-found": "not-found",
	"saved-search-not-found": "not-found",
	"not-latest": "conflict",
	"not-granted": "conflict",
	"not-own-call": "conflict",
	"not-today": "conflict",
	"async-search-limit": "conflict",
	"saved-search-limit": "conflict",
	"saved-search-name-taken": "conflict",
	"async-search-running": "conflict",
	"async-search-not-completed": "conflict",
	"file-outdated": "conflict",
	"file-not-granted": "forbidden",
	"request-running": "conflict",
	"outcome-unknown": "conflict",
	"email-taken": "conflict",
	"email-missing": "conflict",
	"email-unconfirmed": "conflict",
	"confirmation-invalid": "invalid",
	stale: "stale",
	"body-too-large": "too-large",
	"content-type-unsupported": "unsupported-media-type",
	"search-limit-exceeded": "over-limit",
	"search-too-large": "over-limit",
	"idempotency-key-reused": "unprocessable",
	"if-match-required": "precondition-required",
	"too-many-requests": "too-many",
	"too-many-mails": "too-many",
	"mail-not-sent": "unavailable",
	"mail-outcome-unknown": "unavailable",
	"temporarily-unavailable": "unavailable",
} as const satisfies Record<string, ErrorKind>;
export type ProblemCode = keyof typeof problemKinds;

const everyRoute = [
	"token-incomplete",
	"outbound-option-required",
	"account-unknown",
	"account-inactive",
	"temporarily-unavailable",
] as const;
export const onceProblems = ["idempotency-key-invalid", "idempotency-key-reused", "request-running"] as const;
export const withBody = [
	"invalid-request",
	"body-not-json",
	"body-not-utf8",
	"body-too-large",
	"content-type-unsupported",
] as const;

const fieldCodes = Object.keys(fieldTexts).sort();
export const problemSchema = z.strictObject({
	type: z.string().meta({ description: "`urn:rireki:problem:` and the code." }),
	code: z.string().meta({ description: "What happened; stable." }),
	title: z.string().meta({ description: "The same for people, in the language of `Content-Language`." }),
	status: z.int().meta({ description: "The HTTP status." }),
	instance: z.string().meta({ description: "Names this very request; add it when you report a fault." }),
	errors: z
		.array(
			z.strictObject({
				pointer: z.string().meta({ description: "JSON pointer to the field, as a URI fragment: `#/period/to`." }),
				code: z.string().meta({ description: `What is wrong with it: \`${fieldCodes.join("`, `")}\`.` }),
				detail: z.string().meta({ description: "The same for people." }),
			}),
		)
		.meta({ description: "The fields at fault." })
		.optional(),
});
export const tooLargeProblemSchema = problemSchema.extend({
	asyncSearch: z
		.strictObject({ href: z.string(), body: z.record(z.string(), z.unknown()) })
		.meta({ description: "What to post, and where, to run the same search in the background." }),
});
export const searchLimitProblemSchema = tooLargeProblemSchema.extend({
	limit: z.int().meta({ description: "How many hits a search may have." }),
});
export const keptLimitProblemSchema = problemSchema.extend({
	limit: z.int().meta({ description: "How many of these an account may keep." }),
});

/** Problem documents that hold more than the others. */
const extended: Partial<Record<ProblemCode, { schema: z.ZodType; extensions: Record<string, unknown> }>> = {
	"search-limit-exceeded": {
		schema: searchLimitProblemSchema,
		extensions: { limit: maxHits, asyncSearch: { href: "/v1/async-searches", body: overLimitBodyExample } },
	},
	"search-too-large": {
		schema: tooLargeProblemSchema,
		extensions: { asyncSearch: { href: "/v1/async-searches", body: overLimitBodyExample } },
	},
	"async-search-limit": { schema: keptLimitProblemSchema, extensions: { limit: maxKept } },
	"saved-search-limit": { schema: keptLimitProblemSchema, extensions: { limit: maxSaved } },
};

/** The problem documents that an operation may answer with, by status. */
export function problemResponses(codes: readonly ProblemCode[]): Record<string, ZodOpenApiResponseObject> {
	const byStatus: Record<string, ProblemCode[]> = {};
	for (const code of [...codes, ...everyRoute]) {
		const status = statusByKind[problemKinds[code]];
		byStatus[status] = [...(byStatus[status] ?? []), code];
	}
	const responses = Object.entries(byStatus).map(([status, ofStatus]) => [status, problemResponse(ofStatus)]);
	return Object.fromEntries([...responses, ["500", internalError]]);
}

/** Kinds that come with `Retry-After`. */
const toldWhen: ReadonlySet<ErrorKind> = new Set(["unavailable", "too-many"]);

function problemResponse(codes: readonly ProblemCode[]): ZodOpenApiResponseObject {
	const schemas = codes.map((code) => extended[code]?.schema).filter((schema) => schema !== undefined);
	const schema = schemas[0] ?? problemSchema;
	const examples = Object.fromEntries(codes.map((code) => [code, { value: problemExample(code) }]));
	return {
		description: codes.map((code) => `\`${code}\`: ${toProblem(errorOf(code), "en", "").title}`).join("  \n"),
		headers: codes.some((code) => toldWhen.has(problemKinds[code]) || code === "request-running")
			? busyHeaders
			: problemHeaders,
		content: { "application/problem+json": { schema, examples } },
	};
}

const internalError: ZodOpenApiResponseObject = {
	description: "`internal-error`: Something went wrong on our side.",
	headers: problemHeaders,
	content: { "application/problem+json": { schema: problemSchema } },
};

function errorOf(code: ProblemCode): AppError {
	const errors = exampleErrors[code];
	return new AppError(problemKinds[code], code, code, {
		...(errors ? { errors } : {}),
		...(extended[code] ? { extensions: extended[code].extensions } : {}),
	});
}

export function problemExample(code: ProblemCode): unknown {
	return toProblem(errorOf(code), "ja", "ZQx1Fh3pNjMEPaQ=");
}

const exampleErrors: Partial<Record<ProblemCode, { pointer: string; code: string }[]>> = {
	"invalid-request": [{ pointer: "/memo", code: "lone-surrogate" }],
	"cursor-invalid": [{ pointer: "/page/cursor", code: "cursor-invalid" }],
	"cursor-expired": [{ pointer: "/page/cursor", code: "cursor-expired" }],
};
