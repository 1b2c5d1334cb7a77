import { DeleteTableCommand, DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import {
	DeleteBucketCommand,
	DeleteObjectsCommand,
	ListBucketsCommand,
	paginateListObjectsV2,
	S3Client,
} from "@aws-sdk/client-s3";
import { DeleteQueueCommand, paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";

const region = process.env.AWS_REGION ?? "ap-northeast-1";

/** Deletes what a run has created in engines other than its own: whatever has the run's prefix in its name. */
export async function removeLeftovers(prefix: string): Promise<void> {
	const { DYNAMODB_ENDPOINT, S3_ENDPOINT, SQS_ENDPOINT } = process.env;
	if (DYNAMODB_ENDPOINT) await removeTables(DYNAMODB_ENDPOINT, prefix);
	if (S3_ENDPOINT) await removeBuckets(S3_ENDPOINT, prefix);
	if (SQS_ENDPOINT) await removeQueues(SQS_ENDPOINT, prefix);
}

async function removeTables(endpoint: string, prefix: string): Promise<void> {
	const client = new DynamoDBClient({ endpoint, region });
	const names: string[] = [];
	for await (const page of paginateListTables({ client }, {})) names.push(...(page.TableNames ?? []));
	for (const TableName of names.filter((name) => name.startsWith(prefix))) {
		await client.send(new DeleteTableCommand({ TableName }));
	}
}

async function removeBuckets(endpoint: string, prefix: string): Promise<void> {
	const client = new S3Client({ endpoint, region, forcePathStyle: true });
	const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
	for (const { Name: Bucket } of Buckets.filter(({ Name }) => Name?.startsWith(prefix))) {
		for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
			const Objects = Contents.map(({ Key }) => ({ Key }));
			if (Objects.length > 0) await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
		}
		await client.send(new DeleteBucketCommand({ Bucket }));
	}
}

async function removeQueues(endpoint: string, prefix: string): Promise<void> {
	const client = new SQSClient({ endpoint, region });
	const urls: string[] = [];
	for await (const page of paginateListQueues({ client }, { QueueNamePrefix: prefix })) {
		urls.push(...(page.QueueUrls ?? []));
	}
	for (const QueueUrl of urls) await client.send(new DeleteQueueCommand({ QueueUrl }));
}
