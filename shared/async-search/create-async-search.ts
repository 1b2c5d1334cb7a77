import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { AppError } from "../platform/errors.ts";
import { log } from "../platform/logger.ts";
import { apart, cleanUpMs } from "../platform/time-limit.ts";
import type { Workflow } from "../platform/workflow.ts";
import type { RateCounts } from "../rate/counts.ts";
import { holdToRate } from "../rate/hold-to-rate.ts";
import { nextOccurrence } from "../repeat/model.ts";
import { toRequestBody } from "../search/conditions-model.ts";
import type { TrailWriter } from "../trail/writer.ts";
import {
	type AsyncSearch,
	type AsyncSearchRequest,
	asyncSearchExpiresAt,
	makeAsyncSearchId,
	maxKept,
	placeOf,
} from "./model.ts";
import type { AsyncSearchReader } from "./reader.ts";
import { recordRun, startRun } from "./start-run.ts";
import type { AsyncSearchStore } from "./store.ts";

export interface CreateDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	asyncSearchReader: AsyncSearchReader;
	asyncSearches: AsyncSearchStore;
	trail: TrailWriter;
	workflow: Workflow;
	rateCounts: RateCounts;
}

export interface CreateCommand {
	caller: Caller;
	request: AsyncSearchRequest;
	/** If a request is repeated, the second one returns the search of the first. */
	requestId: string;
}

/**
 * Stores an asynchronous search at one of the account's free places, and starts it. If that fails, the search is
 * removed again; after a crash in between, the sweeper repairs it.
 * @throws AppError `conflict` (async-search-limit), `too-many`, `forbidden`
 */
export async function createAsyncSearch(deps: CreateDeps, command: CreateCommand): Promise<AsyncSearch> {
	const { caller } = command;
	const directory = await deps.directoryReader.find(caller.tenantId, [
		{ kind: "tenant" },
		{ kind: "account", id: caller.accountId },
	]);
	authorize(directory, caller);
	await holdToRate(deps, caller, "async-search");
	const search = await takePlace(deps, command);
	if (search.state !== "unprocessed") return search;
	return orRemove(deps, search, async () => {
		await recordRun(deps, search);
		await startRun(deps, search);
		return search;
	});
}

/** Removes the search again if the work fails, even if it may have taken effect. */
async function orRemove<T>({ asyncSearches }: CreateDeps, search: AsyncSearch, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		await apart(cleanUpMs, () => asyncSearches.remove(search)).catch((cause: unknown) => {
			log("warn", "search not removed", { asyncSearchId: search.asyncSearchId, error: cause });
		});
		throw error;
	}
}

/** Attempts under contention: a place is taken by a conditional write, and there are only ten. */
async function takePlace(deps: CreateDeps, { caller, request, requestId }: CreateCommand): Promise<AsyncSearch> {
	const { conditions, note, repeat, paused, ...rest } = request;
	for (;;) {
		const now = deps.now();
		const kept = await deps.asyncSearchReader.list(caller.tenantId, caller.accountId);
		const own = kept.find((one) => one.requestId === requestId);
		if (own) return own;
		const taken = new Set(kept.filter(({ expiresAt }) => expiresAt > now).map((one) => placeOf(one.asyncSearchId)));
		const free = Array.from({ length: maxKept }, (_, place) => place).filter((place) => !taken.has(place));
		const place = free[Math.floor(Math.random() * free.length)];
		if (place === undefined) {
			throw new AppError("async-search-limit", `${maxKept} searches are kept`, {
				extensions: { limit: maxKept },
			});
		}
		const search = {
			...caller,
			...rest,
			...(note?.trim() ? { note } : {}),
			requestId,
			asyncSearchId: makeAsyncSearchId(now, requestId, place),
			run: 1,
			state: "unprocessed",
			conditions: toRequestBody(conditions),
			createdAt: now,
			snapshotAt: now,
			expiresAt: asyncSearchExpiresAt(now),
			rowsDone: 0,
			partitionsDone: 0,
			repeating: repeat ? { repeat, dueAt: paused ? undefined : nextOccurrence(repeat, now) } : undefined,
		} as const satisfies AsyncSearch;
		if (await orRemove(deps, search, () => deps.asyncSearches.create(search, now))) return search;
	}
}
