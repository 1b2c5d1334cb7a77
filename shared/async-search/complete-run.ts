import { piecesPrefix } from "../export/layout.ts";
import type { Deps } from "../platform/deps.ts";
import { log } from "../platform/logger.ts";
import type { AsyncSearchRun, ExportedFile } from "./model.ts";

/** Ends a run as completed: from here on its file can be downloaded. @throws AppError `async-search-gone` */
export async function completeRun(
	deps: Pick<Deps, "now" | "asyncSearches" | "exportFiles">,
	{ search: run, file }: { search: AsyncSearchRun; file: ExportedFile },
): Promise<void> {
	await deps.asyncSearches.markCompleted(run, file, deps.now());
	try {
		await deps.exportFiles.deleteAll(piecesPrefix(run));
	} catch (error) {
		// The search has ended well all the same; the sweeper removes them.
		log("warn", "pieces left behind", { asyncSearchId: run.asyncSearchId, run: run.run, error });
	}
}
