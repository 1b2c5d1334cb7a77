/**
 * Calls back after a period of silence. Time in which this process was too busy to listen counts only a little: data
 * that arrived meanwhile are read before the next check.
 * @param heardAt when something was heard last, by `performance.now()`
 * @returns a function that ends it
 */
export function whenSilent(milliseconds: number, heardAt: () => number, callBack: () => void): () => void {
	const lookEveryMs = Math.max(1, Math.min(250, milliseconds / 16));
	let lookedAt = performance.now();
	let left = milliseconds;
	let timer = setTimeout(look, lookEveryMs);
	return () => clearTimeout(timer);

	function look(): void {
		const now = performance.now();
		left = heardAt() > lookedAt ? milliseconds : left - Math.min(now - lookedAt, 2 * lookEveryMs);
		lookedAt = now;
		if (left <= 0) callBack();
		else timer = setTimeout(look, lookEveryMs);
	}
}
