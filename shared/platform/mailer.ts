import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";

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
	/** @throws the SDK's error; where it has `$metadata.httpStatusCode`, SES has answered, and the mail is not on its way */
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
			await client.send(
				new SendEmailCommand({
					Source: options.from,
					Destination: { ToAddresses: [to] },
					Message: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
					...(options.configurationSet ? { ConfigurationSetName: options.configurationSet } : {}),
				}),
			);
		},
	};
}

/** Without its charset, a part is sent as seven bits. */
function utf8(text: string) {
	return { Data: text, Charset: "UTF-8" };
}
