import type { DirectoryReader } from "./reader.ts";

/** The names of accounts, by id; null for unknown ones. */
export async function findAccountNames(
	{ directoryReader }: { directoryReader: DirectoryReader },
	tenantId: string,
	accountIds: readonly string[],
): Promise<(accountId: string) => string | null> {
	const references = [...new Set(accountIds)].map((id) => ({ kind: "account", id }) as const);
	const { accounts } = await directoryReader.find(tenantId, references);
	return (accountId) => accounts.get(accountId)?.name ?? null;
}
