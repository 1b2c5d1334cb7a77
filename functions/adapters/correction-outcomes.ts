import { isFault, type Outcome } from "../../shared/correction/correct-call-histories.ts";
import type { BulkCorrection } from "../../shared/correction/model.ts";
import { AppError } from "../../shared/platform/errors.ts";
import { measure } from "../../shared/platform/metrics.ts";
import { currentScope } from "../../shared/platform/scope.ts";
import type { Language } from "../../shared/problem/texts.ts";
import type { ApiAnswer } from "./http.ts";
import { type Problem, toProblem } from "./problem.ts";
import { hiddenCost } from "./server-timing.ts";

/** The form stored with an `Idempotency-Key`: small, and language-neutral. */
export function keptOutcomes(outcomes: readonly Outcome[]): ApiAnswer {
	const isUnfinished = outcomes.some((outcome) => "error" in outcome && isFault(outcome.error));
	return { body: outcomes.map(toKept), ...(isUnfinished ? { unfinished: true } : {}) };
}

function toKept(outcome: Outcome): Outcome {
	if (!("error" in outcome && outcome.error instanceof AppError)) return outcome;
	const { code, message, detail } = outcome.error;
	return { error: { code, message, detail } };
}

/** Restores a stored error; its pointers then refer to the fields of the whole request. */
function fromKept(error: unknown, index: number): unknown {
	if (!(error instanceof Object && "detail" in error)) return error;
	const { code, message, detail: own } = error as AppError;
	const errors = own.errors?.map((field) => ({ ...field, pointer: `/items/${index}${field.pointer}` }));
	const detail = errors ? { ...own, errors } : own;
	return new AppError(code, message, detail);
}

/** The outcomes as the API returns them, each with its record's id, refusals in the reader's language. */
export function presentOutcomes(
	{ items, dryRun }: BulkCorrection,
	outcomes: readonly Outcome[],
	language: Language,
): ApiAnswer {
	const done = dryRun ? "correctable" : "corrected";
	const presented = outcomes.map((outcome, index) => {
		const callId = items[index]?.callId ?? "";
		if (!("error" in outcome)) return { callId, outcome: done, ...outcome };
		const problem = toProblem(fromKept(outcome.error, index), language, currentScope()?.correlationId ?? "");
		return { callId, outcome: "refused", problem };
	});
	const problems = presented.flatMap(({ problem }) => (problem ? [problem] : []));
	if (!dryRun) measureRefusals(problems);
	const isHiding = problems.some(({ status }) => status === 404);
	return { body: { items: presented }, ...(isHiding ? { headers: hiddenCost } : {}) };
}

/** Counted as for requests that correct a single record; the status of the whole answer does not show them. */
function measureRefusals(problems: readonly Problem[]): void {
	for (const [code, ofCode] of Map.groupBy(problems, (problem) => problem.code)) {
		measure("records not corrected", { Failures: ofCode.length }, { reason: code });
	}
}
