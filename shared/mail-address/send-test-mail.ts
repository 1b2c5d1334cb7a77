import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import { log } from "../platform/logger.ts";
import { wasNotSent } from "../platform/mailer.ts";
import type { TestMailAnswer } from "./answer.ts";
import { getMailAddress } from "./get-mail-address.ts";
import { testMail } from "./test-mail.ts";

export type TestMailDeps = Pick<Deps, "directoryReader" | "mailer" | "consoleUrl">;

/**
 * Sends the caller a mail to try out their address.
 * @throws AppError `conflict` (email-missing), `unavailable` (mail-not-sent, mail-not-confirmed), `forbidden`
 */
export async function sendTestMail(deps: TestMailDeps, { caller }: { caller: Caller }): Promise<TestMailAnswer> {
	const { email } = await getMailAddress(deps, { caller });
	if (email === null) throw new AppError("conflict", "email-missing", "the account has no address");
	try {
		await deps.mailer.send({ to: email, ...testMail({ historyUrl: `${deps.consoleUrl}/async-searches` }) });
	} catch (error) {
		// Whatever the reason, the caller can but check the address and try again; an operator finds it in the log.
		const { name, message } = error as Error;
		log("warn", "test mail not sent", { ...caller, reason: name, detail: withoutAddresses(message) });
		if (wasNotSent(error)) throw new AppError("unavailable", "mail-not-sent", name);
		throw new AppError("unavailable", "mail-not-confirmed", name, { mayHaveHappened: true });
	}
	return { email };
}

/** SES quotes the addresses that it refuses. */
function withoutAddresses(message: string): string {
	return message.replace(/[^\s@<>]+@/g, "…@");
}
