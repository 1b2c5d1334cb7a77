import { indexedAs } from "../phone/model.ts";
import { expiresAtField } from "../platform/keys.ts";
import { jstDate } from "../time/model.ts";

/**
 * The sparse index of records that were written after a pack may have included them, by tenant and time of the write.
 */
export const marksIndex = { name: "marks", pk: "J", sk: "L" } as const;

/**
 * How call histories are stored: the one definition of attribute names, key templates and indexes, for ElectroDB
 * (store.ts), the index reader and the table itself. Names have one letter, because each item read is billed with its
 * names.
 */
export const fields = {
	tenantId: "T",
	callId: "i",
	calledAt: "t",
	campaignId: "c",
	batchId: "b",
	customerListId: "l",
	callingGroupId: "g",
	customerId: "u",
	name: "n",
	kana: "k",
	phone: "h",
	altPhone: "j",
	remarks: "R",
	agentId: "a",
	talkedWith: "w",
	resultId: "r",
	nextActionType: "x",
	redialAt: "X",
	memo: "m",
	/** Values that rows show but no filter tests: see fixed.ts. */
	fixed: "F",
	recordingKey: "o",
	recordingContentType: "O",
	recordingSeconds: "z",
	recordingSavedAt: "Z",
	/** All other recordings: see recording-attributes.ts. */
	olderRecordings: "G",
	version: "v",
	updatedAt: "U",
	updatedBy: "y",
	expiresAt: expiresAtField,
	month: "M",
	phoneArea: "Q",
	correctionReason: "I",
	correctionChanges: "Y",
	/** The id of the request that made a correction. */
	correctionRequest: "N",
	disposition: "V",
	recordingId: "q",
	storedAt: "W",
	changedAt: "S",
	precedence: "K",
	/** The tenant, in records that were written after a pack may have included them. */
	marks: marksIndex.pk,
	markedAt: marksIndex.sk,
} as const;

export type Attribute = keyof typeof fields;

/** Key templates. Ids contain no `#`, so keys of two tenants cannot collide. */
export const templates = {
	record: { pk: "${tenantId}#${callId}", sk: "c" },
	correction: { pk: "${tenantId}#${callId}", sk: "x#${number}" },
	/** The tombstone of a deleted record that packs may still hold. */
	tombstone: { pk: "${tenantId}#${callId}", sk: "d" },
	/** Notes that a record was erased for good: its call is not taken in again. */
	erased: { pk: "${tenantId}#${callId}", sk: "z" },
	access: { pk: "${tenantId}#${callId}", sk: "a#${accessedAt}#${accessId}" },
	/** The pointer to the latest record of a customer in a batch. */
	latest: { pk: "${tenantId}#${batchId}#${customerId}", sk: "l" },
	/** A tenant's records of a JST month, by time. */
	month: { pk: "${tenantId}#${month}", sk: "${calledAt}" },
	batch: { pk: "${tenantId}#${batchId}", sk: "${calledAt}" },
	agent: { pk: "${tenantId}#${agentId}", sk: "${calledAt}" },
	/** By the first six digits, then by number and time, so that a number or its beginning is a range. */
	phone: { pk: "${tenantId}#${phoneArea}", sk: "${phoneAt}" },
} as const;

/** A correction's position among those of its record: the version it created. */
export function correctionNumber(version: number): string {
	return String(version).padStart(6, "0");
}

/** The month of the index by time: `2611` for November 2026, JST. */
export function monthOf(calledAt: number): string {
	const date = jstDate(calledAt);
	return date.slice(2, 4) + date.slice(5, 7);
}

/** How many leading digits of a telephone number form the partition key of the index by number. */
export const phoneAreaDigits = 6;

/** @param indexed as {@link indexedAs} returns it */
export function phoneAreaOf(indexed: string): string {
	// Cut by character: a text that is not a number may contain surrogate pairs, and the table rejects half a pair.
	return [...indexed].slice(0, phoneAreaDigits).join("");
}

/** A record's keys in the index by number: its partition, and digits and time in a form that sorts as text. */
export function phoneKeys(phone: string, calledAt: number): { phoneArea: string; phoneAt: string } {
	const indexed = indexedAs(phone);
	return { phoneArea: phoneAreaOf(indexed), phoneAt: `${indexed}#${calledAt.toString(36).padStart(9, "0")}` };
}

/** The attributes that hold the index keys; `calledAt` is the sort key of all indexes but one. */
export const indexKeyFields = { month: "D", batch: "B", agent: "A", phone: "H", phoneAt: "P" } as const;

/** Everything that a list row shows. DynamoDB allows 20 projected attributes per index, and 100 in all. */
const row: readonly Attribute[] = [
	"campaignId",
	"batchId",
	"customerListId",
	"callingGroupId",
	"customerId",
	"name",
	"kana",
	"phone",
	"agentId",
	"talkedWith",
	"resultId",
	"fixed",
	"nextActionType",
	"redialAt",
	"memo",
	"recordingSeconds",
	"updatedAt",
	"updatedBy",
	"changedAt",
];

/** The indexes whose entries are list rows. */
export const indexes = {
	"by-time": { pk: indexKeyFields.month, sk: fields.calledAt, projection: row },
	"by-agent": { pk: indexKeyFields.agent, sk: fields.calledAt, projection: row },
	"by-number": {
		pk: indexKeyFields.phone,
		sk: indexKeyFields.phoneAt,
		projection: [...row, "calledAt"] as readonly Attribute[],
	},
} as const;

export type IndexName = keyof typeof indexes;

/** The index of all of a batch's records, by time: their keys only. */
export const batchIndex = { name: "by-batch", pk: indexKeyFields.batch, sk: fields.calledAt } as const;

/** The sparse index of the trail: all of a tenant's accesses, corrections and searches, by JST day. */
export const trailIndex = { name: "trail", pk: "trailDay", sk: "trailAt" } as const;

/** The partition of the index that holds a tenant's JST day, `2026-11-20`. */
export function trailDay(tenantId: string, date: string): string {
	return `${tenantId}#${date}`;
}
