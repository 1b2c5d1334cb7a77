/** What is wrong with one field, as callers of the API are told in the words of shared/problem/texts.ts. */
export type FieldCode =
	| "required"
	| "unknown-field"
	| "wrong-type"
	| "wrong-format"
	| "not-allowed"
	| "too-long"
	| "too-short"
	| "too-many"
	| "too-many-words"
	| "too-few"
	| "too-large"
	| "too-small"
	| "lone-surrogate"
	| "not-a-number"
	| "not-a-time"
	| "period-empty"
	| "period-too-long"
	| "period-either"
	| "not-a-time-of-day"
	| "not-repeating"
	| "column-twice"
	| "call-twice"
	| "nothing-to-correct"
	| "result-entry-off"
	| "result-not-of-campaign"
	| "redial-in-past"
	| "redial-outside-batch"
	| "email-format"
	| "email-upper-case"
	| "cursor-invalid"
	| "cursor-expired"
	| "invalid";

/** What is wrong with a member of an event, besides: its sender reads the code alone. */
export type MemberCode = "blank" | "no-time" | "order";

/**
 * What a check of a schema says of a value that it refuses.
 * @param params what the text of the code names, such as `max`, and what else is to be known of the check
 */
export function fieldCode(code: FieldCode | MemberCode, params: Record<string, string | number> = {}) {
	return { params: { code, ...params } };
}
