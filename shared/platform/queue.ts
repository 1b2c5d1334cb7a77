import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

/** What the intake does with messages beside taking them in. */
export type IntakeQueue = ReturnType<typeof createIntakeQueue>;

export function createIntakeQueue(options: {
	region: string;
	endpoint?: string | undefined;
	queueUrl: string;
	deadLetterQueueUrl: string;
}) {
	const client = new SQSClient({
		region: options.region,
		...(options.endpoint ? { endpoint: options.endpoint, useQueueUrlAsEndpoint: false } : {}),
	});
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
