/**
 * Calls back after a period of silence. Time in which this process was too busy to listen counts only a little: data
 * that arrived meanwhile are read before the next check.
 * @param heardAt when something was heard last, by `performance.now()`
 * @returns a function that ends it
 */
export function whenSilent(milliseconds: number, heardAt: () => number, callBack: () => void): () => void {
	const checkEveryMs = Math.max(1, Math.min(250, milliseconds / 16));
	let checkedAt = performance.now();
	let left = milliseconds;
	let timer = setTimeout(check, checkEveryMs);
	return () => clearTimeout(timer);

	function check(): void {
		const now = performance.now();
		left = heardAt() > checkedAt ? milliseconds : left - Math.min(now - checkedAt, 2 * checkEveryMs);
		checkedAt = now;
		if (left <= 0) callBack();
		else timer = setTimeout(check, checkEveryMs);
	}
}
