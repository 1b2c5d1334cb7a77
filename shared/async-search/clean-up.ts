import type { Bucket } from "../platform/bucket.ts";
import { piecesPrefix, resultsPrefix, runOfKey } from "./layout.ts";
import type { AsyncSearchRun } from "./model.ts";

/** Removes what a completed run no longer needs: its pieces, and the previous run's file. */
export async function cleanUp({ exportFiles }: { exportFiles: Bucket }, run: AsyncSearchRun): Promise<void> {
	await exportFiles.deleteAll(piecesPrefix(run));
	if (run.run === 1) return;
	for await (const keys of exportFiles.list(resultsPrefix(run))) {
		await exportFiles.delete(keys.filter((key) => (runOfKey(key)?.run ?? 0) < run.run));
	}
}
