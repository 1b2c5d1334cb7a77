import type { ErrorCode } from "../problem/model.ts";

/** Why an asynchronous search has failed, as reported to its owner. */
interface Failure {
	ja: string;
	en: string;
	/** Whether running the same search again may succeed. */
	retryable: boolean;
}

const failures = {
	interrupted: {
		ja: "処理が途中で中断されました。再実行してください。",
		en: "The search was interrupted. Run it again.",
		retryable: true,
	},
	"timed-out": {
		ja: "処理が制限時間内に終わりませんでした。条件を絞り込むか、時間をおいて再実行してください。",
		en: "The search did not finish in time. Narrow the conditions, or run it again later.",
		retryable: true,
	},
	busy: {
		ja: "システムが混み合っているため、処理できませんでした。時間をおいて再実行してください。",
		en: "The system was too busy. Run the search again later.",
		retryable: true,
	},
	"file-too-large": {
		ja: "結果のファイルが上限の5GBを超えました。条件を絞り込んで、もう一度検索してください。",
		en: "The file would be larger than 5 GB. Narrow the conditions and search again.",
		retryable: false,
	},
	"not-permitted": {
		ja: "アカウントの権限が変更されたため、処理できませんでした。管理者にお問い合わせください。",
		en: "The permissions of the account have changed. Contact your administrator.",
		retryable: false,
	},
	"internal-error": {
		ja: "システムエラーが発生しました。再実行しても解消しない場合は、管理者にお問い合わせください。",
		en: "Something went wrong on our side. If it persists, contact your administrator.",
		retryable: true,
	},
} as const satisfies Record<string, Failure>;
export type FailureCode = keyof typeof failures;
export const failureCodes = Object.keys(failures) as FailureCode[];

/** By the code of the error that ended the workflow. */
const ofCodes: Partial<Record<ErrorCode, FailureCode>> = {
	"file-too-large": "file-too-large",
	"outbound-option-required": "not-permitted",
	"account-unknown": "not-permitted",
	"account-inactive": "not-permitted",
	"table-throttled": "busy",
	"timed-out": "busy",
	"bucket-unavailable": "busy",
	"tenant-role-unavailable": "busy",
};

/** By the error's name: our own codes, errors of AWS services, and `States.*`. */
const codeByError: Record<string, FailureCode> = {
	...ofCodes,
	"States.Timeout": "timed-out",
	TimeoutError: "busy",
	InternalServerError: "busy",
	InternalError: "busy",
	ServiceUnavailable: "busy",
	ThrottlingException: "busy",
	ProvisionedThroughputExceededException: "busy",
	RequestLimitExceeded: "busy",
	SlowDown: "busy",
	"Lambda.TooManyRequestsException": "busy",
};

export function failureCodeOf(errorName: string | undefined): FailureCode {
	return codeByError[errorName ?? ""] ?? "internal-error";
}

export function failureOf(code: string): Failure & { code: FailureCode } {
	const known = Object.hasOwn(failures, code) ? (code as FailureCode) : "internal-error";
	return { code: known, ...failures[known] };
}
