import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
	DescribeTableCommand,
	DescribeTimeToLiveCommand,
	DynamoDBClient,
	GetItemCommand,
	PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { requestToken } from "../../commands/request-token.ts";
import { table } from "../../infra/table.ts";
import { type Stack, type StackOptions, startStack } from "../../local/stack.ts";
import type { StackDescription } from "../../local/stack-description.ts";
import { stubFunctions } from "../commands/stub-stack.ts";
import { ownEngines, region, spawnStack, temporaryFolder } from "./processes.ts";

async function start(dataDir: string, more: Partial<StackOptions> = {}): Promise<Stack> {
	const stack = await startStack({ port: 0, dataDir, empty: true, functions: stubFunctions, ...more });
	onTestFinished(stack.stop);
	return stack;
}

const clients = ({ aws }: StackDescription) => ({
	dynamodb: new DynamoDBClient({ endpoint: aws.dynamodb, region, maxAttempts: 20 }),
	s3: new S3Client({ endpoint: aws.s3, region, forcePathStyle: true }),
	sqs: new SQSClient({ endpoint: aws.sqs, region }),
});

const account = { tenant: "acme", account: "sv01", role: "supervisor" };
const bearer = async (urls: StackDescription) => ({
	authorization: `Bearer ${await requestToken(urls.issuer, account)}`,
});

describe("a stack", () => {
	test("serves the routes to a token of its issuer, and describes itself in stack.json while it runs", async () => {
		const dataDir = temporaryFolder();
		const { urls, stop } = await start(dataDir);
		const response = await fetch(`${urls.api}/me`, { headers: await bearer(urls) });
		expect(response.status).toBe(200);
		expect(JSON.parse(await response.text()).requestContext.authorizer.jwt.claims).toMatchObject(account);
		expect(JSON.parse(readFileSync(join(dataDir, "stack.json"), "utf8"))).toEqual(urls);
		expect((await fetch(urls.mailbox)).status).toBe(200);
		await stop();
		expect(existsSync(join(dataDir, "stack.json"))).toBe(false);
	});

	test("packs soon after its start, and does not wait long for a running pack when it stops", async () => {
		let runs = 0;
		const functions = async () => ({
			...(await stubFunctions()),
			pack: () => {
				runs++;
				return new Promise<never>(() => {});
			},
		});
		const { stop } = await start(temporaryFolder(), { functions });
		await vi.waitFor(() => expect(runs).toBe(1), { timeout: 10_000 });
		const askedAt = performance.now();
		await stop();
		expect(performance.now() - askedAt).toBeLessThan(9000);
		expect(runs).toBe(1);
	});

	test("has the table that infra describes, with time to live", async () => {
		const { urls } = await start(temporaryFolder());
		const { dynamodb } = clients(urls);
		const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: urls.table }));
		expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(
			table.indexes.map(({ name }) => name).sort(),
		);
		const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: urls.table }));
		expect(TimeToLiveDescription).toMatchObject({ AttributeName: table.ttlAttribute, TimeToLiveStatus: "ENABLED" });
	});

	test.skipIf(!ownEngines)("keeps its addresses, tokens, objects and mails across a restart", async () => {
		const dataDir = temporaryFolder();
		const first = await start(dataDir);
		const headers = await bearer(first.urls);
		const object = { Bucket: first.urls.buckets.recordings, Key: "t/録音.wav" };
		await clients(first.urls).s3.send(new PutObjectCommand({ ...object, Body: "RIFF", ContentType: "audio/wav" }));
		await fetch(first.urls.mailbox, {
			method: "POST",
			headers: { authorization: "AWS4-HMAC-SHA256 x" },
			body: new URLSearchParams({
				Action: "SendEmail",
				Source: "system@example.com",
				"Destination.ToAddresses.member.1": "tanaka@example.com",
				"Message.Subject.Data": "非同期検索処理が完了しました",
				"Message.Body.Text.Data": "text",
			}),
		});
		await first.stop();

		const { urls } = await start(dataDir, { port: Number(new URL(first.urls.api).port) });
		expect(urls).toEqual(first.urls);
		expect((await fetch(`${urls.api}/me`, { headers })).status).toBe(200);
		const kept = await clients(urls).s3.send(new GetObjectCommand(object));
		expect([await kept.Body?.transformToString(), kept.ContentType]).toEqual(["RIFF", "audio/wav"]);
		const { emails } = JSON.parse(await (await fetch(`${urls.mailbox}store`)).text());
		expect(emails).toMatchObject([{ subject: "非同期検索処理が完了しました" }]);
	});

	test("runs beside another one and refuses its tokens", async () => {
		const [one, other] = [await start(temporaryFolder()), await start(temporaryFolder())];
		const tokenOfOther = await bearer(other.urls);
		expect((await fetch(`${one.urls.api}/me`, { headers: tokenOfOther })).status).toBe(401);
		expect((await fetch(`${other.urls.api}/me`, { headers: tokenOfOther })).status).toBe(200);
	});

	test("refuses a folder that another stack uses, and that one continues", async () => {
		const dataDir = temporaryFolder();
		const { urls } = await start(dataDir);
		await expect(start(dataDir)).rejects.toThrow(`in use by another stack (process ${process.pid})`);
		expect((await fetch(urls.health)).status).toBe(200);
	});

	test("refuses a port that is in use, and leaves the folder free", async () => {
		const dataDir = temporaryFolder();
		const { urls, stop } = await start(temporaryFolder());
		const port = Number(new URL(urls.api).port);
		await expect(start(dataDir, { port })).rejects.toThrow(`Port ${port} is in use`);
		await stop();
		await start(dataDir, { port });
	});

	test.skipIf(!ownEngines)("uses another port for an engine whose port is taken", async () => {
		const dataDir = temporaryFolder();
		const first = await start(dataDir);
		await first.stop();
		const squatter = createServer().listen(Number(new URL(first.urls.aws.sqs).port), "127.0.0.1");
		onTestFinished(() => void squatter.close());
		const { urls } = await start(dataDir);
		expect(urls.aws.sqs).not.toBe(first.urls.aws.sqs);
		expect(urls.issuer).toBe(first.urls.issuer);
	});

	test.skipIf(!ownEngines)("uses the engines that environment variables name", async () => {
		const other = await start(temporaryFolder());
		for (const [name, url] of Object.entries(other.urls.aws)) vi.stubEnv(`${name.toUpperCase()}_ENDPOINT`, url);
		onTestFinished(() => void vi.unstubAllEnvs());
		const { urls } = await start(temporaryFolder());
		expect(urls.aws).toEqual(other.urls.aws);
		expect(urls.queueUrl).toBe(other.urls.queueUrl);
		const answer = await fetch(`${urls.api}/me`, { headers: await bearer(urls) });
		expect(answer.status).toBe(200);
	});

	test.skipIf(!ownEngines)("restarts the database when it dies", async () => {
		const dataDir = temporaryFolder();
		const { urls } = await start(dataDir);
		process.kill(Number(readFileSync(join(dataDir, "dynamodb.pid"), "utf8")), "SIGKILL");
		const described = await clients(urls).dynamodb.send(new DescribeTableCommand({ TableName: urls.table }));
		expect(described.Table?.TableName).toBe(urls.table);
	});
});

describe("a killed stack", () => {
	test("loses no acknowledged item, object or message, and can be started again", async () => {
		const dataDir = temporaryFolder();
		const killed = await spawnStack(dataDir);
		const { dynamodb, s3, sqs } = clients(killed.urls);
		const TableName = killed.urls.table;
		const dead = killed.urls.deadLetterQueueUrl;
		const Key = (index: number) => ({ p: { S: `p${index}` }, s: { S: "s" } });
		const object = (index: number) => ({ Bucket: killed.urls.buckets.recordings, Key: `o${index}` });
		const writes = Array.from({ length: 60 }, (_, index) => [
			dynamodb.send(new PutItemCommand({ TableName, Item: Key(index) })),
			s3.send(new PutObjectCommand({ ...object(index), Body: `body ${index}` })),
			// The intake fails these, so they stay in the queue.
			sqs.send(new SendMessageCommand({ QueueUrl: killed.urls.queueUrl, MessageBody: `fail ${index}` })),
			sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: `dead ${index}` })),
		]);
		await Promise.all(writes.flat());
		await killed.kill();
		const file = new DatabaseSync(join(dataDir, "dynamodb.sqlite"));
		expect(file.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
		file.close();

		const { urls } = await start(dataDir);
		expect(urls.aws).toEqual(killed.urls.aws);
		const after = clients(urls);
		for (let index = 0; index < writes.length; index++) {
			const got = await after.dynamodb.send(new GetItemCommand({ TableName, Key: Key(index) }));
			expect(got.Item).toEqual(Key(index));
			const { Body } = await after.s3.send(new GetObjectCommand(object(index)));
			expect(await Body?.transformToString()).toBe(`body ${index}`);
		}
		expect(await countAll(after.sqs, urls.queueUrl)).toBe(60);
		expect(await countAll(after.sqs, urls.deadLetterQueueUrl)).toBe(60);
	});

	test.skipIf(!ownEngines)("shows received messages again after the next start", async () => {
		const dataDir = temporaryFolder();
		const killed = await spawnStack(dataDir);
		const { sqs } = clients(killed.urls);
		const QueueUrl = killed.urls.deadLetterQueueUrl;
		await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "received" }));
		await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 43_200 }));
		await killed.kill();
		const { urls } = await start(dataDir);
		const received = await clients(urls).sqs.send(new ReceiveMessageCommand({ QueueUrl: urls.deadLetterQueueUrl }));
		expect(received.Messages).toMatchObject([{ Body: "received" }]);
	});

	test("ends no other process that got its database's process id", async () => {
		const dataDir = temporaryFolder();
		writeFileSync(join(dataDir, "dynamodb.pid"), String(process.pid));
		const { urls } = await start(dataDir);
		expect((await fetch(urls.health)).status).toBe(200);
	});
});

async function countAll(sqs: SQSClient, QueueUrl: string): Promise<number> {
	const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
	const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
	return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
}
