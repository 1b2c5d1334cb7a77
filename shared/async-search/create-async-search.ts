import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import { holdToRate } from "../rate/hold-to-rate.ts";
import { toRequestBody } from "../search/model.ts";
import {
	type AsyncSearch,
	type AsyncSearchRequest,
	asyncSearchExpiresAt,
	makeAsyncSearchId,
	maxKept,
	placeOf,
} from "./model.ts";
import { recordRun, startRun } from "./start-run.ts";

export type CreateDeps = Pick<
	Deps,
	"now" | "newId" | "directoryReader" | "asyncSearchReader" | "asyncSearches" | "trail" | "workflow" | "rateCounts"
>;

/**
 * Keeps an asynchronous search at a free place of the account's, and starts it. Should the start fail, the search is taken back; a
 * crash in between is the sweeper's to mend.
 * @throws AppError `conflict` (async-search-limit), `too-many`, `forbidden`
 */
export async function createAsyncSearch(
	deps: CreateDeps,
	caller: Caller,
	request: AsyncSearchRequest,
): Promise<AsyncSearch> {
	const directory = await deps.directoryReader.find(caller.tenantId, [
		{ kind: "tenant" },
		{ kind: "account", id: caller.accountId },
	]);
	authorize(directory, caller);
	await holdToRate(deps, caller, "async-search");
	const search = await takePlace(deps, caller, request);
	try {
		await recordRun(deps, search);
		await startRun(deps, search);
	} catch (error) {
		await deps.asyncSearches.remove(search);
		throw error;
	}
	return search;
}

/** As many as ask at once: a place is taken by a conditional write, and there are no more places than may be kept. */
async function takePlace(deps: CreateDeps, caller: Caller, request: AsyncSearchRequest) {
	const { conditions, note, ...rest } = request;
	for (;;) {
		const now = deps.now();
		const kept = await deps.asyncSearchReader.list(caller.tenantId, caller.accountId);
		const taken = new Set(kept.filter(({ expiresAt }) => expiresAt > now).map((one) => placeOf(one.asyncSearchId)));
		const free = Array.from({ length: maxKept }, (_, place) => place).filter((place) => !taken.has(place));
		const place = free[Math.floor(Math.random() * free.length)];
		if (place === undefined) {
			throw new AppError("conflict", "async-search-limit", `${maxKept} searches are kept`, {
				extensions: { limit: maxKept },
			});
		}
		const search = {
			...caller,
			...rest,
			...(note?.trim() ? { note } : {}),
			asyncSearchId: makeAsyncSearchId(now, deps.newId(), place),
			run: 1,
			state: "unprocessed",
			conditions: toRequestBody(conditions),
			createdAt: now,
			snapshotAt: now,
			expiresAt: asyncSearchExpiresAt(now),
			rowsDone: 0,
			partitionsDone: 0,
		} as const satisfies AsyncSearch;
		if (await deps.asyncSearches.create(search, now)) return search;
	}
}
