import { setTimeout as sleep } from "node:timers/promises";
import {
	DeleteMessageBatchCommand,
	type Message,
	type MessageAttributeValue,
	ReceiveMessageCommand,
	SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSMessageAttribute, SQSRecord } from "aws-lambda";
import type { QueueHandler } from "./functions.ts";

export interface PollerOptions {
	endpoint: string;
	region: string;
	queueUrl: string;
	handler: QueueHandler;
	/** Batches in the handler at a time. */
	concurrency?: number;
}

/** Feeds the queue to the handler as AWS Lambda's event source does, with partial batch responses. */
export function startPoller({ endpoint, region, queueUrl, handler, concurrency = 8 }: PollerOptions) {
	const client = new SQSClient({ endpoint, region });
	const stopping = new AbortController();
	const queueName = queueUrl.slice(queueUrl.lastIndexOf("/") + 1);
	const source = `arn:aws:sqs:${region}:000000000000:${queueName}`;

	async function receive(): Promise<Message[]> {
		const { Messages } = await client.send(
			new ReceiveMessageCommand({
				QueueUrl: queueUrl,
				MaxNumberOfMessages: 10,
				WaitTimeSeconds: 20,
				MessageSystemAttributeNames: ["All"],
				MessageAttributeNames: ["All"],
			}),
			{ abortSignal: stopping.signal },
		);
		return Messages ?? [];
	}

	async function remove(done: Message[]): Promise<void> {
		if (done.length === 0) return;
		const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
		await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
	}

	async function poll(): Promise<void> {
		while (!stopping.signal.aborted) {
			try {
				const messages = await receive();
				if (messages.length === 0) continue;
				const failed = await handle(handler, messages, source, region);
				await remove(messages.filter(({ MessageId }) => !failed.has(MessageId ?? "")));
			} catch (cause) {
				if (stopping.signal.aborted) return;
				console.error(`${queueName}:`, cause);
				await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
			}
		}
	}

	const loops = Array.from({ length: concurrency }, poll);
	return {
		/** Resolves when the batches that are in the handler have ended. */
		async stop(): Promise<void> {
			stopping.abort();
			await Promise.all(loops);
			client.destroy();
		},
	};
}

/** The ids of the messages that failed: all of them when the handler throws, or names one that it was not given. */
async function handle(handler: QueueHandler, messages: Message[], source: string, region: string) {
	const all = new Set(messages.map(({ MessageId }) => MessageId ?? ""));
	try {
		const answer = await handler({ Records: messages.map((message) => toRecord(message, source, region)) });
		const failed = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
		return failed.every((id) => all.has(id)) ? new Set(failed) : all;
	} catch (cause) {
		console.error(`${source}:`, cause);
		return all;
	}
}

function toRecord(message: Message, source: string, region: string): SQSRecord {
	const attributes = Object.entries(message.MessageAttributes ?? {});
	return {
		messageId: message.MessageId ?? "",
		receiptHandle: message.ReceiptHandle ?? "",
		body: message.Body ?? "",
		attributes: message.Attributes as unknown as SQSRecord["attributes"],
		messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, toAttribute(value)])),
		md5OfBody: message.MD5OfBody ?? "",
		eventSource: "aws:sqs",
		eventSourceARN: source,
		awsRegion: region,
	};
}

function toAttribute({ DataType, StringValue, BinaryValue }: MessageAttributeValue): SQSMessageAttribute {
	return {
		dataType: DataType ?? "String",
		...(StringValue !== undefined && { stringValue: StringValue }),
		...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
		stringListValues: [],
		binaryListValues: [],
	};
}
