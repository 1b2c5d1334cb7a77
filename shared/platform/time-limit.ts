import { AsyncLocalStorage } from "node:async_hooks";
import { AppError } from "./errors.ts";
import { whenSilent } from "./silence.ts";

/**
 * The time by which the current work must end, and a limit for single calls where that is shorter than the client's
 * own.
 */
interface Limit {
	signal: AbortSignal;
	callMs: number;
	/** By the clock of `performance`. */
	endsAt: number;
}

const current = new AsyncLocalStorage<Limit>();

/** Aborts the requests of the current work; undefined outside of {@link within}. */
export function currentSignal(): AbortSignal | undefined {
	return current.getStore()?.signal;
}

export function currentCallMs(): number {
	return current.getStore()?.callMs ?? Number.POSITIVE_INFINITY;
}

/** How long the current work may continue; Infinity outside of {@link within}. */
export function remainingMs(): number {
	return (current.getStore()?.endsAt ?? Number.POSITIVE_INFINITY) - performance.now();
}

/** How long an API call may still clean up when its time is over. */
export const cleanUpMs = 800;

interface Options {
	/** For a single call with all of its attempts; by default that of the enclosing work. */
	callMs?: number | undefined;
	/**
	 * When something was heard last: the limit then applies to silence while this process listens ({@link whenSilent}).
	 */
	heardAt?: () => number;
	/** How long the work may take to clean up when its time is over, {@link apart} from it. */
	graceMs?: number;
}

/**
 * Runs work with a time limit. When the time is over, its requests are aborted, and it can make no others. Enclosing
 * limits apply as well.
 * @throws AppError `unavailable` (timed-out)
 */
export async function within<T>(milliseconds: number, work: () => Promise<T>, options: Options = {}): Promise<T> {
	const { callMs = currentCallMs(), graceMs = 0, heardAt } = options;
	const outer = currentSignal();
	// When a silence will end is not known in advance.
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
		// Aborted requests throw many kinds of errors.
		throw signal.aborted && !(error instanceof AppError) ? signal.reason : error;
	} finally {
		stop();
		stopGrace();
		outer?.removeEventListener("abort", follow);
	}
}

/** Runs work that must be done even when the enclosing time is over, such as undoing half-done work. */
export function apart<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
	return current.exit(() => within(milliseconds, work));
}

function startTimer(milliseconds: number, callBack: () => void): () => void {
	const timer = setTimeout(callBack, milliseconds);
	return () => clearTimeout(timer);
}

function timedOut(milliseconds: number): AppError {
	return new AppError("timed-out", `not done within ${milliseconds} ms`);
}
