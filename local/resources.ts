import { CreateBucketCommand, HeadBucketCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import {
	CreateQueueCommand,
	GetQueueAttributesCommand,
	SetQueueAttributesCommand,
	SQSClient,
} from "@aws-sdk/client-sqs";
import { deadLetterQueueName, queueName } from "../infra/names.ts";
import { type QueueName, queueSpec, retentionPeriodSeconds, visibilityTimeoutSeconds } from "../infra/queues.ts";

export interface Queues {
	queueUrl: string;
	deadLetterQueueUrl: string;
	retentionQueueUrl: string;
	retentionDeadLetterQueueUrl: string;
}

export async function ensureBucket(endpoint: string, region: string, bucket: string): Promise<void> {
	const client = new S3Client({ endpoint, region, forcePathStyle: true });
	try {
		await client.send(new HeadBucketCommand({ Bucket: bucket }));
	} catch (cause) {
		if (!(cause instanceof S3ServiceException && cause.$metadata.httpStatusCode === 404)) throw cause;
		await client.send(new CreateBucketCommand({ Bucket: bucket }));
	} finally {
		client.destroy();
	}
}

/** Creates the queues of infra/queues.ts, or updates existing ones, as a deployment does. */
export async function ensureQueues(endpoint: string, region: string, stackName: string): Promise<Queues> {
	const client = new SQSClient({ endpoint, region });
	const create = async (QueueName: string, Attributes: Record<string, string> = {}) => {
		const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName }));
		if (!QueueUrl) throw new Error(`${endpoint} gave no URL for the queue ${QueueName}`);
		await client.send(
			new SetQueueAttributesCommand({
				QueueUrl,
				Attributes: { MessageRetentionPeriod: String(retentionPeriodSeconds), ...Attributes },
			}),
		);
		return QueueUrl;
	};
	/** A queue and its dead-letter queue. */
	const createPair = async (kind: QueueName) => {
		const spec = queueSpec(kind);
		const dead = await create(deadLetterQueueName(stackName, kind));
		const { Attributes } = await client.send(
			new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ["QueueArn"] }),
		);
		const live = await create(queueName(stackName, kind), {
			VisibilityTimeout: String(visibilityTimeoutSeconds(spec)),
			...(spec.maxMessageBytes ? { MaximumMessageSize: String(spec.maxMessageBytes) } : {}),
			RedrivePolicy: JSON.stringify({
				deadLetterTargetArn: Attributes?.QueueArn,
				maxReceiveCount: spec.maxReceiveCount,
			}),
		});
		return [live, dead] as const;
	};
	try {
		const [queueUrl, deadLetterQueueUrl] = await createPair("intake");
		const [retentionQueueUrl, retentionDeadLetterQueueUrl] = await createPair("retention");
		return { queueUrl, deadLetterQueueUrl, retentionQueueUrl, retentionDeadLetterQueueUrl };
	} finally {
		client.destroy();
	}
}
