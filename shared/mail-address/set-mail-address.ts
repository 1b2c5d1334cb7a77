import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import type { MailAddressAnswer } from "./answer.ts";
import { isTaken } from "./model.ts";

/** How often an account may be seen to change its address at the same moment in another place. */
const tries = 8;

export type SetMailAddressDeps = Pick<Deps, "now" | "directoryReader" | "mailAddresses">;

/**
 * Sets where the caller's mails go, or that there are to be none.
 * @throws AppError `conflict` (email-taken), `forbidden`, `unavailable` (other writers all the time)
 */
export async function setMailAddress(
	{ now, directoryReader, mailAddresses }: SetMailAddressDeps,
	{ caller, email }: { caller: Caller; email: string | null },
): Promise<MailAddressAnswer> {
	const { tenantId, accountId } = caller;
	const after = email ?? undefined;
	for (let attempt = 0; attempt < tries; attempt++) {
		const directory = await directoryReader.load(tenantId, { consistent: true });
		authorize(directory, caller);
		const own = directory.mailAddresses.get(accountId);
		if (own && own.email === after) return { email };
		const taken = after !== undefined && isTaken(directory, after, accountId);
		const outcome = taken
			? "taken"
			: await mailAddresses.replace({ tenantId, accountId, before: own?.email, after, savedAt: now() });
		if (outcome === "replaced") return { email };
		if (outcome === "taken") throw new AppError("conflict", "email-taken", "another account has the address");
	}
	throw new AppError("unavailable", "contended", "the account's address was changed elsewhere all the time");
}
