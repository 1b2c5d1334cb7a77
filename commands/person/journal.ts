import { existsSync, readFileSync } from "node:fs";
import { decodeRecord } from "../../shared/call-history/codec.ts";
import { recordingsOf } from "../../shared/call-history/model.ts";
import { fields } from "../../shared/call-history/schema.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { tableKey } from "../../shared/platform/keys.ts";

/** The journal's entry about an erased record, to continue and as proof: ids and times, but no name, number or text. */
export interface ErasedRecord {
	callId: string;
	batchId: string;
	calledAt: number;
	storedAt: number;
	recordings: string[];
	/** The keys of its belongings. */
	item: Item;
}

/** The progress of an erasure, written before anything is removed, so that another run can continue. */
export interface Journal {
	tenantId: string;
	startedAt: string;
	records: ErasedRecord[];
	/** When the last of them was removed. Epoch milliseconds. */
	erasedAt?: number;
	removed: Record<string, number>;
}

const kept = [
	tableKey.pk,
	tableKey.sk,
	...(["tenantId", "callId", "batchId", "customerId", "calledAt", "storedAt", "version", "expiresAt"] as const).map(
		(name) => fields[name],
	),
	...(["recordingKey", "recordingContentType", "recordingSeconds", "recordingSavedAt", "olderRecordings"] as const).map(
		(name) => fields[name],
	),
];

export function erasedRecordOf(item: Item, tenantId: string): ErasedRecord {
	const record = decodeRecord(item, tenantId);
	const { callId, batchId, calledAt, storedAt } = record;
	return {
		callId,
		batchId,
		calledAt,
		storedAt,
		recordings: recordingsOf(record).map(({ objectKey }) => objectKey),
		item: Object.fromEntries(kept.flatMap((name) => (item[name] ? [[name, item[name]]] : []))) as Item,
	};
}

export function readJournal(file: string): Journal | undefined {
	if (!existsSync(file)) return undefined;
	return JSON.parse(readFileSync(file, "utf8")) as Journal;
}
