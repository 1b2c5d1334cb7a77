import type { AsyncSearch, Progress } from "./model.ts";

/** Percentage of the work done: never decreases during a run, and reaches 100 only at its end. */
export function percentDone(search: AsyncSearch): number {
	if (search.state === "completed") return 100;
	const { partitions, partitionsDone } = search;
	// The remaining tenth is for assembling the file.
	return partitions === undefined ? 0 : Math.floor(partitions === 0 ? 90 : (90 * partitionsDone) / partitions);
}

/** The expected total: as planned at first, then extrapolated from what is done. */
export function rowsEstimated({
	rowsDone,
	rowsEstimated: planned,
	partitions,
	partitionsDone,
}: Progress): number | null {
	if (planned === undefined || partitions === undefined) return null;
	if (partitionsDone === 0) return planned;
	return Math.max(rowsDone, Math.round((rowsDone / partitionsDone) * partitions));
}
