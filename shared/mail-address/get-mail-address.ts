import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import type { MailAddressAnswer } from "./answer.ts";
import { mailAddressOf } from "./model.ts";

/**
 * Where the caller's mails go. Read consistently: who has just set an address sees it, and tries out that one.
 * @throws AppError `forbidden`
 */
export async function getMailAddress(
	{ directoryReader }: Pick<Deps, "directoryReader">,
	{ caller }: { caller: Caller },
): Promise<MailAddressAnswer> {
	const { tenantId, accountId: id } = caller;
	const references = [{ kind: "tenant" }, { kind: "account", id }, { kind: "mailAddress", id }] as const;
	const directory = await directoryReader.find(tenantId, references, { consistent: true });
	authorize(directory, caller);
	return { email: mailAddressOf(directory, id) ?? null };
}
