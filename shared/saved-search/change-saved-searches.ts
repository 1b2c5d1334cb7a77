import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import { backOff } from "../platform/pause.ts";
import {
	isSameName,
	joinSaved,
	maxSaved,
	type SavedContent,
	type SavedList,
	type SavedSearch,
	withEntry,
} from "./model.ts";
import type { SavedSearchReader } from "./reader.ts";
import type { SavedSearchStore } from "./store.ts";

export interface SavedSearchDeps {
	now: () => number;
	savedSearchReader: SavedSearchReader;
	savedSearches: SavedSearchStore;
}
interface Seen {
	list: SavedList;
	content: SavedContent | undefined;
}
interface Next {
	list: SavedList;
	/** Undefined if it is gone. */
	content: SavedContent | undefined;
}

const attempts = 8;

/**
 * Changes one saved search and the list that it is in, both as of the same moment.
 * @param decide returns what they become; undefined leaves them unchanged
 * @throws AppError `forbidden`, `unavailable` (constant contention)
 */
export async function changeSavedSearches(
	{ savedSearchReader, savedSearches }: SavedSearchDeps,
	{ caller, id }: { caller: Caller; id: string },
	decide: (seen: Seen) => Next | undefined,
): Promise<Next> {
	for (let attempt = 0; attempt < attempts; attempt++) {
		const { directory, ...seen } = await savedSearchReader.findForCaller(caller, id);
		authorize(directory, caller);
		const next = decide(seen);
		if (!next) return seen;
		if (await savedSearches.change(caller, next.list, { id, content: next.content })) return next;
		await backOff(attempt, 20);
	}
	throw new AppError("contended", "other writers kept the list busy");
}

/**
 * Adds a search to a list, or changes it.
 * @throws AppError `conflict` (saved-search-limit, saved-search-name-taken)
 */
export function entered(
	list: SavedList,
	{ id, name, isStart }: { id: string; name: string; isStart: boolean },
): SavedList {
	if (list.entries.some((entry) => entry.id !== id && isSameName(entry.name, name))) {
		throw new AppError("saved-search-name-taken", `another saved search is called ${name}`);
	}
	const entries = withEntry(list, { id, name }, isStart);
	if (entries.entries.length > maxSaved) {
		throw new AppError("saved-search-limit", `${maxSaved} searches are saved`, {
			extensions: { limit: maxSaved },
		});
	}
	return entries;
}

/** The saved search with this id. */
export function savedOf({ list, content }: Next, id: string): SavedSearch | undefined {
	return joinSaved(list, new Map(content ? [[id, content]] : []))[0];
}

export function notFound(id: string): AppError {
	return new AppError("saved-search-not-found", `no saved search ${id}`);
}
