import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { SavedSearch } from "./model.ts";
import type { SavedSearchReader } from "./reader.ts";

export interface ListSavedDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	savedSearchReader: SavedSearchReader;
}

/** All of the caller's saved searches, in the order of creation. @throws AppError `forbidden` */
export async function listSavedSearches(deps: ListSavedDeps, { caller }: { caller: Caller }): Promise<SavedSearch[]> {
	const references = [{ kind: "tenant" }, { kind: "account", id: caller.accountId }] as const;
	const [directory, saved] = await Promise.all([
		deps.directoryReader.find(caller.tenantId, references),
		deps.savedSearchReader.list(caller),
	]);
	authorize(directory, caller);
	return saved;
}
