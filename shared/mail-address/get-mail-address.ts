import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { MailAddressAnswer } from "./answer.ts";
import { mailAddressOf } from "./model.ts";
import { presentMailAddress } from "./present.ts";
import type { MailAddressReader } from "./reader.ts";

export interface GetMailAddressDeps {
	now: () => number;
	mailAddressReader: MailAddressReader;
}

/**
 * The caller's address, and where their mails go. Strongly consistent, so that a change is visible at once.
 * @throws AppError `forbidden`
 */
export async function getMailAddress(
	{ now, mailAddressReader }: GetMailAddressDeps,
	{ caller }: { caller: Caller },
): Promise<MailAddressAnswer> {
	const { directory, unconfirmed } = await mailAddressReader.findForCaller(caller);
	authorize(directory, caller);
	return presentMailAddress(mailAddressOf(directory, caller.accountId), unconfirmed, now());
}
