import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import type { MailAddressAnswer } from "./answer.ts";
import { type ChangeDeps, changeMailAddress } from "./change-mail-address.ts";
import { isLive } from "./model.ts";
import { tokenHashOf } from "./token-hash.ts";

/**
 * Confirms the caller's address by the token of the mailed link. Repeating it changes nothing.
 * @throws AppError `invalid` (confirmation-invalid: not the caller's, used, replaced by a later one, or a day old),
 *   `conflict` (email-taken), `forbidden`, `unavailable` (constant contention)
 */
export function confirmMailAddress(
	deps: ChangeDeps,
	{ caller, token }: { caller: Caller; token: string },
): Promise<MailAddressAnswer> {
	const tokenHash = tokenHashOf(token);
	return changeMailAddress(deps, caller, undefined, ({ directory, unconfirmed }) => {
		// A repetition of a request whose answer was lost.
		if (directory.mailAddresses.get(caller.accountId)?.confirmedBy === tokenHash) return "done already";
		if (!isLive(unconfirmed, deps.now()) || unconfirmed.tokenHash !== tokenHash) {
			throw new AppError("confirmation-invalid", "no pending address of the account has this token");
		}
		return { setting: { email: unconfirmed.email, confirmedBy: tokenHash }, unconfirmed: undefined };
	});
}
