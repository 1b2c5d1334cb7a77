import { globSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createBucket } from "../../../shared/platform/bucket.ts";
import { isBusy } from "../../../shared/platform/busy.ts";
import { createDynamoDbClient } from "../../../shared/platform/dynamodb.ts";
import { createEventBus } from "../../../shared/platform/event-bus.ts";
import { createMailer, wasNotSent } from "../../../shared/platform/mailer.ts";
import { createPartReader } from "../../../shared/platform/part-reader.ts";
import { createIntakeQueue, createRetentionQueue } from "../../../shared/platform/queue.ts";
import { inScope } from "../../../shared/platform/scope.ts";
import { TableReader } from "../../../shared/platform/table-reader.ts";
import { createTenantCredentials } from "../../../shared/platform/tenant-credentials.ts";
import { within } from "../../../shared/platform/time-limit.ts";
import { createWorkflow } from "../../../shared/platform/workflow.ts";

process.env.AWS_ACCESS_KEY_ID ??= "test";
process.env.AWS_SECRET_ACCESS_KEY ??= "test";

const region = "ap-northeast-1";
type Behaviour = (response: ServerResponse) => void;
let behave: Behaviour;
let requests = 0;
let endpoint: string;

const server = createServer((request, response) => {
	requests++;
	request.resume();
	behave(response);
});
beforeAll(async () => {
	// If an idle connection were closed while this process is busy, its request would be sent again.
	server.keepAliveTimeout = 0;
	server.listen(0, "127.0.0.1");
	await new Promise((listening) => server.once("listening", listening));
	endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close().closeAllConnections());
beforeEach(() => {
	requests = 0;
});

const limits = { idleMs: 30, answerMs: 30, callMs: 1500 };
const table = (given = limits) => new TableReader(createDynamoDbClient({ region, endpoint, limits: given }), "table");
const bucket = () => createBucket({ region, endpoint, bucket: "exports", limits });
const parts = () => createPartReader({ region, endpoint, bucket: "packs", patienceMs: [30, 30, 30] });
const queueUrl = "http://127.0.0.1:9/1/queue";
const intake = () => createIntakeQueue({ region, endpoint, queueUrl, deadLetterQueueUrl: queueUrl, limits });
const retention = () => createRetentionQueue({ region, endpoint, queueUrl, limits });
const bus = () => createEventBus({ region, endpoint, name: "bus", limits });
// A mail has one attempt, which must arrive within its limit even on a busy machine.
const mailLimits = { idleMs: 300, answerMs: 300, callMs: 1500 };
const mailer = () => createMailer({ region, endpoint, from: "a@example.com", limits: mailLimits });
const stateMachineArn = "arn:aws:states:ap-northeast-1:1:stateMachine:m";
const workflow = () => createWorkflow({ region, endpoint, stateMachineArn, limits });
const role = () => createTenantCredentials({ region, endpoint, roleArn: "arn:aws:iam::1:role/t", limits });

/** Every client that the product creates, by file. New ones must be added here. */
const calls: [file: string, what: string, call: () => Promise<unknown>][] = [
	["dynamodb", "a query", () => table().query({ KeyConditionExpression: "p = :p" })],
	["dynamodb", "a batch", () => table().batchGet([{ p: { S: "a" }, s: { S: "b" } }])],
	["bucket", "a read", () => bucket().read("a")],
	["bucket", "a part", () => bucket().readPart("a", 0, 5)],
	["bucket", "a write", () => bucket().put("a", Buffer.from("a"))],
	["bucket", "a long write", () => bucket().putStream("a", chunks(), 2, "text/csv")],
	["bucket", "a list", () => bucket().list("a").next()],
	["bucket", "a deletion", () => bucket().delete(["a"])],
	["part-reader", "a part", () => parts().readPart("acme/a", 0, 5)],
	["queue", "a postponement", () => intake().postpone("handle", 5)],
	["queue", "a rejection", () => intake().reject("{}", "reason", "detail")],
	["queue", "tasks", () => retention().send([{}])],
	["event-bus", "an event", () => bus().publish([{ type: "t", time: "2026-11-20T10:00:00Z" }])],
	["mailer", "a mail", () => mailer().send({ to: "b@example.com", subject: "s", text: "t", html: "h" })],
	["workflow", "a start", () => workflow().start("name", {})],
	["workflow", "a stop", () => workflow().stop("name", "cause")],
	["workflow", "a lookup", () => workflow().find("name")],
	["tenant-credentials", "a role", () => inScope({ correlationId: "c", tenantId: "acme" }, role())],
];

/** Calls that are attempted once, because they must not be repeated or cannot be sent again. */
const once = new Set(["a mail", "a long write"]);

async function* chunks() {
	yield Buffer.from("ab");
}

const faults: [string, Behaviour][] = [
	["accepts and never answers", () => {}],
	[
		"begins an answer and falls silent",
		(response) => void response.writeHead(200, { "content-length": 100 }).write("{"),
	],
	["hangs up", (response) => void response.destroy()],
];

describe.each(faults)("a service that %s", (_, behaviour) => {
	it.each(calls)("fails calls of %s.ts as busy: %s", async (_file, what, call) => {
		behave = behaviour;
		const error = await call().then(
			() => undefined,
			(cause) => cause,
		);
		expect(error).toBeInstanceOf(Error);
		expect(isBusy(error), String(error)).toBe(true);
		// Each attempt has its own limit, which leaves time for another one where retries are allowed.
		expect(requests).toBeGreaterThan(once.has(what) ? 0 : 1);
	});
});

it("every file that creates a client is listed above, and no other request handler is created", () => {
	const files = globSync("{shared,functions}/**/*.ts").map((path) => [path, readFileSync(path, "utf8")] as const);
	const building = files.filter(([, source]) => /new \w+Client\(|new BoundedHttpHandler\(/.test(source));
	const names = building.map(([path]) => path.replace(/^shared\/platform\/|\.ts$/g, ""));
	expect(names.sort()).toEqual([...new Set(calls.map(([file]) => file))].sort());
	const others = files.filter(([, source]) => /NodeHttp2?Handler\(|\bfetch\(|\bhttps?\.request\(/.test(source));
	expect(others.map(([path]) => path)).toEqual([]);
});

describe("a call", () => {
	const query = { KeyConditionExpression: "p = :p" };

	it("ends at its client's limit, whatever its attempts do", async () => {
		behave = (response) => void response.writeHead(500).end('{"__type":"InternalServerError"}');
		const error = await table({ ...limits, callMs: 40 })
			.query(query)
			.catch((cause) => cause);
		expect(error).toMatchObject({ kind: "unavailable", code: "timed-out" });
	});

	it("ends at the enclosing time limit, after which no request is sent", async () => {
		const reader = table({ idleMs: 60_000, answerMs: 60_000, callMs: 60_000 });
		behave = () => {};
		let later: unknown;
		// Long enough for the first request to be sent on a busy machine.
		const work = within(
			3000,
			async () => {
				await reader.query(query).catch(() => {});
				later = await reader.query(query).catch((cause) => cause);
				throw later;
			},
			{ graceMs: 5000 },
		);
		await expect(work).rejects.toMatchObject({ kind: "unavailable" });
		expect(later).toMatchObject({ code: "timed-out" });
		expect(requests).toBe(1);
	});

	it("waits for its turn while others are answered, and while this process is busy", async () => {
		const waiting: ServerResponse[] = [];
		const serve = () => {
			waiting.shift()?.end('{"Items":[],"Count":0}');
			if (waiting.length > 0) setTimeout(serve, 150);
		};
		// Answers one after another, at intervals of a tenth of the limit: the last one waits for twice the limit.
		behave = (response) => {
			if (waiting.push(response) === 20) serve();
		};
		const reader = table({ ...limits, idleMs: 10_000, answerMs: 1500, callMs: 30_000 });
		await Promise.all(Array.from({ length: 20 }, () => reader.query(query)));
		expect(requests).toBe(20);

		behave = (response) => void response.end('{"Items":[],"Count":0}');
		const answer = reader.query(query);
		await new Promise((resolve) => setTimeout(resolve, 1));
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
		expect((await answer).count).toBe(0);
		expect(requests).toBe(21);
	});

	it("is retried if the answer was cut short, but not if the table refused it", async () => {
		behave = (response) => void response.end(requests < 3 ? '{"Items":[' : '{"Items":[],"Count":0}');
		expect(await table().query(query)).toMatchObject({ count: 0 });
		expect(requests).toBe(3);
		behave = (response) => void response.writeHead(400).end('{"__type":"com#ValidationException","message":"no"}');
		const error = await table()
			.query(query)
			.catch((cause) => cause);
		expect([error.name, isBusy(error), requests]).toEqual(["ValidationException", false, 4]);
	});
});

describe("a mail", () => {
	const mail = { to: "b@example.com", subject: "s", text: "t", html: "h" };

	it("that gets no answer is sent once, and not reported as unsent", async () => {
		for (const [, behaviour] of faults) {
			requests = 0;
			behave = behaviour;
			const error = await mailer()
				.send(mail)
				.catch((cause) => cause);
			expect([requests, wasNotSent(error)]).toEqual([1, false]);
		}
	});
});
