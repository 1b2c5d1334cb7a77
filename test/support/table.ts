import {
	type AttributeValue,
	type DynamoDBClient,
	QueryCommand,
	ScanCommand,
	type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { createDynamoDbClient } from "../../shared/platform/dynamodb.ts";
import { tableKey } from "../../shared/platform/keys.ts";
import { dynamodbEndpoint } from "./dynamodb-endpoint.ts";
import { region, type World } from "./world.ts";

type StoredItem = Record<string, AttributeValue>;

const clients = new Map<string, DynamoDBClient>();

export function tableClient(): DynamoDBClient {
	const endpoint = dynamodbEndpoint();
	const client = clients.get(endpoint) ?? createDynamoDbClient({ region, endpoint });
	clients.set(endpoint, client);
	return client;
}

/** All items of the table, by key. Only tests may scan. */
export async function scanTable(world: World): Promise<StoredItem[]> {
	const items: StoredItem[] = [];
	let start: StoredItem | undefined;
	do {
		const page: ScanCommandOutput = await tableClient().send(
			new ScanCommand({ TableName: world.tableName, ConsistentRead: true, ExclusiveStartKey: start }),
		);
		items.push(...(page.Items ?? []));
		start = page.LastEvaluatedKey;
	} while (start);
	const keyOf = (item: StoredItem) => `${item[tableKey.pk]?.S} ${item[tableKey.sk]?.S}`;
	return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The items of one partition, by sort key: a record (`c`), its corrections (`x#…`) and accesses (`a#…`). */
export async function partitionOf(world: World, pk: string): Promise<StoredItem[]> {
	const { Items = [] } = await tableClient().send(
		new QueryCommand({
			TableName: world.tableName,
			ConsistentRead: true,
			KeyConditionExpression: "#p = :p",
			ExpressionAttributeNames: { "#p": tableKey.pk },
			ExpressionAttributeValues: { ":p": { S: pk } },
		}),
	);
	return Items;
}
