import type { Item, TableReader } from "../platform/dynamodb.ts";
import { decodeEntry, decodeNarrow, type NarrowEntry } from "./codec.ts";
import type { CallHistoryEntry } from "./model.ts";
import { fields, type IndexName, indexes } from "./schema.ts";

/** What both kinds of index entry have; a wide one has `name` and the rest besides. */
export type IndexEntry = NarrowEntry | CallHistoryEntry;

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
	/** Both ends belong to the range. Epoch milliseconds, or text in the phone index. */
	low: number | string;
	high: number | string;
	newestFirst: boolean;
	startKey?: Item | undefined;
	filter?: Filter | undefined;
	/** Entries to examine at the most; a page ends at 1 MB in any case. */
	limit?: number | undefined;
	countOnly: boolean;
}

export interface IndexPage {
	entries: IndexEntry[];
	count: number;
	examined: number;
	/** Where to go on, with the time of the entry read last; undefined where the range is exhausted. */
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
	const decode = request.index === "month-narrow" ? decodeNarrow : decodeEntry;
	return {
		entries: page.items.map((item) => decode(item, request.tenantId)),
		count: page.count,
		examined: page.scannedCount,
		next: page.lastKey && { startKey: page.lastKey, calledAt: Number(page.lastKey[fields.calledAt]?.N ?? 0) },
	};
}
