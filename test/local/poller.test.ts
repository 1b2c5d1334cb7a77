import { setTimeout as sleep } from "node:timers/promises";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { describe, expect, onTestFinished, test } from "vitest";
import { countMessages } from "../../commands/ingest/queue.ts";
import { openDataFolder } from "../../local/data-folder.ts";
import { startSqs } from "../../local/engines/sqs.ts";
import type { QueueHandler } from "../../local/functions.ts";
import { startPoller } from "../../local/poller.ts";
import { choosePorts } from "../../local/ports.ts";
import { ensureQueues } from "../../local/resources.ts";
import { temporaryFolder } from "./processes.ts";

const region = "ap-northeast-1";
process.env.AWS_ACCESS_KEY_ID ??= "local";
process.env.AWS_SECRET_ACCESS_KEY ??= "local";

/** Polls a queue of `bodies` until `handler` has seen all of them, then counts the messages left in the queue. */
async function poll(bodies: string[], handler: (records: SQSRecord[]) => SQSBatchResponse | undefined) {
	const folder = openDataFolder(temporaryFolder());
	const engine = await startSqs(folder, (await choosePorts(["sqs"], {})).sqs, region);
	onTestFinished(async () => {
		await engine.stop();
		folder.release();
	});
	const { queueUrl } = await ensureQueues(engine.url, region, "rireki");
	const client = new SQSClient({ endpoint: engine.url, region });
	const Entries = bodies.map((MessageBody, index) => ({
		Id: String(index),
		MessageBody,
		MessageAttributes: { source: { DataType: "String", StringValue: "test" } },
	}));
	await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));

	const seen: SQSRecord[] = [];
	const watching: QueueHandler = async ({ Records }) => {
		seen.push(...Records);
		return handler(Records);
	};
	const poller = startPoller({ endpoint: engine.url, region, queueUrl, handler: watching });
	while (seen.length < bodies.length) await sleep(10);
	await poller.stop();
	return { seen, left: await countMessages(client, queueUrl) };
}

const failing = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
const failBodies = (records: SQSRecord[], text: string) =>
	failing(...records.filter(({ body }) => body === text).map(({ messageId }) => messageId));

describe("the poller", () => {
	test("passes messages on as AWS Lambda's event source does", async () => {
		const { seen } = await poll(["a"], () => undefined);
		expect(seen).toEqual([
			{
				messageId: expect.any(String),
				receiptHandle: expect.any(String),
				body: "a",
				attributes: {
					ApproximateReceiveCount: "1",
					ApproximateFirstReceiveTimestamp: expect.any(String),
					SenderId: expect.any(String),
					SentTimestamp: expect.any(String),
				},
				messageAttributes: {
					source: { dataType: "String", stringValue: "test", stringListValues: [], binaryListValues: [] },
				},
				md5OfBody: "0cc175b9c0f1b6a831c399e269772661",
				eventSource: "aws:sqs",
				eventSourceARN: "arn:aws:sqs:ap-northeast-1:000000000000:rireki-intake",
				awsRegion: "ap-northeast-1",
			},
		]);
	});

	test("deletes messages that succeeded", async () => {
		expect((await poll(["a", "b", "c"], () => ({ batchItemFailures: [] }))).left).toBe(0);
	});

	test("leaves messages that failed", async () => {
		expect((await poll(["a", "b", "c"], (records) => failBodies(records, "b"))).left).toBe(1);
	});

	test("leaves the whole batch when the handler throws", async () => {
		const { left } = await poll(["a", "b", "c"], () => {
			throw new Error("staged");
		});
		expect(left).toBe(3);
	});

	test("leaves the whole batch when the handler names a message that is not in it", async () => {
		expect((await poll(["a", "b"], () => failing(""))).left).toBe(2);
	});
});
