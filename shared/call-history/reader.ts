import type { Directory } from "../directory/model.ts";
import { directoryKey, toDirectory } from "../directory/reader.ts";
import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import {
	callIdOf,
	decodeCorrection,
	decodeEntry,
	decodeRecord,
	decodeRecordings,
	erasedKey,
	latestKey,
	recordKey,
} from "./codec.ts";
import type { Correction } from "./correction-model.ts";
import { asOf } from "./correction-model.ts";
import { type IndexPage, type PageRequest, readBatchPage, readIndexPage } from "./index-reader.ts";
import { type CallHistory, type CallHistoryEntry, type Recording, recordingsOf } from "./model.ts";
import { readBelongings, sortKeyOf } from "./partition-reader.ts";
import { correctionNumber, fields, templates } from "./schema.ts";
import {
	distinctKeys,
	type LatestReference,
	type Referring,
	type Surroundings,
	surroundingKeys,
	toSurroundings,
} from "./surroundings.ts";

export type CallHistoryReader = ReturnType<typeof createCallHistoryReader>;

type RequestedCorrection = Correction & { requestId: string };
type Value = NonNullable<Item[string]>;

function createCallHistoryReader(table: TableReader) {
	return {
		readPage(request: PageRequest): Promise<IndexPage> {
			return readIndexPage(table, request);
		},

		/** The call ids of a batch's records, oldest first, and where to continue. */
		findCallIdsOfBatch(request: Parameters<typeof readBatchPage>[1]): ReturnType<typeof readBatchPage> {
			return readBatchPage(table, request);
		},

		/** List rows by id, in no particular order; missing ones are left out. */
		async findEntries(tenantId: string, callIds: readonly string[]): Promise<CallHistoryEntry[]> {
			const items = await table.batchGet(callIds.map((callId) => recordKey(tenantId, callId)));
			return items.map((item) => decodeEntry(item, tenantId));
		},

		/** Whole records by id, strongly consistent, in no particular order. */
		async findRecords(tenantId: string, callIds: readonly string[]): Promise<CallHistory[]> {
			const keys = callIds.map((callId) => recordKey(tenantId, callId));
			const items = await table.batchGet(keys, { consistent: true });
			return items.map((item) => decodeRecord(item, tenantId));
		},

		/** Whole records by id, and the ids of erased records; one round trip, strongly consistent. */
		async findTaken(
			tenantId: string,
			callIds: readonly string[],
		): Promise<{ records: CallHistory[]; erased: ReadonlySet<string> }> {
			const keys = callIds.flatMap((callId) => [recordKey(tenantId, callId), erasedKey(tenantId, callId)]);
			const items = await table.batchGet(keys, { consistent: true });
			const [erased = [], records = []] = ["erased", "record"].map((kind) =>
				items.filter((item) => sortKeyOf(item) === templates[kind as "erased" | "record"].sk),
			);
			return {
				records: records.map((item) => decodeRecord(item, tenantId)),
				erased: new Set(erased.map((item) => callIdOf(item, tenantId))),
			};
		},

		/** What the intake needs to know about a record to add a recording; strongly consistent. */
		async findRecordings(
			tenantId: string,
			callId: string,
		): Promise<{ calledAt: number; recordings: Recording[] } | undefined> {
			const [item] = await table.batchGet([recordKey(tenantId, callId)], { consistent: true });
			return item && { calledAt: Number(item[fields.calledAt]?.N), recordings: recordingsOf(decodeRecordings(item)) };
		},

		/**
		 * A list row as it was at a moment; strongly consistent.
		 * @param at epoch milliseconds
		 * @returns undefined if the record did not exist yet
		 */
		async findEntryAsOf(tenantId: string, callId: string, at: number): Promise<CallHistoryEntry | undefined> {
			const key = recordKey(tenantId, callId);
			const items = await table.queryAll({
				KeyConditionExpression: "#p = :p AND #s >= :record",
				ExpressionAttributeNames: { "#p": tableKey.pk, "#s": tableKey.sk },
				ExpressionAttributeValues: { ":p": key[tableKey.pk] as Value, ":record": key[tableKey.sk] as Value },
				ConsistentRead: true,
			});
			const recordItem = items.find((item) => item[tableKey.sk]?.S === key[tableKey.sk]?.S);
			if (!recordItem || decodeRecord(recordItem, tenantId).storedAt > at) return undefined;
			const corrections = items.filter((item) => item[fields.correctionChanges]).map(decodeCorrection);
			return asOf(decodeEntry(recordItem, tenantId), corrections, at);
		},

		/** A page of a record's corrections, latest first, each with the sort key to continue after. */
		async listCorrections(
			record: { tenantId: string; callId: string },
			page: Parameters<typeof readBelongings>[3],
		): Promise<{ corrections: (Correction & { key: string })[]; more: boolean }> {
			const { items, more } = await readBelongings(table, "correction", record, page);
			return { corrections: items.map((item) => ({ ...decodeCorrection(item), key: sortKeyOf(item) })), more };
		},

		/**
		 * Corrections of a record, oldest first, each with the request that made it.
		 * @param version the first one to read
		 */
		async findCorrectionsSince(tenantId: string, callId: string, version: number): Promise<RequestedCorrection[]> {
			const { pk, sk } = templates.correction;
			const items = await table.queryAll({
				KeyConditionExpression: "#p = :p AND #s BETWEEN :first AND :last",
				ExpressionAttributeNames: { "#p": tableKey.pk, "#s": tableKey.sk },
				ExpressionAttributeValues: {
					":p": { S: fillTemplate(pk, { tenantId, callId }) },
					":first": { S: fillTemplate(sk, { number: correctionNumber(version) }) },
					":last": { S: fillTemplate(sk, { number: "~" }) },
				},
				ConsistentRead: true,
			});
			return items.map((item) => ({ ...decodeCorrection(item), requestId: item[fields.correctionRequest]?.S ?? "" }));
		},

		/** The ids of the latest records of the given (batch, customer) pairs. */
		async findLatest(references: readonly LatestReference[]): Promise<Set<string>> {
			const keys = references.map(({ tenantId, batchId, customerId }) => latestKey(tenantId, batchId, customerId));
			const items = await table.batchGet(distinctKeys(keys));
			return new Set(items.map((item) => item[fields.callId]?.S ?? ""));
		},

		/**
		 * Records, with the tenant and the requesting account; one round trip, strongly consistent. Missing records are
		 * left out.
		 */
		async findForCaller(
			caller: { tenantId: string; accountId: string },
			callIds: readonly string[],
		): Promise<{ directory: Directory; records: CallHistory[] }> {
			const { tenantId, accountId } = caller;
			const keys = [
				directoryKey(tenantId, { kind: "tenant" }),
				directoryKey(tenantId, { kind: "account", id: accountId }),
				...callIds.map((callId) => recordKey(tenantId, callId)),
			];
			const items = await table.batchGet(keys, { consistent: true });
			const records = items.filter((item) => item[fields.calledAt] && item[fields.phone]);
			return { directory: toDirectory(items), records: records.map((item) => decodeRecord(item, tenantId)) };
		},

		/**
		 * What records of a tenant refer to, and which of them are the latest of their (batch, customer); one round trip,
		 * strongly consistent.
		 * @param accounts already known, not read again
		 */
		async findSurroundings(
			tenantId: string,
			records: readonly Referring[],
			accounts: Directory["accounts"],
		): Promise<Surroundings> {
			const keys = surroundingKeys(tenantId, records, accounts);
			return toSurroundings(await table.batchGet(keys, { consistent: true }));
		},
	};
}

export const callHistoryReader = composed(createCallHistoryReader, tableReader);
