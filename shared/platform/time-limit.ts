import { AsyncLocalStorage } from "node:async_hooks";
import { AppError } from "./errors.ts";
import { whenSilent } from "./silence.ts";

/** By when what is going on has to be over, and how long a single call may take where that is shorter than its client's own limit. */
interface Limit {
	signal: AbortSignal;
	callMs: number;
	/** By the clock of `performance`. */
	endsAt: number;
}

const current = new AsyncLocalStorage<Limit>();

/** Ends the requests of whatever it is asked in; undefined outside of {@link within}. */
export function currentSignal(): AbortSignal | undefined {
	return current.getStore()?.signal;
}

export function currentCallMs(): number {
	return current.getStore()?.callMs ?? Number.POSITIVE_INFINITY;
}

/** How long what it is asked in may go on; for ever outside of {@link within}. */
export function remainingMs(): number {
	return (current.getStore()?.endsAt ?? Number.POSITIVE_INFINITY) - performance.now();
}

/** What an answer of the API has left for that when its time is over. */
export const takeBackMs = 800;

interface Options {
	/** For a single call with all of its attempts; as it is outside where left out. */
	callMs?: number | undefined;
	/** When something was heard last: the time is then one of silence, and of this process listening ({@link whenSilent}). */
	heardAt?: () => number;
	/** How long the work may take to tidy up when its time is over, {@link apart} from it. */
	graceMs?: number;
}

/**
 * Runs work that has to be over by then. When it is not, its requests are broken off, and it can make no others; what encloses it
 * holds, too.
 * @throws AppError `unavailable` (timed-out)
 */
export async function within<T>(milliseconds: number, work: () => Promise<T>, options: Options = {}): Promise<T> {
	const { callMs = currentCallMs(), graceMs = 0, heardAt } = options;
	const outer = currentSignal();
	// A silence has no end that is known beforehand.
	const endsAt = performance.now() + Math.min(remainingMs(), heardAt ? Number.POSITIVE_INFINITY : milliseconds);
	const controller = new AbortController();
	const { signal } = controller;
	const expire = () => controller.abort(timedOut(milliseconds));
	const stop = heardAt ? whenSilent(milliseconds, heardAt, expire) : startTimer(milliseconds, expire);
	let stopGrace = () => {};
	const ended = new Promise<never>((_, reject) => {
		const end = () => reject(signal.reason);
		signal.addEventListener("abort", () => {
			if (graceMs > 0) stopGrace = startTimer(graceMs, end);
			else end();
		});
	});
	ended.catch(() => {});
	const follow = () => controller.abort(outer?.reason);
	if (outer?.aborted) follow();
	outer?.addEventListener("abort", follow, { once: true });
	try {
		return await Promise.race([ended, current.run({ signal, callMs, endsAt }, work)]);
	} catch (error) {
		// What was broken off says so in many ways.
		throw signal.aborted && !(error instanceof AppError) ? signal.reason : error;
	} finally {
		stop();
		stopGrace();
		outer?.removeEventListener("abort", follow);
	}
}

/** Runs what has to be done although the time of what encloses it is over, such as taking back half of something. */
export function apart<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
	return current.exit(() => within(milliseconds, work));
}

function startTimer(milliseconds: number, callBack: () => void): () => void {
	const timer = setTimeout(callBack, milliseconds);
	return () => clearTimeout(timer);
}

function timedOut(milliseconds: number): AppError {
	return new AppError("unavailable", "timed-out", `not done within ${milliseconds} ms`);
}
