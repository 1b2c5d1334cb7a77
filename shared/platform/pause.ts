export function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits before a contended write is retried: longer each time, and randomly, so that not all retry at once. */
export function backOff(attempt: number, baseMs: number): Promise<void> {
	return pause(Math.random() * baseMs * 2 ** attempt);
}
