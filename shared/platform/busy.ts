import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";
import { AppError } from "./errors.ts";

type Fault = Parameters<typeof isTransientError>[0] & { $response?: unknown };

/** Whether a service was busy, silent or out of order, so that a retry may succeed a moment later. */
export function isBusy(error: unknown): boolean {
	if (error instanceof AppError) return error.kind === "unavailable";
	if (!(error instanceof Error)) return false;
	const fault = error as Fault;
	// When the SDK cannot read an answer, its error carries that answer.
	const isCutShort = error instanceof SyntaxError && fault.$response !== undefined;
	return isCutShort || isThrottlingError(fault) || isTransientError(fault) || isServerError(fault);
}
