import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { metered } from "../../../shared/platform/meter.ts";
import { createPartReader } from "../../../shared/platform/part-reader.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const tenantCredentials = async () => ({ accessKeyId: "KEY", secretAccessKey: "secret", sessionToken: "token-acme" });
const content = Buffer.from("一二三四五六七八九十");

/** A reader of a bucket with the given answers. */
async function readerOf(answer: Answer) {
	const asked: IncomingMessage[] = [];
	const server = createServer((request, response) => answer(request, response, asked.push(request)));
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => void server.close().closeAllConnections());
	const { port } = server.address() as { port: number };
	const endpoint = `http://127.0.0.1:${port}`;
	return { asked, ...createPartReader({ region: "ap-northeast-1", endpoint, bucket: "packs", tenantCredentials }) };
}

const part: Answer = (request, response) => {
	const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
	response.writeHead(206).end(content.subarray(Number(start), Number(last) + 1));
};
const fail =
	(status: number): Answer =>
	(_, response) =>
		void response.writeHead(status).end("<Error/>");

test("reads a part with a request signed for the tenant, and meters the call", async () => {
	const { asked, readPart } = await readerOf(part);
	const cost = await metered(async (cost) => {
		expect((await readPart("acme/p1", 3, 9)).toString()).toBe("二三");
		return cost;
	});
	expect(cost).toMatchObject({ calls: 1, roundTrips: 1, readUnits: 0 });
	expect(asked[0]?.url).toBe("/packs/acme/p1");
	expect(asked[0]?.headers).toMatchObject({
		authorization: expect.stringMatching(/Credential=KEY\/\d{8}\/ap-northeast-1\/s3\/aws4_request/),
		"x-amz-security-token": "token-acme",
	});
});

test.each([404, 403, 416])("throws NoSuchKey after a single request if S3 answers %s", async (status) => {
	const { asked, readPart } = await readerOf(fail(status));
	await expect(readPart("acme/p1", 0, 3)).rejects.toMatchObject({ name: "NoSuchKey" });
	expect(asked).toHaveLength(1);
});

test("throws NoSuchKey for an object that ends too early", async () => {
	const { readPart } = await readerOf(part);
	await expect(readPart("acme/p1", 27, 33)).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("retries after an answer from a proxy instead of S3", async () => {
	const { readPart } = await readerOf((request, response, count) => {
		if (count === 1) response.writeHead(200, { "content-type": "text/html" }).end("<h1>502 Bad Gateway</h1>");
		else part(request, response, count);
	});
	expect((await readPart("acme/p1", 0, 3)).toString()).toBe("一");
});

test("retries if S3 is too busy, breaks off, or stays silent", async () => {
	const { asked, readPart } = await readerOf((request, response, count) => {
		if (count === 1) fail(503)(request, response, count);
		else if (count === 2) response.writeHead(206, { "content-length": 3 }).flushHeaders();
		else part(request, response, count);
		if (count === 2) setTimeout(() => response.destroy(), 10);
	});
	expect((await readPart("acme/p1", 0, 3)).toString()).toBe("一");
	expect(asked).toHaveLength(3);

	const silent = await readerOf((request, response, count) => void (count > 1 && part(request, response, count)));
	expect((await silent.readPart("acme/p1", 0, 3)).toString()).toBe("一");
	const halfSilent = await readerOf((request, response, count) => {
		if (count > 1) part(request, response, count);
		else response.writeHead(206, { "content-length": 3 }).write("x");
	});
	expect((await halfSilent.readPart("acme/p1", 0, 3)).toString()).toBe("一");
});

test("gives up after three requests", async () => {
	const { asked, readPart } = await readerOf(fail(500));
	await expect(readPart("acme/p1", 0, 3)).rejects.toThrow("packs/acme/p1 could not be read");
	expect(asked).toHaveLength(3);
});

test("makes a hundred requests at a time, while the others wait", async () => {
	let most = 0;
	const waiting: (() => void)[] = [];
	const { readPart } = await readerOf((request, response, count) => {
		waiting.push(() => part(request, response, count));
		most = Math.max(most, waiting.length);
		// Answers only some time after a hundred requests have arrived, so that one more would be noticed.
		if (waiting.length === 100 || count === 350)
			setTimeout(() => waiting.splice(0).forEach((answer) => void answer()), 20);
	});
	const parts = await Promise.all(Array.from({ length: 350 }, () => readPart("acme/p1", 0, 3)));
	expect(parts.every((bytes) => bytes.toString() === "一")).toBe(true);
	expect(most).toBe(100);
});
