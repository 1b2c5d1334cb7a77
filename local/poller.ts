import { setTimeout as sleep } from "node:timers/promises";
import {
	DeleteMessageBatchCommand,
	type Message,
	type MessageAttributeValue,
	ReceiveMessageCommand,
	SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSMessageAttribute, SQSRecord } from "aws-lambda";
import { aheadOfMachine } from "./clock.ts";
import type { QueueHandler } from "./functions.ts";

export interface PollerOptions {
	endpoint: string;
	region: string;
	queueUrl: string;
	handler: QueueHandler;
	/** The handler's clock; the machine's if left out. */
	now?: () => number;
	/** Concurrent batches. */
	concurrency?: number;
}

/** Delivers the queue's messages to the handler as Lambda's event source does, with partial batch responses. */
export function startPoller(options: PollerOptions) {
	const { endpoint, region, queueUrl, handler, now = Date.now, concurrency = 8 } = options;
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
				const failed = await handle(handler, messages, { source, region, ahead: aheadOfMachine(now) });
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
		/** Resolves when the current batches have ended. */
		async stop(): Promise<void> {
			stopping.abort();
			await Promise.all(loops);
			client.destroy();
		},
	};
}

interface Origin {
	source: string;
	region: string;
	/** How far the handler's clock is ahead of the queue's, in milliseconds. */
	ahead: number;
}

/** The ids of failed messages: all of them if the handler throws or names an unknown one. */
async function handle(handler: QueueHandler, messages: Message[], origin: Origin) {
	const all = new Set(messages.map(({ MessageId }) => MessageId ?? ""));
	try {
		const answer = await handler({ Records: messages.map((message) => toRecord(message, origin)) });
		const failed = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
		return failed.every((id) => all.has(id)) ? new Set(failed) : all;
	} catch (cause) {
		console.error(`${origin.source}:`, cause);
		return all;
	}
}

function toRecord(message: Message, { source, region, ahead }: Origin): SQSRecord {
	const attributes = Object.entries(message.MessageAttributes ?? {});
	return {
		messageId: message.MessageId ?? "",
		receiptHandle: message.ReceiptHandle ?? "",
		body: message.Body ?? "",
		attributes: toAttributes(message.Attributes, ahead),
		messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, toAttribute(value)])),
		md5OfBody: message.MD5OfBody ?? "",
		eventSource: "aws:sqs",
		eventSourceARN: source,
		awsRegion: region,
	};
}

/** A handler compares a message's times with its own clock to calculate how long it has waited. */
function toAttributes(attributes: Message["Attributes"], ahead: number): SQSRecord["attributes"] {
	const moved = Object.entries(attributes ?? {}).map(([name, value]) =>
		name.endsWith("Timestamp") ? [name, String(Number(value) + ahead)] : [name, value],
	);
	return Object.fromEntries(moved);
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
