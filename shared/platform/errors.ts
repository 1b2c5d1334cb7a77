/** What went wrong, in terms of the caller; `functions/adapters/problem.ts` maps each kind to a status. */
export type ErrorKind =
	| "invalid"
	| "unauthenticated"
	| "forbidden"
	| "not-found"
	| "conflict"
	| "stale"
	| "precondition-required"
	| "too-large"
	| "unsupported-media-type"
	| "over-limit"
	| "unprocessable"
	| "too-many"
	| "unavailable";

/** One field at fault: `pointer` is an RFC 6901 pointer into the request body, `code` names the text to show. */
export interface FieldError {
	pointer: string;
	code: string;
	params?: Record<string, string | number>;
}

export interface ErrorDetail {
	errors?: FieldError[];
	/** Further members of the problem document, such as `asyncSearch`. */
	extensions?: Record<string, unknown>;
	/** When to try again, where that is known. */
	retryAfterSeconds?: number;
	/** Whether it was done is unknown. */
	mayHaveHappened?: true;
}

/** The one error that code of ours throws on purpose. `name` is the code, so that a state machine can match it. */
export class AppError extends Error {
	readonly kind: ErrorKind;
	readonly code: string;
	readonly detail: ErrorDetail;

	constructor(kind: ErrorKind, code: string, message: string, detail: ErrorDetail = {}) {
		super(message);
		this.kind = kind;
		this.code = code;
		this.name = code;
		this.detail = detail;
	}
}
