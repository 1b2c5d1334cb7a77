/** Does some work again and again, as a schedule of EventBridge would; a run that fails is told, and the next one comes. @returns its stop */
export function startSchedule(everyMs: number, work: () => Promise<unknown>): () => Promise<void> {
	let running: Promise<unknown> = Promise.resolve();
	const timer = setInterval(() => {
		running = running.then(work).catch((cause) => console.error("Schedule:", cause));
	}, everyMs);
	return async () => {
		clearInterval(timer);
		await running;
	};
}
