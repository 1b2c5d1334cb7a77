import type { AsyncSearch, Progress } from "./model.ts";

/** Percent of the work: never less than before while a run goes on, and 100 at its end alone. */
export function percentDone(search: AsyncSearch): number {
	if (search.state === "completed") return 100;
	const { partitions, partitionsDone } = search;
	// Putting the file together is the rest.
	return partitions === undefined ? 0 : Math.floor(partitions === 0 ? 90 : (90 * partitionsDone) / partitions);
}

/** The total as far as it can be told: planned at first, then as what is done suggests. */
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
