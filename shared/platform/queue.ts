import {
	ChangeMessageVisibilityCommand,
	SendMessageBatchCommand,
	SendMessageCommand,
	SQSClient,
} from "@aws-sdk/client-sqs";
import { chunksOf } from "./chunks.ts";
import { AppError } from "./errors.ts";
import { BoundedHttpHandler, limitCalls, type TimeLimits } from "./http.ts";
import { provider } from "./provider.ts";

const timeLimits: TimeLimits = { idleMs: 5000, answerMs: 5000, callMs: 15_000 };

/** The intake's operations on its queue. */
export type IntakeQueue = ReturnType<typeof createIntakeQueue>;

export function createIntakeQueue(options: {
	region: string;
	endpoint?: string | undefined;
	queueUrl: string;
	deadLetterQueueUrl: string;
	limits?: TimeLimits;
}) {
	const client = clientOf(options);
	return {
		/** Hides a message until it is retried, at most 12 hours. */
		async postpone(receiptHandle: string, seconds: number): Promise<void> {
			await client.send(
				new ChangeMessageVisibilityCommand({
					QueueUrl: options.queueUrl,
					ReceiptHandle: receiptHandle,
					VisibilityTimeout: seconds,
				}),
			);
		},

		/**
		 * Resends a message that waits for another one.
		 * @param waits how often it has waited, including now
		 * @param seconds at most 900
		 */
		async sendAgain(body: string, waits: number, seconds: number): Promise<void> {
			await client.send(
				new SendMessageCommand({
					QueueUrl: options.queueUrl,
					MessageBody: body,
					DelaySeconds: seconds,
					MessageAttributes: { waits: { DataType: "Number", StringValue: String(waits) } },
				}),
			);
		},

		/** Sends a message that can never be applied to the dead-letter queue, with its reason. */
		async reject(body: string, reason: string, detail: string): Promise<void> {
			const text = (value: string) => ({ DataType: "String", StringValue: sendable(value.slice(0, 1000)) || "-" });
			await client.send(
				new SendMessageCommand({
					QueueUrl: options.deadLetterQueueUrl,
					MessageBody: body,
					MessageAttributes: { reason: text(reason), detail: text(detail) },
				}),
			);
		},
	};
}

/** The queue of retention tasks. */
export type RetentionQueue = ReturnType<typeof createRetentionQueue>;

/** One call accepts ten messages, of 256 KB altogether. */
const chunk = { things: 10, bytes: 250_000 };

export function createRetentionQueue(options: {
	region: string;
	endpoint?: string | undefined;
	queueUrl: string;
	limits?: TimeLimits;
}) {
	const client = clientOf(options);
	return {
		/** @throws AppError `unavailable` if the queue refuses a task */
		async send(tasks: readonly object[], delaySeconds?: number): Promise<void> {
			const bodies = tasks.map((task) => JSON.stringify(task).replace(unsendable, escaped));
			for (const part of chunksOf(bodies, Buffer.byteLength, chunk)) {
				const Entries = part.map((MessageBody, index) => ({
					Id: String(index),
					MessageBody,
					...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
				}));
				const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: options.queueUrl, Entries }));
				if (Failed[0]) throw new AppError("queue-refused", `${Failed[0].Code}: ${Failed[0].Message}`);
			}
		},
	};
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: SQS refuses a whole call for these
const unsendable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function sendable(text: string): string {
	return text.toWellFormed().replace(unsendable, "\ufffd");
}

/** `JSON.stringify` escapes control characters, but not U+FFFE and U+FFFF. */
function escaped(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function clientOf(options: { region: string; endpoint?: string | undefined; limits?: TimeLimits }): SQSClient {
	const { region, endpoint, limits = timeLimits } = options;
	const requestHandler = new BoundedHttpHandler(limits);
	const client = new SQSClient({
		region,
		requestHandler,
		...(endpoint ? { endpoint, useQueueUrlAsEndpoint: false } : {}),
	});
	return limitCalls(client, requestHandler, limits.callMs);
}

export const intakeQueue = provider(
	["AWS_REGION", "SQS_ENDPOINT", "INTAKE_QUEUE_URL", "INTAKE_DEAD_LETTER_QUEUE_URL"],
	(env) =>
		createIntakeQueue({
			region: env.AWS_REGION,
			endpoint: env.SQS_ENDPOINT,
			queueUrl: env.INTAKE_QUEUE_URL,
			deadLetterQueueUrl: env.INTAKE_DEAD_LETTER_QUEUE_URL,
		}),
);

export const retentionQueue = provider(["AWS_REGION", "SQS_ENDPOINT", "RETENTION_QUEUE_URL"], (env) =>
	createRetentionQueue({
		region: env.AWS_REGION,
		endpoint: env.SQS_ENDPOINT,
		queueUrl: env.RETENTION_QUEUE_URL,
	}),
);
