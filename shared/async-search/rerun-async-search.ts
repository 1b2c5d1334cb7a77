import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import { log } from "../platform/logger.ts";
import { apart, cleanUpMs } from "../platform/time-limit.ts";
import type { Workflow } from "../platform/workflow.ts";
import type { RateCounts } from "../rate/counts.ts";
import { holdToRate } from "../rate/hold-to-rate.ts";
import type { TrailWriter } from "../trail/writer.ts";
import { type FindAsyncSearchDeps, findAsyncSearch } from "./find-async-search.ts";
import { type AsyncSearch, asyncSearchExpiresAt, fileOf, isFinished, type UnprocessedSearch } from "./model.ts";
import { recordRun, startRun } from "./start-run.ts";
import type { AsyncSearchStore } from "./store.ts";

export interface RerunDeps extends FindAsyncSearchDeps {
	asyncSearches: AsyncSearchStore;
	trail: TrailWriter;
	workflow: Workflow;
	rateCounts: RateCounts;
}

export interface RerunCommand {
	caller: Caller;
	asyncSearchId: string;
	/** If a request is repeated, the second one returns the run of the first. */
	requestId: string;
}

/**
 * Runs an asynchronous search again, as of now, under the same id. The previous file is removed once the run has
 * produced a new one.
 * @throws AppError `conflict` (async-search-running), `not-found`, `too-many`, `forbidden`
 */
export async function rerunAsyncSearch(deps: RerunDeps, command: RerunCommand): Promise<AsyncSearch> {
	const { caller, asyncSearchId, requestId } = command;
	const { search } = await findAsyncSearch(deps, { caller, asyncSearchId });
	if (search.requestId === requestId) return startOrFail(deps, search);
	await holdToRate(deps, caller, "async-search");
	const now = deps.now();
	const again = nextRun(search, requestId, now);
	const running = new AppError("async-search-running", `${asyncSearchId} has not ended yet`);
	if (!isFinished(search)) throw running;
	// Recorded before the previous run is replaced, so that its file stays if this fails.
	await recordRun(deps, again);
	if (!(await deps.asyncSearches.rerun(again))) throw running;
	return startOrFail(deps, again);
}

/** A search's next run, as of `now`. */
export function nextRun(search: AsyncSearch, requestId: string, now: number): UnprocessedSearch {
	const { tenantId, accountId, asyncSearchId, run, conditions, sort, note, encoding, format, columns, createdAt } =
		search;
	return {
		tenantId,
		accountId,
		asyncSearchId,
		requestId,
		conditions,
		sort,
		encoding,
		format,
		columns,
		createdAt,
		...(note === undefined ? {} : { note }),
		run: run + 1,
		state: "unprocessed",
		snapshotAt: now,
		expiresAt: asyncSearchExpiresAt(now),
		rowsDone: 0,
		partitionsDone: 0,
		former: fileOf(search),
		repeating: search.repeating,
	};
}

/** Starts a stored run; if that fails, marks the run as failed. */
export async function startOrFail(
	deps: { now: () => number; asyncSearches: AsyncSearchStore; workflow: Workflow },
	search: AsyncSearch,
): Promise<AsyncSearch> {
	if (search.state !== "unprocessed") return search;
	try {
		await startRun(deps, search);
	} catch (error) {
		await apart(cleanUpMs, () => deps.asyncSearches.markFailed(search, "busy", deps.now())).catch((cause: unknown) => {
			log("warn", "run not marked as failed", { asyncSearchId: search.asyncSearchId, error: cause });
		});
		throw error;
	}
	return search;
}
