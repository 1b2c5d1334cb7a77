import type { Bucket } from "../platform/bucket.ts";
import { log } from "../platform/logger.ts";
import { cleanUp } from "./clean-up.ts";
import type { AsyncSearchRun, ExportedFile } from "./model.ts";
import type { AsyncSearchStore } from "./store.ts";

/** Ends a run as completed: from then on, its file can be downloaded. @throws AppError `async-search-gone` */
export async function completeRun(
	deps: { now: () => number; asyncSearches: AsyncSearchStore; exportFiles: Bucket },
	{ run, file }: { run: AsyncSearchRun; file: ExportedFile },
): Promise<void> {
	await deps.asyncSearches.markCompleted(run, file, deps.now());
	try {
		await cleanUp(deps, run);
	} catch (error) {
		// The search has completed nevertheless; the sweeper removes the files.
		log("warn", "files left behind", { asyncSearchId: run.asyncSearchId, run: run.run, error });
	}
}
