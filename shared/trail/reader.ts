import { type BelongingKind, readBelongings, sortKeyOf } from "../call-history/partition-reader.ts";
import { trailDay, trailIndex } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import { decodeEntry } from "./codec.ts";
import type { TrailEntry } from "./model.ts";

export type TrailReader = ReturnType<typeof createTrailReader>;

/** An entry with its place in the index, from which the next page continues. */
export interface Located {
	entry: TrailEntry;
	key: Item;
}

const { pk, sk } = tableKey;
const pageEntries = 500;

function createTrailReader(table: TableReader) {
	return {
		/** A page of a day's entries, the latest first. @param date JST */
		async listDay(
			tenantId: string,
			date: string,
			startKey?: Item,
		): Promise<{ entries: Located[]; next: Item | undefined }> {
			const page = await table.query({
				IndexName: trailIndex.name,
				KeyConditionExpression: "#day = :day",
				ExpressionAttributeNames: { "#day": trailIndex.pk },
				ExpressionAttributeValues: { ":day": { S: trailDay(tenantId, date) } },
				ScanIndexForward: false,
				Limit: pageEntries,
				...(startKey ? { ExclusiveStartKey: startKey } : {}),
			});
			return {
				entries: page.items.map((item) => ({ entry: decodeEntry(item, tenantId), key: keyOf(item) })),
				next: page.lastKey,
			};
		},

		/** A page of one kind of a record's entries, latest first. */
		async listOfRecord(
			kind: BelongingKind,
			record: { tenantId: string; callId: string },
			page: Parameters<typeof readBelongings>[3],
		): Promise<{ entries: { entry: TrailEntry; key: string }[]; more: boolean }> {
			const { items, more } = await readBelongings(table, kind, record, page);
			const entries = items.map((item) => ({ entry: decodeEntry(item, record.tenantId), key: sortKeyOf(item) }));
			return { entries, more };
		},
	};
}

function keyOf(item: Item): Item {
	return Object.fromEntries([pk, sk, trailIndex.pk, trailIndex.sk].map((name) => [name, item[name]])) as Item;
}

export const trailReader = composed(createTrailReader, tableReader);
