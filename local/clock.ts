/** A clock that shows `time` (epoch milliseconds) now, and runs on from there. */
export function clockFrom(time: number): () => number {
	const ahead = time - Date.now();
	return () => Date.now() + ahead;
}

/**
 * How far a clock is ahead of the machine's, in milliseconds, rounded to seconds, because two readings of the same
 * clock differ.
 */
export const aheadOfMachine = (now: () => number) => Math.round((now() - Date.now()) / 1000) * 1000;
