import { CreateBucketCommand, HeadBucketCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";

/** AWS Lambda's event source wants six times the function's timeout. */
const visibilityTimeoutSeconds = 180;
/** Messages that wait for others are received often: the intake itself decides which are hopeless. */
const maxReceiveCount = 1000;

export interface IntakeQueues {
	queueUrl: string;
	deadLetterQueueUrl: string;
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

export async function ensureQueues(endpoint: string, region: string): Promise<IntakeQueues> {
	const client = new SQSClient({ endpoint, region });
	const create = async (name: string, attributes: Record<string, string>) => {
		const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
		if (!QueueUrl) throw new Error(`${endpoint} gave no URL for the queue ${name}`);
		return QueueUrl;
	};
	try {
		const deadLetterQueueUrl = await create("rireki-intake-dlq", {});
		const { Attributes } = await client.send(
			new GetQueueAttributesCommand({ QueueUrl: deadLetterQueueUrl, AttributeNames: ["QueueArn"] }),
		);
		const queueUrl = await create("rireki-intake", {
			VisibilityTimeout: String(visibilityTimeoutSeconds),
			RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount }),
		});
		return { queueUrl, deadLetterQueueUrl };
	} finally {
		client.destroy();
	}
}
