import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { endpointOf, localCredentials } from "../local/engines.ts";
import { host } from "../local/ports.ts";
import { createBucket } from "../shared/platform/bucket.ts";

export const region = process.env.AWS_REGION ?? "ap-northeast-1";

export type CommandClients = ReturnType<typeof createCommandClients>;

/**
 * Clients for operators' commands: for a local stack's engines, or for AWS, unless the environment names other
 * endpoints.
 */
export function createCommandClients(stack?: { dynamodb: string; s3: string }) {
	const s3 = at(stack?.s3, endpointOf("s3"));
	return {
		bucket: (bucket: string) => createBucket({ ...s3, bucket }),
		dynamodb: new DynamoDBClient(at(stack?.dynamodb, endpointOf("dynamodb"))),
		s3: new S3Client({ ...s3, forcePathStyle: "endpoint" in s3 }),
	};
}

/** A stack's own engine gets the local credentials, whatever the environment contains. */
function at(ofStack: string | undefined, ofEnvironment: string | undefined) {
	const endpoint = ofStack ?? ofEnvironment;
	if (!endpoint) return { region };
	const isOwn = endpoint !== ofEnvironment && new URL(endpoint).hostname === host;
	return { region, endpoint, ...(isOwn ? { credentials: localCredentials } : {}) };
}
