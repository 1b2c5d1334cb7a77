import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import type { MailAddressAnswer } from "./answer.ts";
import { type ChangeDeps, changeMailAddress } from "./change-mail-address.ts";
import { isLive } from "./model.ts";
import { tokenHashOf } from "./token-hash.ts";

/**
 * Confirms the address that the caller has set, by the token of the link that was mailed there; once.
 * @throws AppError `invalid` (confirmation-invalid: not the caller's, used, replaced by a later one, or a day old), `conflict`
 *   (email-taken), `forbidden`, `unavailable` (other writers all the time)
 */
export function confirmMailAddress(
	deps: ChangeDeps,
	{ caller, token, requestId }: { caller: Caller; token: string; requestId: string },
): Promise<MailAddressAnswer> {
	const tokenHash = tokenHashOf(token);
	return changeMailAddress(deps, caller, undefined, ({ directory, unconfirmed }) => {
		// The same request, sent again: what it has done stands.
		const isDone = directory.mailAddresses.get(caller.accountId)?.confirmedBy === requestId;
		if (isDone) return { setting: undefined, unconfirmed };
		if (!isLive(unconfirmed, deps.now()) || unconfirmed.tokenHash !== tokenHash) {
			throw new AppError("invalid", "confirmation-invalid", "no address of the account waits for this token");
		}
		return { setting: { email: unconfirmed.email, confirmedBy: requestId }, unconfirmed: undefined };
	});
}
