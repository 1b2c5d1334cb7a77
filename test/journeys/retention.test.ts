import { DeleteItemCommand, DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test, vi } from "vitest";
import { requestToken } from "../../commands/request-token.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { region, run, temporaryFolder } from "../local/processes.ts";
import { basicTenant, batchSaved, type CloudEvent, callCompleted, recordingStored } from "../support/events.ts";
import { long } from "../support/limits.ts";

const objectKey = "acme/2026/11/20/j-1.wav";
const clock = { now: Date.parse("2026-11-20T15:00:00+09:00") };
let stack: Stack;
let dataDir: string;

async function start(): Promise<void> {
	dataDir = temporaryFolder();
	stack = await startStack({ port: 0, dataDir, empty: true, now: () => clock.now });
	onTestFinished(() => stack.stop());
}

async function api(method: string, path: string, body?: object) {
	const token = await requestToken(stack.urls.issuer, { tenant: "acme", account: "admin", role: "admin" });
	const response = await fetch(stack.urls.api + path, {
		method,
		headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": "*" },
		...(body ? { body: JSON.stringify(body) } : {}),
	});
	// biome-ignore lint/suspicious/noExplicitAny: the test reads the answer as a client would
	return { status: response.status, body: (await response.json()) as any };
}

async function send(...events: CloudEvent[]): Promise<void> {
	const sqs = new SQSClient({ endpoint: stack.urls.aws.sqs, region });
	for (const event of events) {
		await sqs.send(new SendMessageCommand({ QueueUrl: stack.urls.queueUrl, MessageBody: JSON.stringify(event) }));
	}
}

const s3 = () => new S3Client({ endpoint: stack.urls.aws.s3, region, forcePathStyle: true });
const recordingIsThere = () =>
	s3()
		.send(new GetObjectCommand({ Bucket: stack.urls.buckets.recordings, Key: objectKey }))
		.then(
			() => true,
			(error) => {
				if (error.name === "NoSuchKey") return false;
				throw error;
			},
		);
const statusOf = async (callId: string) => (await api("GET", `/call-histories/${callId}`)).status;
const expiryOf = async (callId: string) => (await itemsOf(callId)).find((item) => item.s?.S === "c")?.e?.N;

async function itemsOf(callId: string) {
	const dynamodb = new DynamoDBClient({ endpoint: stack.urls.aws.dynamodb, region });
	const { Items = [] } = await dynamodb.send(
		new QueryCommand({
			TableName: stack.urls.table,
			KeyConditionExpression: "p = :p",
			ExpressionAttributeValues: { ":p": { S: `acme#${callId}` } },
		}),
	);
	return Items;
}

const soon = { timeout: 20_000, interval: 100 };

/** The first event of a type in a stream of events; events about calls may come before it. */
async function firstOf(type: string, events: ReadableStream<Uint8Array> | null): Promise<unknown> {
	let text = "";
	for await (const chunk of events?.pipeThrough(new TextDecoderStream()) ?? []) {
		text += chunk;
		const told = text.split("\n").slice(0, -1);
		const found = told.map((line) => JSON.parse(line)).find((event) => event["detail-type"] === type);
		if (found) return found;
	}
	throw new Error(`no ${type} in ${text}`);
}

test(
	"a correction is published, a batch's end moves, an altered trail is detected, and expired records leave nothing",
	long,
	async () => {
		await start();
		await send(
			...basicTenant(),
			callCompleted({ callId: "j-1" }),
			callCompleted({ callId: "j-2" }),
			recordingStored("j-1"),
		);
		await s3().send(new PutObjectCommand({ Bucket: stack.urls.buckets.recordings, Key: objectKey, Body: "sound" }));
		await vi.waitFor(async () => expect(await statusOf("j-1")).toBe(200), soon);

		const watching = new AbortController();
		onTestFinished(() => watching.abort());
		const { body } = await fetch(`${stack.urls.events}?follow`, { signal: watching.signal });
		expect((await api("PATCH", "/call-histories/j-1", { memo: "訂正", reason: "聞き直し" })).status).toBe(200);
		expect(await firstOf("rireki.call-history.corrected.v1", body)).toMatchObject({
			source: "rireki",
			"detail-type": "rireki.call-history.corrected.v1",
			detail: { id: "acme/j-1/1", data: { reason: "聞き直し", after: { memo: "訂正" } } },
		});
		await vi.waitFor(async () => expect((await api("GET", "/call-histories/j-1/recording")).status).toBe(200), soon);

		const verify = () => run("commands/verify-trail.ts", "--tenant", "acme", "--date", "2026-11-20", "--data", dataDir);
		await vi.waitFor(async () => expect((await verify()).stdout).toMatch(/^3 entries match their seals/), soon);
		const { table, buckets, aws } = stack.urls;
		vi.stubEnv("DYNAMODB_ENDPOINT", aws.dynamodb);
		vi.stubEnv("S3_ENDPOINT", aws.s3);
		const named = ["--tenant", "acme", "--date", "2026-11-20", "--table", table, "--seals", buckets.seals];
		expect((await run("commands/verify-trail.ts", ...named)).stdout).toMatch(/^3 entries match their seals/);
		vi.unstubAllEnvs();
		const [access] = (await itemsOf("j-1")).filter((item) => item.s?.S?.startsWith("a#"));
		const dynamodb = new DynamoDBClient({ endpoint: stack.urls.aws.dynamodb, region });
		const put = (Item: typeof access) => dynamodb.send(new PutItemCommand({ TableName: stack.urls.table, Item }));
		await put({ ...access, y: { S: "somebody-else" } });
		const found = await verify();
		expect([found.code, found.stdout]).toEqual([
			1,
			expect.stringContaining(`Altered or forged: acme#j-1 ${access?.s?.S}`),
		]);
		await put(access);

		const ends = { "2026-12-31": "2027-04-01", "2026-11-20": "2027-02-19" };
		for (const [endsOn, gone] of Object.entries(ends)) {
			const time = `2026-11-20T15:0${endsOn === "2026-12-31" ? 1 : 2}:00+09:00`;
			await send(batchSaved({ batchId: "b01", endsOn }, { time }));
			const wanted = String(Date.parse(`${gone}T00:00:00+09:00`) / 1000);
			await vi.waitFor(
				async () => expect([await expiryOf("j-1"), await expiryOf("j-2")]).toEqual([wanted, wanted]),
				soon,
			);
		}

		// Another DynamoDB deletes expired items at a time of its own, by its own clock.
		if (process.env.DYNAMODB_ENDPOINT) return;
		clock.now = Date.parse("2027-02-19T00:00:00+09:00");
		expect(await statusOf("j-1")).toBe(404);
		expect((await itemsOf("j-1")).map((item) => item.s?.S?.slice(0, 2))).toEqual(["a#", "a#", "c", "x#"]);
		expect(await recordingIsThere()).toBe(true);
		await stack.deleteExpired();
		await vi.waitFor(async () => expect(await recordingIsThere()).toBe(false), soon);
		await vi.waitFor(async () => expect([...(await itemsOf("j-1")), ...(await itemsOf("j-2"))]).toEqual([]), soon);
	},
);

test("moving a batch's end in its last second loses no record, and a deleted pointer is restored", async () => {
	await start();
	const calls = Array.from({ length: 40 }, (_, index) => callCompleted({ callId: `k-${index}` }));
	await send(...basicTenant(), ...calls);
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	const total = async () => (await api("POST", "/call-histories/search", { period })).body.total;
	await vi.waitFor(async () => expect(await total()).toBe(40), soon);

	const dynamodb = new DynamoDBClient({ endpoint: stack.urls.aws.dynamodb, region });
	const Key = { p: { S: "acme#b01#cu-k-0" }, s: { S: "l" } };
	await dynamodb.send(new DeleteItemCommand({ TableName: stack.urls.table, Key }));
	await vi.waitFor(
		async () => expect((await api("GET", "/call-histories/k-0")).body.editable.allowed).toBe(true),
		soon,
	);

	if (process.env.DYNAMODB_ENDPOINT) return;
	clock.now = Date.parse("2027-02-28T23:59:59+09:00");
	// The table deletes at once, before retention has moved the records.
	await send(batchSaved({ batchId: "b01", endsOn: "2027-01-31" }, { time: "2027-02-28T23:59:58+09:00" }));
	const { deps } = stack;
	const endOfBatch = async () =>
		(await deps.directoryReader.find("acme", [{ kind: "batch", id: "b01" }])).batches.get("b01")?.endsOn;
	await vi.waitFor(async () => expect(await endOfBatch()).toBe("2027-01-31"), { ...soon, interval: 5 });
	clock.now = Date.parse("2027-03-01T00:00:00+09:00");
	await stack.deleteExpired();
	await vi.waitFor(async () => expect(await total()).toBe(40), { ...soon, timeout: 10_000 });
	await vi.waitFor(async () => {
		const expiries = await Promise.all(calls.map((_, index) => expiryOf(`k-${index}`)));
		expect(new Set(expiries)).toEqual(new Set([String(Date.parse("2027-05-02T00:00:00+09:00") / 1000)]));
	}, soon);
	expect((await api("PATCH", "/call-histories/k-1", { memo: "訂正" })).status).toBe(200);
});
