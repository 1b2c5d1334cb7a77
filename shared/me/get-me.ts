import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { mailAddressOf } from "../mail-address/model.ts";
import type { Me } from "./answer.ts";

/**
 * Who the caller is, as the directory knows them.
 * @throws AppError `forbidden`
 */
export async function getMe(
	{ directoryReader }: { directoryReader: DirectoryReader },
	{ caller }: { caller: Caller },
): Promise<Me> {
	const { tenantId, accountId } = caller;
	const directory = await directoryReader.find(tenantId, [
		{ kind: "tenant" },
		{ kind: "account", id: accountId },
		{ kind: "mailAddress", id: accountId },
	]);
	const { name, role, campaignIds } = authorize(directory, caller);
	return {
		tenantId,
		tenantName: directory.tenant?.name ?? "",
		accountId,
		name,
		role,
		email: mailAddressOf(directory, accountId) ?? null,
		campaignIds: role === "supervisor" ? campaignIds : null,
	};
}
