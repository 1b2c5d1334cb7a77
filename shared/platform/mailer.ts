import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { isBusy } from "./busy.ts";
import { BoundedHttpHandler, limitCalls, type TimeLimits } from "./http.ts";
import { backOff } from "./pause.ts";
import { provider, variable } from "./provider.ts";
import { expectWholeAnswers } from "./whole-answers.ts";

/** The content of a mail, as text and HTML. */
export interface MailContent {
	subject: string;
	text: string;
	html: string;
}

export interface Mail extends MailContent {
	to: string;
}

export interface Mailer {
	/** @throws the SDK's error; see {@link wasNotSent} */
	send(mail: Mail): Promise<void>;
}

/** SES usually accepts a mail within a second. A person sending a test mail waits at most ten. */
const timeLimits: TimeLimits = { idleMs: 4000, answerMs: 4000, callMs: 5000 };
const attempts = 3;

export function createMailer(options: {
	region: string;
	endpoint?: string | undefined;
	from: string;
	configurationSet?: string | undefined;
	limits?: TimeLimits;
}): Mailer {
	const { region, endpoint, limits = timeLimits } = options;
	// A new connection per mail: a kept connection that has died looks like a lost answer.
	const agent = { keepAlive: false };
	const requestHandler = new BoundedHttpHandler(limits, { httpAgent: agent, httpsAgent: agent });
	// One attempt: the SDK's retries would resend a mail whose answer was lost.
	const client = new SESClient({ region, requestHandler, maxAttempts: 1, ...(endpoint ? { endpoint } : {}) });
	limitCalls(expectWholeAnswers(client), requestHandler, limits.callMs);
	return {
		async send({ to, subject, text, html }) {
			const command = new SendEmailCommand({
				Source: options.from,
				Destination: { ToAddresses: [to] },
				Message: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
				...(options.configurationSet ? { ConfigurationSetName: options.configurationSet } : {}),
			});
			for (let attempt = 1; ; attempt++) {
				try {
					return void (await client.send(command));
				} catch (error) {
					if (attempt === attempts || !wasNotSent(error) || !isBusy(error)) throw error;
					await backOff(attempt, 100);
				}
			}
		},
	};
}

const unconnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** Whether a mail was certainly not sent: SES refused it or was never reached. */
export function wasNotSent(error: unknown): boolean {
	const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: string };
	return ($metadata?.httpStatusCode ?? 0) >= 300 || unconnected.has(code ?? "");
}

/** Without a charset, SES takes a part for 7-bit ASCII. */
function utf8(text: string) {
	return { Data: text, Charset: "UTF-8" };
}

export const mailer = provider(["AWS_REGION", "SES_ENDPOINT", "MAIL_FROM", "MAIL_CONFIGURATION_SET"], (env) =>
	createMailer({
		region: env.AWS_REGION,
		endpoint: env.SES_ENDPOINT,
		from: env.MAIL_FROM,
		configurationSet: env.MAIL_CONFIGURATION_SET,
	}),
);

/** The base of links in mails. */
export const consoleUrl = variable("CONSOLE_URL");
