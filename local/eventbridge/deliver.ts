import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { matches, parsePattern } from "./pattern.ts";
import type { Rule, Target } from "./rules.ts";

/** Delivers events to the queues whose rules they match. Failures are logged, and do not delay other queues. */
export async function deliver(client: SQSClient, rules: readonly Rule[], events: readonly object[]): Promise<void> {
	const sent = rules.flatMap(({ EventPattern, targets }) => {
		const pattern = parsePattern(EventPattern);
		const matching = events.filter((event) => matches(event as never, pattern));
		return targets.flatMap((target) => matching.map((event) => send(client, target, event)));
	});
	for (const result of await Promise.allSettled(sent)) {
		if (result.status === "rejected") console.error("EventBridge:", result.reason);
	}
}

async function send(client: SQSClient, { Arn, InputPath = "$" }: Target, event: object): Promise<void> {
	const path = InputPath.split(".").slice(1);
	const input = path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
	const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: Arn.split(":").at(-1) }));
	await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(input) }));
}
