import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { type Bucket, createBucket } from "../../../shared/platform/bucket.ts";
import { createMailer, type Mailer } from "../../../shared/platform/mailer.ts";
import { region } from "../../support/world.ts";

/** A page with status 200: what a proxy may answer in place of the service. */
const page = { "content-type": "text/html" };
const html = "<html><body><h1>502 Bad Gateway</h1></body></html>";

/** The services' answers; the first `pages` requests are answered with a page instead. */
const answers: Readonly<Record<string, readonly [headers: Record<string, string>, body: string]>> = {
	"PUT ": [{ etag: '"e"' }, ""],
	"GET list": [
		{},
		"<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>",
	],
	"GET ": [{ etag: '"e"' }, "whole"],
	"POST delete": [{}, "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>"],
	"POST ": [{}, "<SendEmailResponse><SendEmailResult><MessageId>m</MessageId></SendEmailResult></SendEmailResponse>"],
};
let pages: number;
let asked: string[];
let bucket: Bucket;
let mailer: Mailer;

beforeAll(async () => {
	const server = createServer(async (request, response) => {
		const query = new URL(request.url ?? "", "http://x").searchParams;
		const kind = query.has("list-type") ? "list" : query.has("delete") ? "delete" : "";
		await buffer(request);
		asked.push(`${request.method} ${kind}`);
		const [headers, body] = answers[`${request.method} ${kind}`] ?? [{}, ""];
		if (pages-- > 0) response.writeHead(200, page).end(html);
		else response.writeHead(200, { "content-type": "application/xml", ...headers }).end(body);
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const endpoint = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
	bucket = createBucket({ region, endpoint, bucket: "files" });
	mailer = createMailer({ region, endpoint, from: "a@example.jp" });
	return () => void server.close().closeAllConnections();
});
beforeEach(() => {
	asked = [];
	onTestFinished(() => expect(pages).toBeLessThanOrEqual(0));
});

async function listed(): Promise<string[]> {
	const keys: string[] = [];
	for await (const some of bucket.list("p")) keys.push(...some);
	return keys;
}
async function* chunks() {
	yield Buffer.from("whole");
}
const mail = { to: "b@example.jp", subject: "s", text: "t", html: "h" };

test.each<[string, () => Promise<unknown>, unknown]>([
	["an object is stored", () => bucket.put("a", Buffer.from("whole")), undefined],
	["an object is read", () => bucket.read("a"), "whole"],
	["keys are listed", listed, ["a"]],
	["a mail is accepted", () => mailer.send(mail), undefined],
])("%s after a proxy answered with a page", async (_, work, expected) => {
	pages = 1;
	expect(await work()).toEqual(expected);
	expect(asked).toHaveLength(2);
});

test.each<[string, () => Promise<unknown>]>([
	["a streamed object is not stored", () => bucket.putStream("a", chunks(), 5, "text/csv")],
	["objects are not deleted", () => bucket.delete(["a"])],
])("%s if a proxy answers with a page, and the call fails", async (_, work) => {
	pages = 1;
	await expect(work()).rejects.toThrow();
	pages = 0;
	await work();
	expect(asked).toHaveLength(2);
});
