import type { Deps } from "../platform/deps.ts";
import { currentScope } from "../platform/scope.ts";
import { type AsyncSearch, type AsyncSearchRun, executionName } from "./model.ts";

/** Starts the execution of a run that is stored; of one run there is never a second. */
export async function startRun({ workflow }: Pick<Deps, "workflow">, search: AsyncSearch): Promise<void> {
	const { tenantId, accountId, asyncSearchId, run } = search;
	const correlationId = currentScope()?.correlationId;
	const input: AsyncSearchRun = {
		...{ tenantId, accountId, asyncSearchId, run },
		...(correlationId ? { correlationId } : {}),
	};
	await workflow.start(executionName(search), { search: input });
}
