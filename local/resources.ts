import { CreateBucketCommand, HeadBucketCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import {
	CreateQueueCommand,
	GetQueueAttributesCommand,
	SetQueueAttributesCommand,
	SQSClient,
} from "@aws-sdk/client-sqs";

/** AWS Lambda's event source wants six times the function's timeout. */
const visibilityTimeoutSeconds = 180;
/** As in the cloud (infra/constructs/queues.ts). */
const intakeMaxReceiveCount = 1000;
const retentionMaxReceiveCount = 120;

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

export async function ensureQueues(endpoint: string, region: string, stackName: string): Promise<Queues> {
	const client = new SQSClient({ endpoint, region });
	const create = async (name: string, attributes: Record<string, string> = {}) => {
		const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name }));
		if (!QueueUrl) throw new Error(`${endpoint} gave no URL for the queue ${name}`);
		// Not with its making: a queue that is there already may have those of a former release.
		if (Object.keys(attributes).length > 0) {
			await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
		}
		return QueueUrl;
	};
	/** A queue, and the one where its hopeless messages end. */
	const createPair = async (kind: string, maxReceiveCount: number) => {
		const name = `${stackName}-${kind}`;
		const dead = await create(`${name}-dlq`);
		const { Attributes } = await client.send(
			new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ["QueueArn"] }),
		);
		const live = await create(name, {
			VisibilityTimeout: String(visibilityTimeoutSeconds),
			RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount }),
		});
		return [live, dead] as const;
	};
	try {
		const [queueUrl, deadLetterQueueUrl] = await createPair("intake", intakeMaxReceiveCount);
		const [retentionQueueUrl, retentionDeadLetterQueueUrl] = await createPair("retention", retentionMaxReceiveCount);
		return { queueUrl, deadLetterQueueUrl, retentionQueueUrl, retentionDeadLetterQueueUrl };
	} finally {
		client.destroy();
	}
}
