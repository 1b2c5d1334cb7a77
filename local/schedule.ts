import { setTimeout as setTimeoutOf } from "node:timers/promises";

const stopMs = 5000;

/**
 * Repeats some work, as a schedule of EventBridge would. A failed run is logged; runs that would overlap the current
 * one are skipped.
 * @returns a function that stops it, and waits briefly for the current run: functions may be stopped at any point
 */
export function startSchedule(everyMs: number, work: () => Promise<unknown>, firstMs = everyMs): () => Promise<void> {
	let running: Promise<unknown> | undefined;
	const run = () => {
		running ??= work()
			.catch((cause) => console.error("Schedule:", cause))
			.finally(() => {
				running = undefined;
			});
	};
	let timer = setTimeout(() => {
		run();
		timer = setInterval(run, everyMs);
	}, firstMs);
	return async () => {
		clearTimeout(timer);
		const impatience = new AbortController();
		await Promise.race([running, setTimeoutOf(stopMs, undefined, { signal: impatience.signal }).catch(() => {})]);
		impatience.abort();
	};
}
