import { expect, onTestFinished, test } from "vitest";
import { openDataFolder } from "../../../local/data-folder.ts";
import { startSes } from "../../../local/engines/ses.ts";
import { choosePorts } from "../../../local/ports.ts";
import { outcomeMail } from "../../../shared/async-search/outcome-mail.ts";
import { testMail } from "../../../shared/mail-address/test-mail.ts";
import { createMailer } from "../../../shared/platform/mailer.ts";
import { temporaryFolder } from "../../local/processes.ts";
import { startMailSink } from "../../support/mail-sink.ts";

process.env.AWS_ACCESS_KEY_ID ??= "test";
process.env.AWS_SECRET_ACCESS_KEY ??= "test";

const region = "ap-northeast-1";
const from = "Rireki <no-reply@rireki.example>";
const historyUrl = "https://rireki.example/console?a=1&b=2#履歴";

test("sends Japanese unchanged in subject, text and HTML", async () => {
	const { ses } = await choosePorts(["ses"], {});
	const mailbox = await startSes(openDataFolder(temporaryFolder()), ses);
	onTestFinished(mailbox.stop);
	const mailer = createMailer({ region, endpoint: mailbox.url, from });
	const mails = [
		outcomeMail({ outcome: "completed", createdAt: 0, historyUrl }),
		outcomeMail({ outcome: "failed", createdAt: 0, failureTitle: "髙橋様 〜 ①㈱ 𠮷野家 💥 & <b>", historyUrl }),
		testMail({ historyUrl }),
	];
	for (const mail of mails) await mailer.send({ to: "tanaka@example.com", ...mail });

	const { emails } = (await (await fetch(`${mailbox.url}/store`)).json()) as { emails: object[] };
	expect(emails).toMatchObject(
		mails.map(({ subject, text, html }) => ({
			from,
			destination: { to: ["tanaka@example.com"], cc: [], bcc: [] },
			subject,
			body: { text, html },
			attachments: [],
		})),
	);
});

test.each([
	[undefined, null],
	["rireki-mails", "rireki-mails"],
])("states the charset of each part, and the configuration set %s", async (configurationSet, expected) => {
	const ses = await startMailSink();
	onTestFinished(ses.stop);
	const mailer = createMailer({ region, endpoint: ses.endpoint, from, configurationSet });
	await mailer.send({ to: "a@example.com", subject: "件名", text: "本文", html: "<p>本文</p>" });
	const [form] = ses.requests;
	for (const part of ["Subject", "Body.Text", "Body.Html"]) expect(form?.get(`Message.${part}.Charset`)).toBe("UTF-8");
	expect([form?.get("Source"), form?.get("ConfigurationSetName")]).toEqual([from, expected]);
});

test("tries three times if a retry may help, and reports whether SES answered", async () => {
	const ses = await startMailSink({ status: 500, body: "" });
	const mailer = createMailer({ region, endpoint: ses.endpoint, from });
	const mail = { to: "a@example.com", subject: "s", text: "t", html: "h" };
	await expect(mailer.send(mail)).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
	expect(ses.requests).toHaveLength(3);
	await ses.stop();
	const unanswered = await mailer.send(mail).catch((error) => error);
	expect(unanswered).toMatchObject({ code: "ECONNREFUSED" });
	expect(unanswered.$metadata?.httpStatusCode).toBeUndefined();
});
