import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Service } from "electrodb";
import type { Caller } from "../caller/model.ts";
import { dynamoDbClient, tableName } from "../platform/dynamodb.ts";
import { composed } from "../platform/provider.ts";
import { createSavedContentEntity, createSavedListEntity } from "./entities.ts";
import type { SavedContent, SavedList } from "./model.ts";

export type SavedSearchStore = ReturnType<typeof createSavedSearchStore>;

function createSavedSearchStore(client: DynamoDBClient, table: string) {
	const all = new Service({
		lists: createSavedListEntity(client, table),
		contents: createSavedContentEntity(client, table),
	});

	return {
		/**
		 * Replaces the previous version of an account's list, together with one content (undefined removes it).
		 * @returns false if the list has changed, or nothing could be written at this moment
		 */
		async change(
			{ tenantId, accountId }: Caller,
			list: SavedList,
			{ id, content }: { id: string; content: SavedContent | undefined },
		): Promise<boolean> {
			const { version, entries, start } = list;
			const account = { tenantId, accountId };
			const { canceled } = await all.transaction
				.write(({ lists, contents }) => [
					lists
						.put({ ...account, version, entries: JSON.stringify(entries), ...(start === undefined ? {} : { start }) })
						.where((seen, { eq, notExists }) =>
							version === 1 ? notExists(seen.version) : eq(seen.version, version - 1),
						)
						.commit(),
					content
						? contents.put({ ...account, id, content: JSON.stringify(content) }).commit()
						: contents.delete({ ...account, id }).commit(),
				])
				.go();
			return !canceled;
		},
	};
}

export const savedSearches = composed(createSavedSearchStore, dynamoDbClient, tableName);
