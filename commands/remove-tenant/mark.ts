import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { directoryKey } from "../../shared/directory/reader.ts";
import { directoryFields } from "../../shared/directory/schema.ts";
import { createDirectoryStore } from "../../shared/directory/store.ts";

/** Greater than the id of any event at the same moment. */
const lastOfMoment = "\u{10ffff}";
const tries = 8;

/**
 * Marks a tenant as removed, in place of its directory entry: its people are refused, and events from before this
 * moment, which may be in queues for weeks, are dropped. Only this mark remains, with the tenant's id and a time.
 * @param now epoch milliseconds
 * @returns the time of the removal: now, or just after the tenant's last save if its sender's clock is ahead
 */
export async function markRemoved(
	client: DynamoDBClient,
	table: string,
	tenantId: string,
	now: number,
): Promise<number> {
	const directory = createDirectoryStore(client, table);
	let removedAt = now;
	for (let attempt = 0; attempt < tries; attempt++) {
		const save = { tenantId, kind: "tenant", savedAt: removedAt, eventId: lastOfMoment } as const;
		if (await directory.save(save, undefined)) return removedAt;
		const Key = directoryKey(tenantId, { kind: "tenant" });
		const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
		removedAt = Math.max(now, Number(Item?.[directoryFields.savedAt]?.N ?? 0) + 1);
	}
	throw new Error(`events keep saving ${tenantId}: run it again`);
}
