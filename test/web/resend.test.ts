import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";

// Not a literal, so that it is not type-checked here: the console is checked with a browser's types.
const clientFile = "../../web/src/api/client.ts";
const { createClient } = await import(clientFile);

type Answer = (response: ServerResponse) => void;

/** An API that gives these answers, one request after another, and a client of it. */
async function clientOf(...answers: Answer[]) {
	const asked: IncomingMessage[] = [];
	const server = createServer((request, response) => {
		const index = asked.push(request) - 1;
		answers[Math.min(index, answers.length - 1)]?.(response);
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	onTestFinished(() => void server.close().closeAllConnections());
	vi.stubGlobal("localStorage", { getItem: () => null });
	onTestFinished(() => void vi.unstubAllGlobals());
	const session = { token: async () => "token", expire: async () => {} };
	const api = createClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, session as never);
	const keys = () => asked.map(({ headers }) => headers["idempotency-key"]);
	return { api, asked, keys };
}

const done: Answer = (response) => void response.writeHead(202).end('{"done":true}');
const lost: Answer = (response) => void response.destroy();
const gatewayGaveUp: Answer = (response) =>
	void response.writeHead(504).end('{"message":"Endpoint request timed out"}');
const problem =
	(status: number, code: string): Answer =>
	(response) =>
		void response.writeHead(status).end(JSON.stringify({ code }));

test.each([
	["was lost", lost],
	["is the gateway's own", gatewayGaveUp],
	["says that the first one is still running", problem(409, "request-running")],
])("a write is sent again with the same key if the answer %s", async (_, answer) => {
	const { api, keys } = await clientOf(answer, done);
	expect((await api("/async-searches", { method: "POST", once: true })).body).toEqual({ done: true });
	expect(keys()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys()[0]]);
	await api("/async-searches", { method: "POST", once: true });
	expect(keys()[2]).not.toBe(keys()[0]);
});

test.each([
	[409, "stale"],
	[503, "temporarily-unavailable"],
])("a write that the API itself answers with %s is not sent again", async (status, code) => {
	const { api, asked } = await clientOf(problem(status, code));
	await expect(api("/a", { method: "PATCH", once: true })).rejects.toMatchObject({ status, code });
	expect(asked).toHaveLength(1);
});

test("a read has no key, and is not sent again", async () => {
	const { api, keys } = await clientOf(lost);
	await expect(api("/a")).rejects.toThrow();
	expect(keys()).toEqual([undefined]);
});
