import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import { backOff } from "../platform/pause.ts";
import { nextOccurrence } from "../repeat/model.ts";
import { type FindAsyncSearchDeps, findAsyncSearch } from "./find-async-search.ts";
import type { AsyncSearch, RepeatChange, Repeating } from "./model.ts";
import type { AsyncSearchStore } from "./store.ts";

export interface ChangeRepeatingDeps extends FindAsyncSearchDeps {
	asyncSearches: AsyncSearchStore;
}
const attempts = 5;

/**
 * Changes, pauses or ends the repetition of a search. A current run is not affected; runs missed during a pause are not
 * made up for.
 * @throws AppError `invalid` (paused without repeat), `not-found`, `forbidden`, `unavailable`
 */
export async function changeRepeating(
	deps: ChangeRepeatingDeps,
	{ caller, asyncSearchId, change }: { caller: Caller; asyncSearchId: string; change: RepeatChange },
): Promise<AsyncSearch> {
	for (let attempt = 0; attempt < attempts; attempt++) {
		const { search } = await findAsyncSearch(deps, { caller, asyncSearchId });
		const repeating = afterChange(search.repeating, change, deps.now());
		if (repeating === search.repeating) return search;
		if (await deps.asyncSearches.setRepeating(search, repeating)) return { ...search, repeating };
		await backOff(attempt, 20);
	}
	throw new AppError("contended", "other writers kept the search busy");
}

/** @returns the same object if nothing changes */
function afterChange(seen: Repeating | undefined, change: RepeatChange, now: number): Repeating | undefined {
	const repeat = change.repeat === undefined ? seen?.repeat : (change.repeat ?? undefined);
	if (!repeat) {
		if (change.paused !== true && change.repeat === null) return undefined;
		throw new AppError("invalid-request", "the search does not repeat", {
			errors: [{ pointer: "/paused", code: "not-repeating" }],
		});
	}
	const wasPaused = seen !== undefined && seen.dueAt === undefined;
	const paused = change.paused ?? wasPaused;
	if (seen && wasPaused === paused && isSame(seen.repeat, repeat)) return seen;
	return { repeat, dueAt: paused ? undefined : nextOccurrence(repeat, now), ranFor: seen?.ranFor };
}

function isSame(a: Repeating["repeat"], b: Repeating["repeat"]): boolean {
	return a.every === b.every && a.at === b.at && a.period === b.period;
}
