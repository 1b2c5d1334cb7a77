import type { Deps } from "../platform/deps.ts";
import { formatJst } from "../time/model.ts";
import type { TrailEntryAnswer } from "./answer.ts";
import type { TrailEntry } from "./model.ts";

/** Entries as the API answers them, with the names of their accounts. */
export async function presentEntries(
	{ directoryReader }: Pick<Deps, "directoryReader">,
	tenantId: string,
	entries: readonly TrailEntry[],
): Promise<TrailEntryAnswer[]> {
	const ids = [...new Set(entries.map(({ accountId }) => accountId))];
	const { accounts } = await directoryReader.find(
		tenantId,
		ids.map((id) => ({ kind: "account", id })),
	);
	return entries.map(({ at, accountId, ...entry }) => ({
		at: formatJst(at),
		...entry,
		accountId,
		accountName: accounts.get(accountId)?.name ?? null,
	}));
}
