import { decodeCorrection } from "../call-history/codec.ts";
import { fields, templates, trailDay, trailIndex } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, prefixOf, tableKey } from "../platform/keys.ts";
import { jstDate, startOfJstDate } from "../time/model.ts";
import { ownEntryLifetimeMs, type TrailEntry } from "./model.ts";
import { ownEntryFields as own, ownEntryTemplates } from "./schema.ts";

const { pk, sk } = tableKey;
const accessPrefix = prefixOf(templates.access.sk);
const correctionPrefix = prefixOf(templates.correction.sk);

/** Entries that the trail itself writes; corrections are written by their own transaction. */
export type RecordedEntry = Exclude<TrailEntry, { kind: "correction" }>;

/** @param id distinguishes entries of the same moment */
export function encodeEntry(tenantId: string, entry: RecordedEntry, id: string): Item {
	return {
		...itemOf(tenantId, entry, id),
		[trailIndex.pk]: { S: trailDay(tenantId, jstDate(entry.at)) },
		[trailIndex.sk]: { N: String(entry.at) },
	};
}

function itemOf(tenantId: string, entry: RecordedEntry, id: string): Item {
	const { at, accountId, kind, ...detail } = entry;
	const time = new Date(at).toISOString();
	if (entry.kind === "detail") {
		const { callId } = entry;
		// One key per account and day, so that a second entry finds the first.
		const accessedAt = new Date(startOfJstDate(jstDate(at))).toISOString();
		return {
			[pk]: { S: fillTemplate(templates.access.pk, { tenantId, callId }) },
			[sk]: { S: fillTemplate(templates.access.sk, { accessedAt, accessId: `detail#${accountId}` }) },
			[fields.tenantId]: { S: tenantId },
			[fields.callId]: { S: callId },
			[fields.updatedBy]: { S: accountId },
		};
	}
	if (entry.kind === "recording") {
		const { callId, recordingId, disposition } = entry;
		return {
			[pk]: { S: fillTemplate(templates.access.pk, { tenantId, callId }) },
			[sk]: { S: fillTemplate(templates.access.sk, { accessedAt: time, accessId: id }) },
			[fields.tenantId]: { S: tenantId },
			[fields.callId]: { S: callId },
			[fields.updatedBy]: { S: accountId },
			[fields.disposition]: { S: disposition },
			...(recordingId === undefined ? {} : { [fields.recordingId]: { S: recordingId } }),
		};
	}
	return {
		[pk]: { S: fillTemplate(ownEntryTemplates.pk, { tenantId, accountId }) },
		[sk]: { S: fillTemplate(ownEntryTemplates.sk, { at: time, id }) },
		[own.tenantId]: { S: tenantId },
		[own.accountId]: { S: accountId },
		[own.kind]: { S: kind },
		[own.detail]: { S: JSON.stringify(detail) },
		[own.expiresAt]: { N: String(Math.ceil((at + ownEntryLifetimeMs) / 1000)) },
	};
}

export function decodeEntry(item: Item, tenantId: string): TrailEntry {
	const sortKey = item[sk]?.S ?? "";
	const at = Number(item[trailIndex.sk]?.N);
	const accountId = item[fields.updatedBy]?.S ?? "";
	const callId = (item[pk]?.S ?? "").slice(tenantId.length + 1);
	if (sortKey.startsWith(accessPrefix)) {
		if (!item[fields.disposition]) return { at, accountId, kind: "detail", callId };
		const disposition = item[fields.disposition]?.S === "attachment" ? "attachment" : "inline";
		const recordingId = item[fields.recordingId]?.S;
		return { at, accountId, kind: "recording", callId, disposition, ...(recordingId ? { recordingId } : {}) };
	}
	if (sortKey.startsWith(correctionPrefix)) {
		const { reason, changes } = decodeCorrection(item);
		return { at, accountId, kind: "correction", callId, changes, ...(reason === undefined ? {} : { reason }) };
	}
	const detail = JSON.parse(item[own.detail]?.S ?? "{}");
	return { at, accountId: item[own.accountId]?.S, kind: item[own.kind]?.S, ...detail } as TrailEntry;
}
