import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

export interface Asked {
	path: string;
	/** The access key that signed. */
	accessKeyId: string | undefined;
	sessionToken: string | undefined;
	body: string;
}

/** An HTTP server that stands in for services of AWS, and records each request with its signer. */
export async function startService(answer: (asked: Asked, count: number) => { status: number; body: string }) {
	const asked: Asked[] = [];
	const server = createServer(async (request: IncomingMessage, response) => {
		const entry = {
			path: request.url ?? "",
			accessKeyId: signerOf(request),
			sessionToken: request.headers["x-amz-security-token"]?.toString(),
			body: await text(request),
		};
		asked.push(entry);
		const { status, body } = answer(entry, asked.length);
		response.writeHead(status, { "content-type": "application/x-amz-json-1.0", etag: '"1"' }).end(body);
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as { port: number };
	return { asked, url: `http://127.0.0.1:${port}`, stop: () => void server.close().closeAllConnections() };
}

/** The access key that signed a request. */
export function signerOf({ headers }: IncomingMessage): string | undefined {
	return /Credential=([^/]+)\//.exec(headers.authorization ?? "")?.[1];
}

/** The answer of STS to `AssumeRole`: keys that contain the tenant that they are for. */
export function assumeRoleAnswer({ body }: Asked): { status: number; body: string } {
	const form = new URLSearchParams(body);
	const tenant = form.get("Tags.member.1.Value");
	return {
		status: 200,
		body: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
			<AccessKeyId>KEY-${tenant}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
			<SessionToken>token-${tenant}</SessionToken><Expiration>2026-11-20T07:00:00Z</Expiration>
			</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
	};
}
