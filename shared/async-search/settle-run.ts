import type { Bucket } from "../platform/bucket.ts";
import type { Execution } from "../platform/workflow.ts";
import { failRun } from "./fail-run.ts";
import { failureCodeOf } from "./failure.ts";
import type { AsyncSearchRun } from "./model.ts";
import { type MailDeps, sendOutcomeMail } from "./send-outcome-mail.ts";
import type { AsyncSearchStore } from "./store.ts";

export interface SettleDeps extends MailDeps {
	now: () => number;
	asyncSearches: AsyncSearchStore;
	exportFiles: Bucket;
}

/** Ends a run whose execution has closed. If the workflow ended the run itself, only the mail may be left to send. */
export async function settleRun(
	deps: SettleDeps,
	{ run, execution: { status, error } }: { run: AsyncSearchRun; execution: Pick<Execution, "status" | "error"> },
): Promise<void> {
	if (status === "RUNNING" || status === "PENDING_REDRIVE") return;
	const code =
		status === "TIMED_OUT" ? "timed-out" : status === "FAILED" && isOwn(error) ? failureCodeOf(error) : "interrupted";
	await failRun(deps, { run, code });
	await sendOutcomeMail(deps, { run });
}

/** Whether an execution ended with a task's error, and not because the state machine itself failed. */
function isOwn(error: string | undefined): boolean {
	return error !== undefined && !/^(?:States\.Runtime|States\.DataLimitExceeded|Local\.)/.test(error);
}
