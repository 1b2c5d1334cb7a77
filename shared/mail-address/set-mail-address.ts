import type { Caller } from "../caller/model.ts";
import type { RateCounts } from "../rate/counts.ts";
import { holdToRate, holdToRateOfAddress } from "../rate/hold-to-rate.ts";
import type { MailAddressAnswer } from "./answer.ts";
import { type ChangeDeps, changeMailAddress } from "./change-mail-address.ts";
import { linkMail } from "./link-mail.ts";
import { isLive, linkSeconds, type Unconfirmed } from "./model.ts";
import { type SendDeps, sendToCaller } from "./send-to-caller.ts";
import { tokenHashOf } from "./token-hash.ts";

export interface SetMailAddressDeps extends ChangeDeps, SendDeps {
	newToken: () => string;
	rateCounts: RateCounts;
}

/**
 * Sets the caller's address, or "no mails". An address that mails already go to applies at once. Any other gets a link,
 * and no mails before it is followed; setting it again sends another link without extending the time.
 * @throws AppError `conflict` (email-taken), `too-many`, `forbidden`, `unavailable` (mail-not-sent; constant
 *   contention)
 */
export async function setMailAddress(
	deps: SetMailAddressDeps,
	{ caller, email }: { caller: Caller; email: string | null },
): Promise<MailAddressAnswer> {
	const token = deps.newToken();
	let link: Unconfirmed | undefined;
	let counted = false;
	const count = async () => {
		if (counted || email === null) return;
		counted = true;
		await holdToRate(deps, caller, "mail");
		await holdToRateOfAddress(deps, caller.tenantId, email);
	};
	const answer = await changeMailAddress(deps, caller, email ?? undefined, ({ directory, unconfirmed, mailsGoTo }) => {
		if (email === null || email === mailsGoTo) {
			const setting = email === null ? {} : { email };
			const own = directory.mailAddresses.get(caller.accountId);
			return { setting: own && own.email === setting.email ? undefined : setting, unconfirmed: undefined };
		}
		const now = deps.now();
		const sameAsBefore = isLive(unconfirmed, now) && unconfirmed.email === email;
		const expiresAt = sameAsBefore ? unconfirmed.expiresAt : Math.floor(now / 1000) + linkSeconds;
		link = { email, tokenHash: tokenHashOf(token), expiresAt };
		return { setting: undefined, unconfirmed: link, before: count };
	});
	if (link) {
		const confirmUrl = `${deps.consoleUrl}/me/email/confirm#${token}`;
		await sendToCaller(deps, caller, link.email, linkMail({ confirmUrl, expiresAt: link.expiresAt * 1000 }));
	}
	return answer;
}
