import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Message } from "../../shared/platform/message.ts";

/** A consumer that reports which messages it could not finish; the queue redelivers only those. */
export function queueHandler<Deps>(
	run: (deps: Deps, messages: Message[]) => Promise<string[]>,
): (deps: Deps) => (event: SQSEvent) => Promise<SQSBatchResponse> {
	return (deps) => {
		const handler = middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
			const messages = event.Records.map(({ messageId, receiptHandle, body, attributes, messageAttributes }) => ({
				messageId,
				receiptHandle,
				body,
				receiveCount: Number(attributes.ApproximateReceiveCount),
				waits: Number(messageAttributes?.waits?.stringValue ?? 0),
			}));
			const unfinished = await run(deps, messages);
			return { batchItemFailures: unfinished.map((itemIdentifier) => ({ itemIdentifier })) };
		});
		return async (event) => (await handler(event, {} as never)) as SQSBatchResponse;
	};
}
