import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import type { RateCounts } from "../rate/counts.ts";
import { holdToRate } from "../rate/hold-to-rate.ts";
import type { TestMailAnswer } from "./answer.ts";
import { type GetMailAddressDeps, getMailAddress } from "./get-mail-address.ts";
import { type SendDeps, sendToCaller } from "./send-to-caller.ts";
import { testMail } from "./test-mail.ts";

export interface TestMailDeps extends GetMailAddressDeps, SendDeps {
	rateCounts: RateCounts;
}

/**
 * Sends a test mail to the caller's confirmed address.
 * @throws AppError `conflict` (email-missing, email-unconfirmed), `too-many`, `unavailable` (mail-not-sent,
 *   mail-outcome-unknown), `forbidden`
 */
export async function sendTestMail(deps: TestMailDeps, { caller }: { caller: Caller }): Promise<TestMailAnswer> {
	const { email, confirmed } = await getMailAddress(deps, { caller });
	if (email === null) throw new AppError("email-missing", "the account has no address");
	if (!confirmed) throw new AppError("email-unconfirmed", "the account's address is not confirmed");
	await holdToRate(deps, caller, "mail");
	const historyUrl = `${deps.consoleUrl}/async-searches`;
	await sendToCaller(deps, caller, email, testMail({ historyUrl }));
	return { email };
}
