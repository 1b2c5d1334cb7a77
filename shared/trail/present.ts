import { findAccountNames } from "../directory/account-names.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { formatJst } from "../time/model.ts";
import type { TrailEntryAnswer } from "./answer.ts";
import type { TrailEntry } from "./model.ts";

/** Entries as the API answers them, with the names of their accounts. */
export async function presentEntries(
	deps: { directoryReader: DirectoryReader },
	tenantId: string,
	entries: readonly TrailEntry[],
): Promise<TrailEntryAnswer[]> {
	const accountIds = entries.map(({ accountId }) => accountId);
	const nameOf = await findAccountNames(deps, tenantId, accountIds);
	return entries.map(({ at, accountId, ...entry }) => ({
		at: formatJst(at),
		...entry,
		accountId,
		accountName: nameOf(accountId),
	}));
}
