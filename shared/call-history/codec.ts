import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../platform/keys.ts";
import type { Correction } from "./correction-model.ts";
import { readFixed, writeFixed } from "./fixed.ts";
import type { CallHistory, CallHistoryEntry, NextAction, TalkedWith } from "./model.ts";
import { readOlderRecordings } from "./recording-attributes.ts";
import { fields as f, templates } from "./schema.ts";

/** The key of a record. */
export function recordKey(tenantId: string, callId: string): Item {
	return key(templates.record, { tenantId, callId });
}

/** The key of a deleted record's tombstone. */
export function tombstoneKey(tenantId: string, callId: string): Item {
	return key(templates.tombstone, { tenantId, callId });
}

/** The key of the note that a record was erased for good. */
export function erasedKey(tenantId: string, callId: string): Item {
	return key(templates.erased, { tenantId, callId });
}

/** The key of the pointer to the latest record of a customer in a batch. */
export function latestKey(tenantId: string, batchId: string, customerId: string): Item {
	return key(templates.latest, { tenantId, batchId, customerId });
}

function key(template: { pk: string; sk: string }, values: Record<string, string>): Item {
	return {
		[tableKey.pk]: { S: fillTemplate(template.pk, values) },
		[tableKey.sk]: { S: fillTemplate(template.sk, values) },
	};
}

// Direct access, field by field: the cost of a search is the cost of these lines times the entries it reads.

const noFixed = writeFixed({ requestId: "", durationSeconds: 0, createdAt: 0 });

/** Reads an entry of an index, or a whole record if only a list row's attributes are needed. */
export function decodeEntry(item: Item, tenantId: string): CallHistoryEntry {
	const recordingSeconds = item[f.recordingSeconds]?.N;
	const updatedAt = item[f.updatedAt]?.N;
	const { requestId, callerId, durationSeconds, createdAt } = readFixed(item[f.fixed]?.S ?? noFixed);
	return {
		tenantId,
		callId: callIdOf(item, tenantId),
		requestId,
		calledAt: Number(item[f.calledAt]?.N),
		campaignId: item[f.campaignId]?.S ?? "",
		batchId: item[f.batchId]?.S ?? "",
		customerListId: item[f.customerListId]?.S,
		callingGroupId: item[f.callingGroupId]?.S,
		customerId: item[f.customerId]?.S ?? "",
		callerId,
		name: item[f.name]?.S,
		kana: item[f.kana]?.S,
		phone: item[f.phone]?.S ?? "",
		agentId: item[f.agentId]?.S || undefined,
		talkedWith: item[f.talkedWith]?.S as TalkedWith | undefined,
		resultId: item[f.resultId]?.S,
		durationSeconds,
		nextAction: nextActionOf(item),
		memo: item[f.memo]?.S,
		createdAt,
		recordingSeconds: recordingSeconds === undefined ? undefined : Number(recordingSeconds),
		updatedAt: updatedAt === undefined ? undefined : Number(updatedAt),
		updatedBy: item[f.updatedBy]?.S,
		changedAt: Number(item[f.changedAt]?.N),
	};
}

/** Reads a whole record. */
export function decodeRecord(item: Item, tenantId: string): CallHistory {
	const { recordingSeconds: _, ...entry } = decodeEntry(item, tenantId);
	return {
		...entry,
		altPhone: item[f.altPhone]?.S,
		remarks: item[f.remarks]?.S,
		version: Number(item[f.version]?.N),
		storedAt: Number(item[f.storedAt]?.N),
		precedence: item[f.precedence]?.S,
		...decodeRecordings(item),
	};
}

/** Reads the recordings of a record. */
export function decodeRecordings(item: Item): Pick<CallHistory, "recording" | "olderRecordings"> {
	const objectKey = item[f.recordingKey]?.S;
	if (objectKey === undefined) return { recording: undefined };
	const older = item[f.olderRecordings]?.S;
	return {
		recording: {
			objectKey,
			contentType: item[f.recordingContentType]?.S ?? "audio/wav",
			durationSeconds: Number(item[f.recordingSeconds]?.N ?? 0),
			storedAt: Number(item[f.recordingSavedAt]?.N ?? 0),
		},
		...(older === undefined ? {} : { olderRecordings: readOlderRecordings(older) }),
	};
}

/** Reads one correction of a record. */
export function decodeCorrection(item: Item): Correction {
	const reason = item[f.correctionReason]?.S;
	return {
		correctedAt: Number(item[f.updatedAt]?.N),
		correctedBy: item[f.updatedBy]?.S ?? "",
		...(reason === undefined ? {} : { reason }),
		changes: JSON.parse(item[f.correctionChanges]?.S ?? "[]"),
	};
}

export function callIdOf(item: Item, tenantId: string): string {
	return (item[tableKey.pk]?.S ?? "").slice(tenantId.length + 1);
}

function nextActionOf(item: Item): NextAction {
	const type = item[f.nextActionType]?.S;
	if (type === "redial") return { type, redialAt: Number(item[f.redialAt]?.N) };
	return { type: type === "done" ? "done" : "continue" };
}
