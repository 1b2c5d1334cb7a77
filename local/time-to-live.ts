import { DeleteItemCommand, DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { table as definition } from "../infra/table.ts";

type Item = Record<string, { S?: string }>;

const keyOf = (item: Item | undefined) => `${item?.[definition.partitionKey]?.S} ${item?.[definition.sortKey]?.S}`;

/** Deletes expired items, which the embedded engine does not do by itself. */
export function createTimeToLive(options: { endpoint: string; region: string; table: string; now: () => number }) {
	const client = new DynamoDBClient({ endpoint: options.endpoint, region: options.region });
	const TableName = options.table;
	/** Keys of deleted items that have not yet appeared in the stream. */
	const aged = new Set<string>();
	const expired = {
		FilterExpression: "#e <= :now",
		ExpressionAttributeNames: { "#e": definition.ttlAttribute },
	};

	return {
		async sweep(): Promise<void> {
			const now = { N: String(Math.floor(options.now() / 1000)) };
			const ExpressionAttributeValues = { ":now": now };
			for await (const { Items = [] } of paginateScan(
				{ client },
				{ TableName, ...expired, ExpressionAttributeValues },
			)) {
				for (const item of Items as Item[]) {
					const Key = {
						[definition.partitionKey]: item[definition.partitionKey] as never,
						[definition.sortKey]: item[definition.sortKey] as never,
					};
					aged.add(keyOf(item));
					const condition = {
						ConditionExpression: expired.FilterExpression,
						ExpressionAttributeNames: expired.ExpressionAttributeNames,
						ExpressionAttributeValues,
					};
					await client.send(new DeleteItemCommand({ TableName, Key, ...condition })).catch((cause) => {
						aged.delete(keyOf(item));
						if ((cause as Error).name !== "ConditionalCheckFailedException") throw cause;
					});
				}
			}
		},

		/** Whether a change in the stream is one of these deletions. */
		wasAged({
			eventName,
			dynamodb,
		}: {
			eventName?: string | undefined;
			dynamodb?: { Keys?: unknown } | undefined;
		}): boolean {
			return eventName === "REMOVE" && aged.delete(keyOf(dynamodb?.Keys as Item));
		},

		close: () => client.destroy(),
	};
}
