import type { Format } from "../cell/model.ts";
import type { Column } from "../column/model.ts";
import type { Item } from "../platform/dynamodb.ts";
import { expiresAtField, fillTemplate, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import type { Sort } from "../search/model.ts";
import { type AsyncSearch, type AsyncSearchRun, type Encoding, maxKept, placeOf } from "./model.ts";
import { asyncSearchTemplates, openIndex, repeatIndex } from "./schema.ts";

export type AsyncSearchReader = ReturnType<typeof createAsyncSearchReader>;
type Named = Omit<AsyncSearchRun, "run">;

/** Strongly consistent, except for the index of open searches. */
function createAsyncSearchReader(table: TableReader) {
	return {
		/** An account's searches, in no particular order. */
		async list(tenantId: string, accountId: string): Promise<AsyncSearch[]> {
			const items = await table.queryAll({
				KeyConditionExpression: "#p = :p AND begins_with(#s, :s)",
				ExpressionAttributeNames: { "#p": tableKey.pk, "#s": tableKey.sk },
				ExpressionAttributeValues: {
					":p": { S: fillTemplate(asyncSearchTemplates.pk, { tenantId, accountId }) },
					":s": { S: fillTemplate(asyncSearchTemplates.sk, { place: "" }) },
				},
				ConsistentRead: true,
			});
			return items.map(decodeAsyncSearch);
		},

		async find(named: Named): Promise<AsyncSearch | undefined> {
			const [found] = await this.findAll([named]);
			return found;
		},

		/** The named searches that exist, in no particular order. */
		async findAll(named: readonly Named[]): Promise<AsyncSearch[]> {
			const ids = new Set(named.map(({ asyncSearchId }) => asyncSearchId));
			const keys = named.map(keyOf).filter((key) => key !== undefined);
			const distinct = new Map(keys.map((key) => [JSON.stringify(key), key]));
			const items = await table.batchGet([...distinct.values()], { consistent: true });
			return items.map(decodeAsyncSearch).filter(({ asyncSearchId }) => ids.has(asyncSearchId));
		},

		/** Repeating searches that are due, the longest overdue first. */
		async listDue(now: number, most: number): Promise<AsyncSearch[]> {
			const keys = await table.queryFirst(
				{
					IndexName: repeatIndex.name,
					KeyConditionExpression: "#due = :due AND #at <= :now",
					ExpressionAttributeNames: { "#due": repeatIndex.pk, "#at": repeatIndex.sk },
					ExpressionAttributeValues: { ":due": { S: repeatIndex.value }, ":now": { N: String(now) } },
				},
				most,
			);
			return (await table.batchGet(keys.map(ownKey), { consistent: true })).map(decodeAsyncSearch);
		},

		/** Searches that have not ended or whose mail was not sent, and that have been in the same state since `before`. */
		async listOpen(before: number): Promise<AsyncSearch[]> {
			const keys = await table.queryAll({
				IndexName: openIndex.name,
				KeyConditionExpression: "#open = :open AND #since < :before",
				ExpressionAttributeNames: { "#open": openIndex.pk, "#since": openIndex.sk },
				ExpressionAttributeValues: { ":open": { S: openIndex.value }, ":before": { N: String(before) } },
			});
			const items = await table.batchGet(keys.map(ownKey), { consistent: true });
			return items.map(decodeAsyncSearch);
		},
	};
}

type Value = NonNullable<Item[string]>;

function ownKey(item: Item): Item {
	return { [tableKey.pk]: item[tableKey.pk] as Value, [tableKey.sk]: item[tableKey.sk] as Value };
}

function keyOf({ tenantId, accountId, asyncSearchId }: Named): Item | undefined {
	const place = placeOf(asyncSearchId);
	if (place === undefined || place >= maxKept) return undefined;
	return {
		[tableKey.pk]: { S: fillTemplate(asyncSearchTemplates.pk, { tenantId, accountId }) },
		[tableKey.sk]: { S: fillTemplate(asyncSearchTemplates.sk, { place }) },
	};
}

export function decodeAsyncSearch(item: Item): AsyncSearch {
	const text = (field: string) => item[field]?.S ?? "";
	const number = (field: string) => (item[field]?.N === undefined ? undefined : Number(item[field].N));
	const json = (field: string) => JSON.parse(item[field]?.S ?? "null");
	const note = item.note?.S;
	return {
		tenantId: text("tenantId"),
		accountId: text("accountId"),
		asyncSearchId: text("asyncSearchId"),
		requestId: text("requestId"),
		run: number("run") ?? 1,
		state: text("state"),
		conditions: json("conditions"),
		sort: json("sort") as Sort,
		...(note === undefined ? {} : { note }),
		encoding: text("encoding") as Encoding,
		// Searches stored before the format could be chosen are for spreadsheets.
		format: (text("format") || "excel") as Format,
		columns: json("columns") as Column[],
		createdAt: number("createdAt") ?? 0,
		snapshotAt: number("snapshotAt") ?? 0,
		startedAt: number("startedAt"),
		finishedAt: number("finishedAt"),
		expiresAt: (number(expiresAtField) ?? 0) * 1000,
		rowsDone: number("rowsDone") ?? 0,
		rowsEstimated: number("rowsEstimated"),
		partitions: number("partitions"),
		partitionsDone: item.donePartitions?.NS?.length ?? 0,
		scope: json("scope"),
		rowCount: number("rowCount"),
		byteCount: number("byteCount"),
		sha256: item.sha256?.S,
		replacedCount: number("replacedCount"),
		guardedCount: number("guardedCount"),
		batchIds: json("batchIds") ?? undefined,
		failureCode: item.failureCode?.S,
		former: json("former") ?? undefined,
		repeating: item.repeat && {
			repeat: json("repeat"),
			dueAt: number("dueAt"),
			ranFor: item.ranFor && { occurrence: number("ranFor"), tries: number("tries") },
		},
	} as AsyncSearch;
}

export const asyncSearchReader = composed(createAsyncSearchReader, tableReader);
