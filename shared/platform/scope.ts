import { AsyncLocalStorage } from "node:async_hooks";

/** On whose behalf something runs, and the ids by which to find its log lines. */
export interface Scope {
	/** The id of the API request that started it all. */
	correlationId: string;
	/** From the verified token, or from the input of a workflow that such a caller started. */
	tenantId?: string;
	accountId?: string;
}

const current = new AsyncLocalStorage<Scope>();

/** Runs `work`, and everything it awaits, in a scope. */
export function inScope<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
	return current.run(scope, work);
}

export function currentScope(): Scope | undefined {
	return current.getStore();
}
