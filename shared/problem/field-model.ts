/** What is wrong with one field. shared/problem/texts.ts has the texts that callers of the API get. */
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

/** Further codes for members of events. Their senders get only the code, so they have no texts. */
export type MemberCode = "blank" | "no-time" | "order";

/**
 * The error of a schema's check that refuses a value.
 * @param params the parameters of the code's text, such as `max`, and other facts about the check
 */
export function fieldCode(code: FieldCode | MemberCode, params: Record<string, string | number> = {}) {
	return { params: { code, ...params } };
}
