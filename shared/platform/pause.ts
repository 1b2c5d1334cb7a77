export function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits before what others kept busy is tried again: the longer the more often it was, and by chance, so that not all come back at once. */
export function backOff(attempt: number, baseMs: number): Promise<void> {
	return pause(Math.random() * baseMs * 2 ** attempt);
}
