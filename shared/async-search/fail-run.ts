import type { Bucket } from "../platform/bucket.ts";
import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import type { FailureCode } from "./failure.ts";
import { piecesPrefix, resultKey } from "./layout.ts";
import type { AsyncSearchRun } from "./model.ts";
import type { AsyncSearchStore } from "./store.ts";

/** Ends a run as failed, unless it has ended, and removes what it has stored; the previous run's file stays. */
export async function failRun(
	deps: { now: () => number; asyncSearches: AsyncSearchStore; exportFiles: Bucket },
	{ run, code }: { run: AsyncSearchRun; code: FailureCode },
): Promise<void> {
	const { asyncSearchId } = run;
	if (await deps.asyncSearches.markFailed(run, code, deps.now())) {
		log("error", "asynchronous search failed", { asyncSearchId, run: run.run, code });
		measure("async search failed", { Failures: 1 }, { asyncSearchId, reason: code });
		await deps.exportFiles.delete([resultKey(run)]);
	}
	await deps.exportFiles.deleteAll(piecesPrefix(run));
}
