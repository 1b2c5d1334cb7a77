import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";

let client: DynamoDBClient | undefined;

/** The least that a function over DynamoDB can be: the SDK's client as it comes, and one query. */
export async function handler(input: ConstructorParameters<typeof QueryCommand>[0]): Promise<{ statusCode: number }> {
	client ??= new DynamoDBClient({ endpoint: String(process.env.DYNAMODB_ENDPOINT) });
	const { Items = [] } = await client.send(new QueryCommand(input));
	return { statusCode: Items.length > 0 ? 200 : 404 };
}
