import type * as z from "zod";
import { isBusy } from "../../shared/platform/busy.ts";
import { AppError, type FieldError } from "../../shared/platform/errors.ts";
import { log } from "../../shared/platform/logger.ts";
import type { FieldCode } from "../../shared/problem/field-model.ts";
import { type ProblemCode, problemKinds, statusByKind } from "../../shared/problem/model.ts";
import { fieldTexts, type Language, problemTitles, typeNames } from "../../shared/problem/texts.ts";

/** RFC 9457, with `errors` for the fields at fault and `code` as the last part of `type`. */
export interface Problem {
	type: string;
	code: ProblemCode;
	title: string;
	status: number;
	instance: string;
	errors?: { pointer: string; code: FieldCode; detail: string }[];
	[extension: string]: unknown;
}

/** Any error as a problem document. Unexpected errors are logged, and not disclosed. */
export function toProblem(thrown: unknown, language: Language, requestId: string): Problem {
	const error = thrown instanceof AppError ? thrown : fromUnknown(thrown, requestId);
	const code = knownCode(error);
	const errors = error.detail.errors?.map((fieldError) => {
		const field = knownFieldCode(fieldError);
		const detail = fill(fieldTexts[field][language], language, fieldError.params);
		return { pointer: toFragment(fieldError.pointer), code: field, detail };
	});
	return {
		type: `urn:rireki:problem:${code}`,
		code,
		title: problemTitles[code][language],
		status: statusByKind[problemKinds[code]],
		instance: `urn:rireki:request:${requestId}`,
		...(errors ? { errors } : {}),
		...error.detail.extensions,
	};
}

/** A stored refusal may have a code from another release. */
function knownCode({ code, kind }: AppError): ProblemCode {
	if (Object.hasOwn(problemKinds, code)) return code as ProblemCode;
	return kind === "unavailable" ? "temporarily-unavailable" : "internal-error";
}

function knownFieldCode({ code }: FieldError): FieldCode {
	return Object.hasOwn(fieldTexts, code) ? code : "invalid";
}

function fromUnknown(thrown: unknown, requestId: string): AppError {
	const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
	if (isBusy(thrown) || isBusy(cause)) {
		log("warn", "busy", { requestId, error: cause });
		return new AppError("temporarily-unavailable", "a service did not answer properly");
	}
	log("error", "unexpected error", { requestId, error: thrown });
	return new AppError("internal-error", "an unexpected error");
}

function fill(text: string, language: Language, params: FieldError["params"] = {}): string {
	return text.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = String(params[name] ?? "");
		return name === "expected" ? (typeNames[value]?.[language] ?? value) : value;
	});
}

/**
 * A pointer as the fragment of a URI (RFC 6901, 6): names of unknown fields may contain anything, even half characters.
 */
function toFragment(pointer: string): string {
	return `#${encodeURI(pointer.toWellFormed()).replaceAll("#", "%23")}`;
}

/** The issues that Zod found, as our field errors. */
export function invalidRequest(error: z.ZodError, input: unknown): AppError {
	const found = error.issues.slice(0, 50).flatMap((issue) => toFieldErrors(issue, input));
	// When a field has a rough limit and a real one, the real one is checked last.
	const distinct = new Map(found.map((fieldError) => [`${fieldError.pointer} ${fieldError.code}`, fieldError]));
	const errors = [...distinct.values()].slice(0, 50);
	return new AppError("invalid-request", "validation failed", { errors });
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
			const { code = "invalid", ...params } = (issue.params ?? {}) as { code?: FieldCode };
			return [{ pointer, code, params }];
		}
		default:
			return [{ pointer, code: "invalid" }];
	}
}

const tooBig: Record<string, FieldCode> = { string: "too-long", array: "too-many" };
const tooSmall: Record<string, FieldCode> = { string: "too-short", array: "too-few" };

function toPointer(path: readonly PropertyKey[]): string {
	return path.map((part) => `/${String(part).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
	let value = input;
	for (const part of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[part];
	return value;
}
