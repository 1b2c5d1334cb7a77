import * as z from "zod";
import type { ZodOpenApiResponseObject } from "zod-openapi";
import { toProblem } from "../../functions/adapters/problem.ts";
import { maxKept } from "../../shared/async-search/model.ts";
import { AppError, type FieldError } from "../../shared/platform/errors.ts";
import { type ErrorKind, type ProblemCode, problemKinds, statusByKind } from "../../shared/problem/model.ts";
import { fieldTexts } from "../../shared/problem/texts.ts";
import { maxSaved } from "../../shared/saved-search/model.ts";
import { maxHits } from "../../shared/search/model.ts";
import { overLimitBodyExample } from "./examples.ts";
import { busyHeaders, problemHeaders, unauthenticatedHeaders } from "./headers.ts";

/** The codes of problem documents and of their fields, as the document enumerates them. */
export const problemCodes = Object.keys(problemKinds) as ProblemCode[];
export const fieldCodes = Object.keys(fieldTexts).sort();

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

/** Members that only some problem documents have. */
const asyncSearch = { href: "/v1/async-searches", body: overLimitBodyExample };
const extensions: Partial<Record<ProblemCode, { limit?: number; asyncSearch?: typeof asyncSearch }>> = {
	"search-limit-exceeded": { limit: maxHits, asyncSearch },
	"search-too-large": { asyncSearch },
	"async-search-limit": { limit: maxKept },
	"saved-search-limit": { limit: maxSaved },
};

function codesWith(member: "limit" | "asyncSearch"): string {
	const codes = Object.entries(extensions).flatMap(([code, members]) => (member in members ? [`\`${code}\``] : []));
	return codes.join(", ");
}

export const problemSchema = z.strictObject({
	type: z.string().meta({ format: "uri", description: "`urn:rireki:problem:` and the code." }),
	code: z.enum(problemCodes).meta({ description: "What happened; stable." }),
	title: z.string().meta({ description: "The same for people, in the language of `Content-Language`." }),
	status: z.int().meta({ description: "The HTTP status." }),
	instance: z.string().meta({ description: "Identifies this request; quote it when you report a fault." }),
	errors: z
		.array(
			z.strictObject({
				pointer: z.string().meta({ description: "JSON pointer to the field, as a URI fragment: `#/period/to`." }),
				code: z.enum(fieldCodes).meta({ description: "What is wrong with it." }),
				detail: z.string().meta({ description: "The same for people." }),
			}),
		)
		.meta({ description: "The faulty fields." })
		.optional(),
	limit: z
		.int()
		.meta({ description: `The limit that was exceeded: with ${codesWith("limit")}.` })
		.optional(),
	asyncSearch: z
		.strictObject({
			href: z.string().meta({ format: "uri-reference", description: "Where to post it." }),
			body: z.record(z.string(), z.unknown()).meta({ description: "The body to post." }),
		})
		.meta({ description: `The request that runs the same search in the background: with ${codesWith("asyncSearch")}.` })
		.optional(),
});
/** The problem documents of an operation, by status. */
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
	const examples = Object.fromEntries(codes.map((code) => [code, { value: problemExample(code) }]));
	return {
		description: codes.map((code) => `\`${code}\`: ${toProblem(errorOf(code), "en", "").title}`).join("  \n"),
		headers: headersOf(codes),
		content: { "application/problem+json": { schema: problemSchema, examples } },
	};
}

function headersOf(codes: readonly ProblemCode[]) {
	if (codes.includes("token-incomplete")) return unauthenticatedHeaders;
	const isTold = codes.some((code) => toldWhen.has(problemKinds[code]) || code === "request-running");
	return isTold ? busyHeaders : problemHeaders;
}

const internalError: ZodOpenApiResponseObject = {
	description: "`internal-error`: Something went wrong on our side.",
	headers: problemHeaders,
	content: { "application/problem+json": { schema: problemSchema } },
};

function errorOf(code: ProblemCode): AppError {
	const errors = exampleErrors[code];
	return new AppError(code, code, {
		...(errors ? { errors } : {}),
		...(extensions[code] ? { extensions: extensions[code] } : {}),
	});
}

export function problemExample(code: ProblemCode): unknown {
	return toProblem(errorOf(code), "ja", "ZQx1Fh3pNjMEPaQ=");
}

const exampleErrors: Partial<Record<ProblemCode, FieldError[]>> = {
	"invalid-request": [{ pointer: "/memo", code: "lone-surrogate" }],
	"cursor-invalid": [{ pointer: "/page/cursor", code: "cursor-invalid" }],
	"cursor-expired": [{ pointer: "/page/cursor", code: "cursor-expired" }],
};
