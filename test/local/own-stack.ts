import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import { startStack } from "../../local/stack.ts";
import { region, temporaryFolder } from "./processes.ts";

/** Starts an empty stack for one test, which can send events and store recordings as a dialler does. */
export async function startOwnStack() {
	const dataDir = temporaryFolder();
	const stack = await startStack({ port: 0, dataDir, empty: true });
	onTestFinished(() => stack.stop());
	const { urls } = stack;
	const sqs = new SQSClient({ endpoint: urls.aws.sqs, region });
	const s3 = new S3Client({ endpoint: urls.aws.s3, region, forcePathStyle: true });
	return {
		dataDir,
		urls,
		sqs,
		s3,
		async send(events: readonly object[]): Promise<void> {
			for (const event of events) {
				await sqs.send(new SendMessageCommand({ QueueUrl: urls.queueUrl, MessageBody: JSON.stringify(event) }));
			}
		},
		async store(Bucket: string, Key: string, Body: string): Promise<void> {
			await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
		},
	};
}
