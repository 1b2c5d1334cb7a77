import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { localCredentials } from "./engines.ts";
import { host } from "./ports.ts";

export const region = process.env.AWS_REGION ?? "ap-northeast-1";

export type CommandClients = ReturnType<typeof createCommandClients>;

/** What commands for operators act on: AWS, or the engines of a local stack. */
export function createCommandClients(endpoints?: { dynamodb: string; s3: string }) {
	return {
		dynamodb: new DynamoDBClient(at(endpoints?.dynamodb)),
		s3: new S3Client({ ...at(endpoints?.s3), forcePathStyle: endpoints !== undefined }),
	};
}

/** An engine on this machine takes this pair, whatever the environment holds for others. */
function at(endpoint: string | undefined) {
	if (!endpoint) return { region };
	const isHere = new URL(endpoint).hostname === host;
	return { region, endpoint, ...(isHere ? { credentials: localCredentials } : {}) };
}
