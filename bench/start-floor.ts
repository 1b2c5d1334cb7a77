import { DynamoDBClient, QueryCommand, type QueryCommandInput } from "@aws-sdk/client-dynamodb";

let client: DynamoDBClient | undefined;

/** The minimum for a function with DynamoDB: the unmodified SDK client, and sequential queries. */
export async function handler(queries: QueryCommandInput[]): Promise<{ statusCode: number }> {
	client ??= new DynamoDBClient({ endpoint: String(process.env.DYNAMODB_ENDPOINT) });
	let found = 0;
	for (const query of queries) found += (await client.send(new QueryCommand(query))).Count ?? 0;
	return { statusCode: found > 0 ? 200 : 404 };
}
