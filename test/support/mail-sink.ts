import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface MailSink {
	endpoint: string;
	/** The forms received. */
	requests: URLSearchParams[];
	stop(): Promise<void>;
}

const accepted = `<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">
	<SendEmailResult><MessageId>m-1</MessageId></SendEmailResult></SendEmailResponse>`;

/** An SES that gives every request the same answer, success by default. */
export async function startMailSink(answer: { status: number; body: string } = { status: 200, body: accepted }) {
	const requests: URLSearchParams[] = [];
	const server = createServer(async (request, response) => {
		requests.push(new URLSearchParams(await text(request)));
		response.writeHead(answer.status, { "content-type": "text/xml" }).end(answer.body);
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const { port } = server.address() as AddressInfo;
	return {
		endpoint: `http://127.0.0.1:${port}`,
		requests,
		stop: () =>
			new Promise<void>((stopped) => {
				server.close(() => stopped());
				server.closeAllConnections();
			}),
	} satisfies MailSink;
}
