import {
	ChangeMessageVisibilityCommand,
	SendMessageBatchCommand,
	SendMessageCommand,
	SQSClient,
} from "@aws-sdk/client-sqs";
import { chunksOf } from "./chunks.ts";
import { AppError } from "./errors.ts";
import { BoundedHttpHandler, limitCalls, type TimeLimits } from "./http.ts";

const timeLimits: TimeLimits = { idleMs: 5000, answerMs: 5000, callMs: 15_000 };

/** What the intake does with messages beside taking them in. */
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
		/** Hides a message that is to be tried again, at most 12 hours. */
		async postpone(receiptHandle: string, seconds: number): Promise<void> {
			await client.send(
				new ChangeMessageVisibilityCommand({
					QueueUrl: options.queueUrl,
					ReceiptHandle: receiptHandle,
					VisibilityTimeout: seconds,
				}),
			);
		},

		/** Puts a message that can never be applied where an operator finds it, with the reason beside it. */
		async reject(body: string, reason: string, detail: string): Promise<void> {
			const text = (value: string) => ({ DataType: "String", StringValue: value.slice(0, 1000).toWellFormed() || "-" });
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

/** What the retention has to do. */
export type RetentionQueue = ReturnType<typeof createRetentionQueue>;

/** What one call takes: ten messages, and 256 KB of them. */
const chunk = { things: 10, bytes: 250_000 };

export function createRetentionQueue(options: {
	region: string;
	endpoint?: string | undefined;
	queueUrl: string;
	limits?: TimeLimits;
}) {
	const client = clientOf(options);
	return {
		/** @throws AppError `unavailable` where the queue refuses a task */
		async send(tasks: readonly object[], delaySeconds?: number): Promise<void> {
			const bodies = tasks.map((task) => JSON.stringify(task));
			for (const part of chunksOf(bodies, Buffer.byteLength, chunk)) {
				const Entries = part.map((MessageBody, index) => ({
					...{ Id: String(index), MessageBody },
					...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
				}));
				const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: options.queueUrl, Entries }));
				if (Failed[0]) throw new AppError("unavailable", "queue-refused", `${Failed[0].Code}: ${Failed[0].Message}`);
			}
		},
	};
}

function clientOf(options: { region: string; endpoint?: string | undefined; limits?: TimeLimits }): SQSClient {
	const { region, endpoint, limits = timeLimits } = options;
	const requestHandler = new BoundedHttpHandler(limits);
	const client = new SQSClient({
		...{ region, requestHandler },
		...(endpoint ? { endpoint, useQueueUrlAsEndpoint: false } : {}),
	});
	return limitCalls(client, limits.callMs);
}
