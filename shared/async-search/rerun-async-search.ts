import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import { type FindDeps, findAsyncSearch } from "./find-async-search.ts";
import { type AsyncSearch, asyncSearchExpiresAt, isFinished } from "./model.ts";
import { recordRun, startRun } from "./start-run.ts";

export type RerunDeps = FindDeps & Pick<Deps, "asyncSearches" | "trail" | "workflow">;

/**
 * Runs an asynchronous search again, as of now, under the same id. Its former file goes when the run ends.
 * @throws AppError `conflict` (async-search-running), `not-found`, `forbidden`
 */
export async function rerunAsyncSearch(deps: RerunDeps, caller: Caller, asyncSearchId: string): Promise<AsyncSearch> {
	const { search } = await findAsyncSearch(deps, caller, asyncSearchId);
	const now = deps.now();
	const { tenantId, accountId, run, conditions, sort, note, encoding, format, columns, createdAt } = search;
	const again = {
		...{ tenantId, accountId, asyncSearchId, conditions, sort, encoding, format, columns, createdAt },
		...(note === undefined ? {} : { note }),
		run: run + 1,
		state: "unprocessed",
		snapshotAt: now,
		expiresAt: asyncSearchExpiresAt(now),
		rowsDone: 0,
		partitionsDone: 0,
	} as const satisfies AsyncSearch;
	const running = new AppError("conflict", "async-search-running", `${asyncSearchId} has not ended yet`);
	if (!isFinished(search)) throw running;
	// Before the search gives up its former run: what cannot be recorded leaves its file as it was.
	await recordRun(deps, again);
	if (!(await deps.asyncSearches.rerun(again))) throw running;
	try {
		await startRun(deps, again);
	} catch (error) {
		await deps.asyncSearches.markFailed(again, "busy", deps.now());
		throw error;
	}
	return again;
}
