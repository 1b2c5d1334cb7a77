import { setTimeout as setTimeoutOf } from "node:timers/promises";

const stopMs = 5000;

/**
 * Does some work again and again, as a schedule of EventBridge would; a run that fails is told, and the next one comes. What comes while
 * a run is not at its end is left out.
 * @returns its stop, which waits for a run, but not long: functions may be stopped at any point
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
