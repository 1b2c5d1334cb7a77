import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { AppError } from "./errors.ts";
import { log } from "./logger.ts";

/** What a mail says, in both of its forms. */
export interface MailContent {
	subject: string;
	text: string;
	html: string;
}

export interface Mail extends MailContent {
	to: string;
}

export interface Mailer {
	/** @throws AppError `unavailable` (mail-not-sent), whatever the reason: it is logged, and nobody else's business */
	send(mail: Mail): Promise<void>;
}

export function createMailer(options: {
	region: string;
	endpoint?: string | undefined;
	from: string;
	configurationSet?: string | undefined;
}): Mailer {
	const client = new SESClient({
		region: options.region,
		...(options.endpoint ? { endpoint: options.endpoint } : {}),
		// Three attempts end before the gateway stops waiting (30 s).
		requestHandler: { connectionTimeout: 3000, requestTimeout: 5000, throwOnRequestTimeout: true },
	});
	return {
		async send({ to, subject, text, html }) {
			const command = new SendEmailCommand({
				Source: options.from,
				Destination: { ToAddresses: [to] },
				Message: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
				...(options.configurationSet ? { ConfigurationSetName: options.configurationSet } : {}),
			});
			try {
				await client.send(command);
			} catch (error) {
				const { name, message } = error as Error;
				log("warn", "mail not sent", { reason: name, detail: withoutAddresses(message) });
				throw new AppError("unavailable", "mail-not-sent", name);
			}
		},
	};
}

/** Without its charset, a part is sent as seven bits. */
function utf8(text: string) {
	return { Data: text, Charset: "UTF-8" };
}

/** SES quotes the addresses that it refuses. */
function withoutAddresses(message: string): string {
	return message.replace(/[^\s@<>]+@/g, "…@");
}
