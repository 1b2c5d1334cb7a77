import { formatJst } from "../time/model.ts";
import type { MailAddressAnswer } from "./answer.ts";
import { isLive, type Unconfirmed } from "./model.ts";

/** @param mailsGoTo the confirmed address @param now epoch milliseconds */
export function presentMailAddress(
	mailsGoTo: string | undefined,
	unconfirmed: Unconfirmed | undefined,
	now: number,
): MailAddressAnswer {
	const destination = { mailsGoTo: mailsGoTo ?? null };
	if (!isLive(unconfirmed, now)) {
		return { email: destination.mailsGoTo, confirmed: mailsGoTo !== undefined, confirmBy: null, ...destination };
	}
	const { email, expiresAt } = unconfirmed;
	return { email, confirmed: false, confirmBy: formatJst(expiresAt * 1000), ...destination };
}
