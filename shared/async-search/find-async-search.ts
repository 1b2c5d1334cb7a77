import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { Account } from "../directory/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { AppError } from "../platform/errors.ts";
import type { AsyncSearch } from "./model.ts";
import type { AsyncSearchReader } from "./reader.ts";

export interface FindAsyncSearchDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	asyncSearchReader: AsyncSearchReader;
}

/**
 * Finds one of the caller's own asynchronous searches.
 * @throws AppError `not-found` (async-search-not-found: missing, expired, or another account's), `forbidden`
 */
export async function findAsyncSearch(
	deps: FindAsyncSearchDeps,
	{ caller, asyncSearchId }: { caller: Caller; asyncSearchId: string },
): Promise<{ search: AsyncSearch; account: Account }> {
	const [account, search] = await Promise.all([
		findAccount(deps, caller),
		deps.asyncSearchReader.find({ ...caller, asyncSearchId }),
	]);
	if (!search || search.expiresAt <= deps.now()) {
		throw new AppError("async-search-not-found", `no asynchronous search ${asyncSearchId}`);
	}
	return { search, account };
}

/** The caller's searches, latest first. @throws AppError `forbidden` */
export async function listAsyncSearches(
	deps: FindAsyncSearchDeps,
	{ caller }: { caller: Caller },
): Promise<AsyncSearch[]> {
	const [, searches] = await Promise.all([
		findAccount(deps, caller),
		deps.asyncSearchReader.list(caller.tenantId, caller.accountId),
	]);
	return searches.filter(({ expiresAt }) => expiresAt > deps.now()).sort((a, b) => b.createdAt - a.createdAt);
}

async function findAccount({ directoryReader }: FindAsyncSearchDeps, caller: Caller): Promise<Account> {
	const references = [{ kind: "tenant" }, { kind: "account", id: caller.accountId }] as const;
	return authorize(await directoryReader.find(caller.tenantId, references), caller);
}
