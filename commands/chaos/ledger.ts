import type { Reason } from "../../shared/rejection/model.ts";
import type { BatchName } from "./tenant.ts";

export interface SentCall {
	callId: string;
	requestId: string;
	batch: BatchName;
	customerId: string;
	/** ISO 8601. */
	calledAt: string;
	memo: string;
	recordingKey?: string;
}

/** What a caller knows about a write. */
export type Outcome = "acknowledged" | "refused" | "unknown";
export const outcomeOf = (status: number): Outcome =>
	status >= 200 && status < 300 ? "acknowledged" : status >= 400 && status < 500 ? "refused" : "unknown";

export interface AskedCorrection {
	callId: string;
	/** Unique within the run. */
	memo: string;
	outcome: Outcome;
	status: number;
}

export interface AskedExport {
	account: string;
	asyncSearchId: string;
	createdAt: string;
	/** Runs that were acknowledged. */
	runs: number;
	/** Whether an unacknowledged rerun may have begun. */
	perhapsMore: boolean;
	deletion?: Outcome;
}

/** Everything that a run has sent and received, which the audit compares with the stack. */
export class Ledger {
	readonly calls = new Map<string, SentCall>();
	readonly corrections: AskedCorrection[] = [];
	readonly exports = new Map<string, AskedExport>();
	/** Unanswered requests for exports, by account. */
	readonly unheardExports = new Map<string, number>();
	/** The start of the period of each answered search, which is unique. */
	readonly searches = new Set<string>();
	/** Calls whose recording was opened, and how often. */
	readonly openedRecordings = new Map<string, number>();
	readonly downloads = new Map<string, number>();
	/** Bodies of messages that cannot be applied, with their reasons. */
	readonly hopeless = new Map<string, Reason>();
	/** Errors in answers, found as they arrived. */
	readonly wrongAnswers: string[] = [];
	/** Answers by operation and status. */
	readonly answers = new Map<string, number>();

	#numbers = 0;

	/** @returns a different number each time */
	nextNumber(): number {
		return this.#numbers++;
	}

	answered(operation: string, status: number): void {
		const name = `${operation} ${status || "no answer"}`;
		this.answers.set(name, (this.answers.get(name) ?? 0) + 1);
	}
}

export function increase(counts: Map<string, number>, name: string): void {
	counts.set(name, (counts.get(name) ?? 0) + 1);
}
