import type { Caller } from "../caller/model.ts";
import type { Bucket } from "../platform/bucket.ts";
import type { Workflow } from "../platform/workflow.ts";
import { type FindAsyncSearchDeps, findAsyncSearch } from "./find-async-search.ts";
import { prefixesOf } from "./layout.ts";
import { executionName, isFinished } from "./model.ts";
import type { AsyncSearchStore } from "./store.ts";

export interface DeleteDeps extends FindAsyncSearchDeps {
	asyncSearches: AsyncSearchStore;
	workflow: Workflow;
	exportFiles: Bucket;
}

/**
 * Deletes an asynchronous search: frees its place, stops its execution, and removes its files. In this order, because
 * after the first step neither its owner nor its own tasks find it, and the sweeper removes what a crash leaves behind.
 * @throws AppError `not-found`, `forbidden`
 */
export async function deleteAsyncSearch(
	deps: DeleteDeps,
	{ caller, asyncSearchId }: { caller: Caller; asyncSearchId: string },
): Promise<void> {
	const { search } = await findAsyncSearch(deps, { caller, asyncSearchId });
	await deps.asyncSearches.remove(search);
	if (!isFinished(search)) await deps.workflow.stop(executionName(search), "deleted by its owner");
	for (const prefix of prefixesOf(search)) await deps.exportFiles.deleteAll(prefix);
}
