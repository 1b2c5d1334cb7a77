import type * as z from "zod";
import { isBusy } from "../../shared/platform/busy.ts";
import { AppError, type ErrorKind, type FieldError } from "../../shared/platform/errors.ts";
import { log } from "../../shared/platform/logger.ts";
import { fieldTexts, type Language, problemTitles, typeNames } from "./problem-texts.ts";

export const statusByKind: Record<ErrorKind, number> = {
	invalid: 400,
	unauthenticated: 401,
	forbidden: 403,
	"not-found": 404,
	conflict: 409,
	stale: 412,
	"too-large": 413,
	"unsupported-media-type": 415,
	"over-limit": 422,
	unprocessable: 422,
	"precondition-required": 428,
	"too-many": 429,
	unavailable: 503,
};

/** RFC 9457, with `errors` for the fields at fault and `code` as the last part of `type`. */
export interface Problem {
	type: string;
	code: string;
	title: string;
	status: number;
	instance: string;
	errors?: { pointer: string; code: string; detail: string }[];
	[extension: string]: unknown;
}

/** Any error as a problem document. Unexpected errors are logged, and not disclosed. */
export function toProblem(thrown: unknown, language: Language, requestId: string): Problem {
	const error = thrown instanceof AppError ? thrown : fromUnknown(thrown, requestId);
	const code = toldCode(error);
	const title = problemTitles[code] ?? problemTitles["internal-error"];
	const errors = error?.detail.errors?.map(({ pointer, code: field, params }) => ({
		pointer: toFragment(pointer),
		code: field,
		detail: fill((fieldTexts[field] ?? fieldTexts.invalid)?.[language] ?? field, language, params),
	}));
	return {
		type: `urn:rireki:problem:${code}`,
		code,
		title: title?.[language] ?? code,
		status: error ? statusByKind[error.kind] : 500,
		instance: `urn:rireki:request:${requestId}`,
		...(errors ? { errors } : {}),
		...error?.detail.extensions,
	};
}

/** To the caller, all faults of table and queue are the same; only some kinds of unavailability have a text of their own. */
function toldCode(error: AppError | undefined): string {
	if (error?.kind === "unavailable" && !Object.hasOwn(problemTitles, error.code)) return "temporarily-unavailable";
	return error?.code ?? "internal-error";
}

function fromUnknown(thrown: unknown, requestId: string): AppError | undefined {
	const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
	if (isBusy(thrown) || isBusy(cause)) {
		log("warn", "busy", { requestId, error: cause });
		return new AppError("unavailable", "busy", "a service did not answer, or not as it should");
	}
	log("error", "unexpected error", { requestId, error: thrown });
	return undefined;
}

function fill(text: string, language: Language, params: FieldError["params"] = {}): string {
	return text.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = String(params[name] ?? "");
		return name === "expected" ? (typeNames[value]?.[language] ?? value) : value;
	});
}

/** A pointer as the fragment of a URI (RFC 6901, 6): names of unknown fields hold anything, half characters too. */
function toFragment(pointer: string): string {
	return `#${encodeURI(pointer.toWellFormed()).replaceAll("#", "%23")}`;
}

/** What zod found, as field errors of ours. */
export function invalidRequest(error: z.ZodError, input: unknown): AppError {
	const found = error.issues.slice(0, 50).flatMap((issue) => toFieldErrors(issue, input));
	// When a field has a rough limit and a real one, the real one is checked last.
	const distinct = new Map(found.map((fieldError) => [`${fieldError.pointer} ${fieldError.code}`, fieldError]));
	const errors = [...distinct.values()].slice(0, 50);
	return new AppError("invalid", "invalid-request", "validation failed", { errors });
}

function toFieldErrors(issue: z.core.$ZodIssue, input: unknown): FieldError[] {
	const pointer = toPointer(issue.path);
	if (valueAt(input, issue.path) === undefined) return [{ pointer, code: "required" }];
	switch (issue.code) {
		case "unrecognized_keys":
			return issue.keys
				.slice(0, 50)
				.map((key) => ({ pointer: toPointer([...issue.path, key]), code: "unknown-field" }));
		case "invalid_type":
			return [{ pointer, code: "wrong-type", params: { expected: issue.expected } }];
		case "too_big":
			return [{ pointer, code: tooBig[issue.origin] ?? "too-large", params: { max: Number(issue.maximum) } }];
		case "too_small":
			return [{ pointer, code: tooSmall[issue.origin] ?? "too-small", params: { min: Number(issue.minimum) } }];
		case "invalid_format":
			return [{ pointer, code: "wrong-format" }];
		case "invalid_value":
			return [{ pointer, code: "not-allowed", params: { values: issue.values.join(", ") } }];
		case "invalid_union": {
			const { options } = issue as { options?: readonly unknown[] };
			if (!options) return [{ pointer, code: "wrong-format" }];
			return [{ pointer, code: "not-allowed", params: { values: options.join(", ") } }];
		}
		case "custom": {
			const { code, ...params } = (issue.params ?? {}) as { code?: string };
			return [{ pointer, code: code ?? "invalid", params }];
		}
		default:
			return [{ pointer, code: "invalid" }];
	}
}

const tooBig: Record<string, string> = { string: "too-long", array: "too-many" };
const tooSmall: Record<string, string> = { string: "too-short", array: "too-few" };

function toPointer(path: readonly PropertyKey[]): string {
	return path.map((part) => `/${String(part).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
	let value = input;
	for (const part of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[part];
	return value;
}
