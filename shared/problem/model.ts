/** What went wrong from the caller's point of view, with its HTTP status. */
export const statusByKind = {
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
	internal: 500,
	unavailable: 503,
} as const;
export type ErrorKind = keyof typeof statusByKind;

/**
 * The codes that callers of the API get. Their texts are in shared/problem/texts.ts, which other functions do not load.
 */
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
	"internal-error": "internal",
} as const satisfies Record<string, ErrorKind>;
export type ProblemCode = keyof typeof problemKinds;

/**
 * Every error code, with its kind. Callers of the API get `temporarily-unavailable` for all faults of the services
 * behind it.
 */
export const kindByCode = {
	...problemKinds,
	"bucket-unavailable": "unavailable",
	"bus-refused": "unavailable",
	contended: "unavailable",
	"queue-refused": "unavailable",
	"search-unavailable": "unavailable",
	"table-throttled": "unavailable",
	"tenant-role-unavailable": "unavailable",
	"timed-out": "unavailable",
	// Only tasks throw these; the state machine matches them.
	"async-search-gone": "conflict",
	"file-too-large": "over-limit",
} as const satisfies Record<string, ErrorKind>;
export type ErrorCode = keyof typeof kindByCode;
