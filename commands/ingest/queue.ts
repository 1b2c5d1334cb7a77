import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";

const counts = [
	"ApproximateNumberOfMessages",
	"ApproximateNumberOfMessagesNotVisible",
	"ApproximateNumberOfMessagesDelayed",
] as const;

/** A client for the queue at the URL: in AWS with the current credentials, on this machine with any. */
export function clientFor(queueUrl: string): SQSClient {
	const { origin, hostname } = new URL(queueUrl);
	const [, region] = /^sqs\.([\w-]+)\.amazonaws\.com/.exec(hostname) ?? [];
	if (region) return new SQSClient({ region });
	const { AWS_ACCESS_KEY_ID: accessKeyId = "local", AWS_SECRET_ACCESS_KEY: secretAccessKey = "local" } = process.env;
	return new SQSClient({
		endpoint: origin,
		region: process.env.AWS_REGION ?? "ap-northeast-1",
		credentials: { accessKeyId, secretAccessKey },
	});
}

/** All messages of a queue, visible or not. */
export async function countMessages(client: SQSClient, queueUrl: string): Promise<number> {
	const { Attributes = {} } = await client.send(
		new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...counts] }),
	);
	return counts.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

/** Undefined if the queue has no redrive policy. */
export async function findDeadLetterQueue(client: SQSClient, queueUrl: string): Promise<string | undefined> {
	const { Attributes } = await client.send(
		new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["RedrivePolicy"] }),
	);
	if (!Attributes?.RedrivePolicy) return undefined;
	const name: string = JSON.parse(Attributes.RedrivePolicy).deadLetterTargetArn.split(":").at(-1);
	return (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
}
