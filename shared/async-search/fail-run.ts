import { piecesPrefix, resultKey } from "../export/layout.ts";
import type { Deps } from "../platform/deps.ts";
import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import type { FailureCode } from "./failure.ts";
import type { AsyncSearchRun } from "./model.ts";

/** Ends a run as failed, unless it has ended, and removes what it has stored; the file of the run before it stays. */
export async function failRun(
	deps: Pick<Deps, "now" | "asyncSearches" | "exportFiles">,
	run: AsyncSearchRun,
	code: FailureCode,
): Promise<void> {
	const { asyncSearchId } = run;
	if (await deps.asyncSearches.markFailed(run, code, deps.now())) {
		log("error", "asynchronous search failed", { asyncSearchId, run: run.run, code });
		measure("async search failed", { Failures: 1 }, { asyncSearchId, reason: code });
		await deps.exportFiles.delete([resultKey(run)]);
	}
	await deps.exportFiles.deleteAll(piecesPrefix(run));
}
