import { AsyncLocalStorage } from "node:async_hooks";
import { AppError } from "./errors.ts";

/** By when what is going on has to be over, and how long a single call may take where that is shorter than its client's own limit. */
interface Limit {
	signal: AbortSignal;
	callMs: number;
}

const current = new AsyncLocalStorage<Limit>();

/** Ends the requests of whatever it is asked in; undefined outside of {@link within}. */
export function currentSignal(): AbortSignal | undefined {
	return current.getStore()?.signal;
}

export function currentCallMs(): number {
	return current.getStore()?.callMs ?? Number.POSITIVE_INFINITY;
}

/** What an answer of the API has left for that when its time is over. */
export const takeBackMs = 800;

interface Options {
	/** For a single call with all of its attempts; as it is outside where left out. */
	callMs?: number | undefined;
	/** How long the work may take to tidy up when its time is over, {@link apart} from it. */
	graceMs?: number;
}

/**
 * Runs work that has to be over by then. When it is not, its requests are broken off, and it can make no others; what encloses it
 * holds, too.
 * @throws AppError `unavailable` (timed-out)
 */
export async function within<T>(milliseconds: number, work: () => Promise<T>, options: Options = {}): Promise<T> {
	const { callMs = currentCallMs(), graceMs = 0 } = options;
	const outer = currentSignal();
	const controller = new AbortController();
	const { signal } = controller;
	const timers = [setTimeout(() => controller.abort(timedOut(milliseconds)), milliseconds)];
	const ended = new Promise<never>((_, reject) => {
		const end = () => reject(signal.reason);
		signal.addEventListener("abort", () => (graceMs > 0 ? timers.push(setTimeout(end, graceMs)) : end()));
	});
	ended.catch(() => {});
	const follow = () => controller.abort(outer?.reason);
	if (outer?.aborted) follow();
	outer?.addEventListener("abort", follow, { once: true });
	try {
		return await Promise.race([ended, current.run({ signal, callMs }, work)]);
	} catch (error) {
		// What was broken off says so in many ways.
		throw signal.aborted && !(error instanceof AppError) ? signal.reason : error;
	} finally {
		for (const timer of timers) clearTimeout(timer);
		outer?.removeEventListener("abort", follow);
	}
}

/** Runs what has to be done although the time of what encloses it is over, such as taking back half of something. */
export function apart<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
	return current.exit(() => within(milliseconds, work));
}

function timedOut(milliseconds: number): AppError {
	return new AppError("unavailable", "timed-out", `not done within ${milliseconds} ms`);
}
