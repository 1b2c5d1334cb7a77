import { currentScope } from "../platform/scope.ts";
import type { Workflow } from "../platform/workflow.ts";
import { shortened } from "../trail/model.ts";
import type { TrailWriter } from "../trail/writer.ts";
import { type AsyncSearch, type AsyncSearchRun, executionName } from "./model.ts";

/** Records in the trail that a run was requested; repeated calls record it once. */
export async function recordRun(
	{ trail }: { trail: TrailWriter },
	{ tenantId, accountId, asyncSearchId, requestId, snapshotAt, conditions, sort }: AsyncSearch,
): Promise<void> {
	const entry = { kind: "async-search", at: snapshotAt, accountId, asyncSearchId } as const;
	await trail.record(tenantId, { ...entry, asked: shortened({ ...conditions, sort }) }, requestId);
}

/** Starts the execution of a stored run, which never gets a second one. */
export async function startRun({ workflow }: { workflow: Workflow }, search: AsyncSearch): Promise<void> {
	const { tenantId, accountId, asyncSearchId, run } = search;
	const correlationId = currentScope()?.correlationId;
	const input: AsyncSearchRun = {
		tenantId,
		accountId,
		asyncSearchId,
		run,
		...(correlationId ? { correlationId } : {}),
	};
	await workflow.start(executionName(search), { search: input });
}
