import type { FieldCode } from "../problem/field-model.ts";
import { type ErrorCode, type ErrorKind, kindByCode } from "../problem/model.ts";

/** One field at fault: `pointer` is an RFC 6901 pointer into the request body, `code` names the text to show. */
export interface FieldError {
	pointer: string;
	code: FieldCode;
	params?: Record<string, string | number>;
}

export interface ErrorDetail {
	errors?: FieldError[];
	/** Further members of the problem document, such as `asyncSearch`. */
	extensions?: Record<string, unknown>;
	/** When to try again, if known. */
	retryAfterSeconds?: number;
	/** The operation may have taken effect. */
	mayHaveHappened?: true;
}

/**
 * The error that our own code throws on purpose; its code determines its kind. `name` is the code, so that a state
 * machine can match it.
 */
export class AppError extends Error {
	readonly kind: ErrorKind;
	readonly code: ErrorCode;
	readonly detail: ErrorDetail;

	/** @param message for the log, in English; callers get the text of the code */
	constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
		super(message);
		this.kind = kindByCode[code];
		this.code = code;
		this.name = code;
		this.detail = detail;
	}
}
