import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from "@aws-sdk/client-dynamodb";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { backOff } from "../../shared/platform/pause.ts";
import { chunks } from "./items.ts";

/** As much parallelism as an embedded engine can use: it handles one write at a time. */
const parallel = 4;

/** Writes items with different keys in no particular order, replacing existing ones. */
export async function batchWrite(
	client: DynamoDBClient,
	tableName: string,
	items: Iterable<Item>,
	written: (count: number) => void = () => {},
): Promise<void> {
	const batches = chunks(items, 25);
	let count = 0;
	const worker = async () => {
		// All workers share one generator.
		for (let next = batches.next(); !next.done; next = batches.next()) {
			await writeBatch(client, tableName, next.value);
			count += next.value.length;
			written(count);
		}
	};
	await Promise.all(Array.from({ length: parallel }, worker));
}

async function writeBatch(client: DynamoDBClient, tableName: string, items: readonly Item[]): Promise<void> {
	let pending: WriteRequest[] = items.map((Item) => ({ PutRequest: { Item } }));
	for (let attempt = 0; pending.length > 0; attempt++) {
		if (attempt === 10) throw new Error(`${tableName} keeps refusing ${pending.length} items`);
		if (attempt > 0) await backOff(attempt, 25);
		const output = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: pending } }));
		pending = output.UnprocessedItems?.[tableName] ?? [];
	}
}
