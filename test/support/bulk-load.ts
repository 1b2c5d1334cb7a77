import { type AttributeValue, BatchWriteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import { createLatestEntity, createRecordEntity } from "../../shared/call-history/entities.ts";
import type { CallHistory } from "../../shared/call-history/model.ts";
import { type Expiring, toAttributes } from "../../shared/call-history/store.ts";
import type { World } from "./world.ts";

type Item = Record<string, AttributeValue>;

/** Writes records, and the pointers to the latest of them, as the intake leaves them, but 25 at a time. */
export async function bulkLoad(world: World, records: readonly Expiring<CallHistory>[]): Promise<void> {
	const client = new DynamoDBClient({ region: "ap-northeast-1", endpoint: inject("dynamodbEndpoint") });
	const recordEntity = createRecordEntity(client, world.tableName);
	const latestEntity = createLatestEntity(client, world.tableName);
	const latest = new Map<string, Expiring<CallHistory>>();
	for (const record of records) {
		const key = `${record.batchId}#${record.customerId}`;
		const known = latest.get(key);
		if (!known || known.calledAt < record.calledAt) latest.set(key, record);
	}
	const items = [
		...records.map((record) => recordEntity.put(toAttributes(record)).params()),
		...[...latest.values()].map((record) => latestEntity.put(record).params()),
	].map((params) => marshall(params.Item as Record<string, string | number>));
	const lanes = Array.from({ length: 4 }, async (_, lane) => {
		for (let start = lane * 25; start < items.length; start += 100) await write(items.slice(start, start + 25));
	});
	await Promise.all(lanes);

	async function write(chunk: Item[]): Promise<void> {
		const requests = chunk.map((item) => ({ PutRequest: { Item: item } }));
		const { UnprocessedItems } = await client.send(
			new BatchWriteItemCommand({ RequestItems: { [world.tableName]: requests } }),
		);
		if (UnprocessedItems?.[world.tableName]) throw new Error("the embedded engine left items unprocessed");
	}
}

function marshall(attributes: Record<string, string | number | undefined>): Item {
	return Object.fromEntries(
		Object.entries(attributes).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, typeof value === "number" ? { N: String(value) } : { S: value }]],
		),
	);
}

/** The size of an item as DynamoDB bills it: names and values in UTF-8, numbers by their digits. */
export function itemBytes(item: Item): number {
	let bytes = 0;
	for (const [name, value] of Object.entries(item)) {
		bytes += Buffer.byteLength(name);
		if (value.S !== undefined) bytes += Buffer.byteLength(value.S);
		else if (value.N !== undefined) bytes += Math.ceil(value.N.replace(/^-|\.|0+$/g, "").length / 2) + 1;
	}
	return bytes;
}
