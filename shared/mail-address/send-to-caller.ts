import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import { log } from "../platform/logger.ts";
import type { Mailer } from "../platform/mailer.ts";
import { type MailContent, wasNotSent } from "../platform/mailer.ts";

export interface SendDeps {
	mailer: Mailer;
	consoleUrl: string;
}

/**
 * Sends a mail that the caller is waiting for.
 * @throws AppError `unavailable` (mail-not-sent, mail-outcome-unknown)
 */
export async function sendToCaller({ mailer }: SendDeps, caller: Caller, to: string, mail: MailContent): Promise<void> {
	try {
		await mailer.send({ to, ...mail });
	} catch (error) {
		// Whatever the reason, the caller can only check the address and try again; operators find it in the log.
		const { name, message } = error as Error;
		log("warn", "mail to the caller not sent", { ...caller, reason: name, detail: withoutAddresses(message) });
		if (wasNotSent(error)) throw new AppError("mail-not-sent", name);
		throw new AppError("mail-outcome-unknown", name, { mayHaveHappened: true });
	}
}

/** SES quotes the addresses that it refuses. */
function withoutAddresses(message: string): string {
	return message.replace(/[^\s@<>]+@/g, "…@");
}
