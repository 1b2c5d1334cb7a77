import { createHash } from "node:crypto";
import { type CallHistory, contentOfCall } from "../call-history/model.ts";

const timeDigits = 9;
/** Sorts after any digit. */
const mendedMark = "~";

/**
 * Decides which of two calls with the same id stays: the one whose precedence sorts first, that is, an undamaged one,
 * then the earlier event, then the lesser digest.
 * @param eventTime epoch milliseconds
 */
export function precedenceOf(call: Partial<CallHistory>, eventTime: number, isMended = false): string {
	const content = contentOfCall.map((name) => call[name] ?? null);
	const digest = createHash("sha256").update(JSON.stringify(content)).digest("base64url");
	return (isMended ? mendedMark : "") + eventTime.toString(36).padStart(timeDigits, "0") + digest.slice(0, 8);
}

/** Epoch milliseconds. */
export function timeOfPrecedence(precedence: string): number {
	return Number.parseInt(precedence.replace(mendedMark, "").slice(0, timeDigits), 36);
}
