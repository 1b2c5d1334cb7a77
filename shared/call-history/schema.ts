import { indexedAs } from "../phone/model.ts";
import { expiresAtField } from "../platform/keys.ts";
import { jstDate } from "../time/model.ts";

/** The sparse index of records that were written when a pack may have held them already, by tenant and moment of that write. */
export const marksIndex = { name: "marks", pk: "J", sk: "L" } as const;

/**
 * How a call history lies in the table: the one definition of its attribute names, key templates and indexes, for
 * ElectroDB (store.ts), for the index reader and for the table itself. One-letter names, because a name is paid for
 * with every item that is read.
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
	/** What a row shows and no filter looks at, together: see fixed.ts. */
	fixed: "F",
	recordingKey: "o",
	recordingContentType: "O",
	recordingSeconds: "z",
	recordingSavedAt: "Z",
	/** The other recordings, together: see recording-attributes.ts. */
	olderRecordings: "G",
	version: "v",
	updatedAt: "U",
	updatedBy: "y",
	expiresAt: expiresAtField,
	month: "M",
	phoneArea: "Q",
	correctionReason: "I",
	correctionChanges: "Y",
	/** Of the request that asked for a correction. */
	correctionRequest: "N",
	disposition: "V",
	recordingId: "q",
	storedAt: "W",
	changedAt: "S",
	precedence: "K",
	/** The tenant, in records that were written when a pack may have held them already. */
	marks: marksIndex.pk,
	markedAt: marksIndex.sk,
} as const;

export type Attribute = keyof typeof fields;

/** Key templates. `#` cannot occur in an id, so that no two tenants' keys can meet. */
export const templates = {
	record: { pk: "${tenantId}#${callId}", sk: "c" },
	correction: { pk: "${tenantId}#${callId}", sk: "x#${number}" },
	/** Marked in the place of a record that was deleted, because packs may hold it. */
	tombstone: { pk: "${tenantId}#${callId}", sk: "d" },
	/** That a record was erased for good: its call is not taken in again. */
	erased: { pk: "${tenantId}#${callId}", sk: "z" },
	access: { pk: "${tenantId}#${callId}", sk: "a#${accessedAt}#${accessId}" },
	/** The pointer to the latest record of a customer in a batch. */
	latest: { pk: "${tenantId}#${batchId}#${customerId}", sk: "l" },
	/** A tenant's records of a JST month, by time. */
	month: { pk: "${tenantId}#${month}", sk: "${calledAt}" },
	batch: { pk: "${tenantId}#${batchId}", sk: "${calledAt}" },
	agent: { pk: "${tenantId}#${agentId}", sk: "${calledAt}" },
	/** By the first six digits, then by number and time: a number, or the start of one, is a range. */
	phone: { pk: "${tenantId}#${phoneArea}", sk: "${phoneAt}" },
} as const;

/** A correction's place among those of its record: the version that it made. */
export function correctionNumber(version: number): string {
	return String(version).padStart(6, "0");
}

/** The month of the index by time: `2611` for November 2026, JST. */
export function monthOf(calledAt: number): string {
	const date = jstDate(calledAt);
	return date.slice(2, 4) + date.slice(5, 7);
}

/** How many digits of a telephone number make a partition of the index by number. */
export const phoneAreaDigits = 6;

/** @param indexed as {@link indexedAs} makes it */
export function phoneAreaOf(indexed: string): string {
	// By character: what is no number may hold surrogate pairs, and half of one is refused by the table.
	return [...indexed].slice(0, phoneAreaDigits).join("");
}

/** What the index by number has of a record: its partition, and the digits with the time behind them, in a form that sorts as text. */
export function phoneKeys(phone: string, calledAt: number): { phoneArea: string; phoneAt: string } {
	const indexed = indexedAs(phone);
	return { phoneArea: phoneAreaOf(indexed), phoneAt: `${indexed}#${calledAt.toString(36).padStart(9, "0")}` };
}

/** The attributes that hold the index keys; `calledAt` is the sort key of all indexes but one. */
export const indexKeyFields = { month: "D", batch: "B", agent: "A", phone: "H", phoneAt: "P" } as const;

/** All that a list row shows. DynamoDB takes 20 attributes in one index, and 100 in all. */
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
