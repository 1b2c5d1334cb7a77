import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate } from "../platform/keys.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { callIdOf, decodeEntry } from "./codec.ts";
import type { CallHistoryEntry } from "./model.ts";
import { batchIndex, fields, type IndexName, indexes, templates } from "./schema.ts";

/** A condition pushed down to the table, in its own syntax. */
export interface Filter {
	expression: string;
	names: Record<string, string>;
	values: Item;
}

export interface PageRequest {
	tenantId: string;
	index: IndexName;
	/** The value of the index's partition key. */
	pk: string;
	/** Both ends are included. Epoch milliseconds, or text in the index by number. */
	low: number | string;
	high: number | string;
	newestFirst: boolean;
	startKey?: Item | undefined;
	filter?: Filter | undefined;
	/** The most entries to examine; a page ends at 1 MB in any case. */
	limit?: number | undefined;
	countOnly: boolean;
}

export interface IndexPage {
	entries: CallHistoryEntry[];
	count: number;
	examined: number;
	/** Where to continue, with the time of the last entry; undefined at the end of the range. */
	next: { startKey: Item; calledAt: number } | undefined;
}

/** Reads one page of an index: the one place where search and export touch the table's pages. */
export async function readIndexPage(table: TableReader, request: PageRequest): Promise<IndexPage> {
	const index = indexes[request.index];
	const bound = (value: number | string) => (typeof value === "number" ? { N: String(value) } : { S: value });
	const page = await table.query({
		IndexName: request.index,
		KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :low AND :high",
		ExpressionAttributeNames: { "#pk": index.pk, "#sk": index.sk, ...request.filter?.names },
		ExpressionAttributeValues: {
			":pk": { S: request.pk },
			":low": bound(request.low),
			":high": bound(request.high),
			...request.filter?.values,
		},
		ScanIndexForward: !request.newestFirst,
		...(request.filter ? { FilterExpression: request.filter.expression } : {}),
		...(request.startKey ? { ExclusiveStartKey: request.startKey } : {}),
		...(request.limit === undefined ? {} : { Limit: request.limit }),
		...(request.countOnly ? { Select: "COUNT" as const } : {}),
	});
	return {
		entries: page.items.map((item) => decodeEntry(item, request.tenantId)),
		count: page.count,
		examined: page.scannedCount,
		next: page.lastKey && { startKey: page.lastKey, calledAt: Number(page.lastKey[fields.calledAt]?.N ?? 0) },
	};
}

/** Reads the call ids of a batch's records, page by page; the index holds nothing else. */
export async function readBatchPage(
	table: TableReader,
	{
		tenantId,
		batchId,
		startKey,
		limit,
	}: { tenantId: string; batchId: string; startKey?: Item | undefined; limit: number },
): Promise<{ callIds: string[]; next: Item | undefined }> {
	const { items, lastKey } = await table.query({
		IndexName: batchIndex.name,
		KeyConditionExpression: "#pk = :pk",
		ExpressionAttributeNames: { "#pk": batchIndex.pk },
		ExpressionAttributeValues: { ":pk": { S: fillTemplate(templates.batch.pk, { tenantId, batchId }) } },
		Limit: limit,
		...(startKey ? { ExclusiveStartKey: startKey } : {}),
	});
	return { callIds: items.map((item) => callIdOf(item, tenantId)), next: lastKey };
}
