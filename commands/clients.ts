import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { endpointOf, localCredentials } from "../local/engines.ts";
import { host } from "../local/ports.ts";
import { createBucket } from "../shared/platform/bucket.ts";

export const region = process.env.AWS_REGION ?? "ap-northeast-1";

export type CommandClients = ReturnType<typeof createCommandClients>;

/** What commands for operators act on: the engines of a local stack, or those of the environment, which are AWS unless it names others. */
export function createCommandClients(stack?: { dynamodb: string; s3: string }) {
	const s3 = at(stack?.s3, endpointOf("s3"));
	return {
		bucket: (bucket: string) => createBucket({ ...s3, bucket }),
		dynamodb: new DynamoDBClient(at(stack?.dynamodb, endpointOf("dynamodb"))),
		s3: new S3Client({ ...s3, forcePathStyle: "endpoint" in s3 }),
	};
}

/** A stack's own engine takes this pair, whatever the environment holds for others. */
function at(ofStack: string | undefined, ofEnvironment: string | undefined) {
	const endpoint = ofStack ?? ofEnvironment;
	if (!endpoint) return { region };
	const isOwn = endpoint !== ofEnvironment && new URL(endpoint).hostname === host;
	return { region, endpoint, ...(isOwn ? { credentials: localCredentials } : {}) };
}
