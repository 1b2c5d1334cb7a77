import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDirectoryStore } from "../../shared/directory/store.ts";

/** Greater than the id of any event at the same moment. */
const lastOfMoment = "\u{10ffff}";

/**
 * Marks that a tenant is removed, in place of its entry in the directory: nobody of it is let in, and events from before this moment, which
 * may lie in queues for weeks, are dropped. It stays when all else has gone: a tenant's id, and a time.
 * @param removedAt epoch milliseconds
 */
export async function markRemoved(
	client: DynamoDBClient,
	table: string,
	tenantId: string,
	removedAt: number,
): Promise<void> {
	const save = { tenantId, kind: "tenant", savedAt: removedAt, eventId: lastOfMoment } as const;
	const isMarked = await createDirectoryStore(client, table).save(save, undefined);
	if (!isMarked)
		throw new Error(`${tenantId} has been saved at a later time than ${new Date(removedAt).toISOString()}`);
}
