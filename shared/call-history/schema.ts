import { jstDate } from "../time/model.ts";

/**
 * How a call history lies in the table: the one definition of its attribute names, key templates and indexes, for
 * ElectroDB (store.ts), for the index reader and for the table itself. One-letter names, because a name is paid for
 * with every item that is read.
 */
export const fields = {
	tenantId: "T",
	callId: "i",
	requestId: "q",
	calledAt: "t",
	campaignId: "c",
	batchId: "b",
	customerListId: "l",
	callingGroupId: "g",
	customerId: "u",
	callerId: "f",
	name: "n",
	kana: "k",
	foldedName: "N",
	foldedKana: "K",
	phone: "h",
	altPhone: "j",
	remarks: "R",
	agentId: "a",
	talkedWith: "w",
	resultId: "r",
	durationSeconds: "d",
	nextActionType: "x",
	redialAt: "X",
	memo: "m",
	createdAt: "C",
	recordingKey: "o",
	recordingContentType: "O",
	recordingSeconds: "z",
	recordingSavedAt: "Z",
	version: "v",
	updatedAt: "U",
	updatedBy: "y",
	expiresAt: "e",
	month: "M",
	phoneArea: "Q",
	correctionReason: "I",
	correctionChanges: "Y",
	disposition: "V",
	storedAt: "W",
	changedAt: "S",
} as const;

export type Attribute = keyof typeof fields;

/** Key templates. `#` cannot occur in an id, so that no two tenants' keys can meet. */
export const templates = {
	record: { pk: "${tenantId}#${callId}", sk: "c" },
	correction: { pk: "${tenantId}#${callId}", sk: "x#${number}" },
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

/** The month of the `month` indexes: `2611` for November 2026, JST. */
export function monthOf(calledAt: number): string {
	const date = jstDate(calledAt);
	return date.slice(2, 4) + date.slice(5, 7);
}

/** How many digits of a telephone number make the partition of the `phone` index. */
export const phoneAreaDigits = 6;

export function phoneAreaOf(phone: string): string {
	// By character: what is no number may hold surrogate pairs, and half of one is refused by the table.
	return [...phone.replace(/^\+/, "")].slice(0, phoneAreaDigits).join("");
}

/** The sort key of the `phone` index: the digits, then the time in a form that sorts as text. */
export function phoneKey(phone: string, calledAt: number): string {
	return `${phone.replace(/^\+/, "")}#${calledAt.toString(36).padStart(9, "0")}`;
}

/** The attributes that hold the index keys; `calledAt` is the sort key of all indexes but one. */
export const indexKeyFields = { month: "D", batch: "B", agent: "A", phone: "H", phoneAt: "P" } as const;

/** What a filter on anything but the memo and the keyword needs. */
const narrow: readonly Attribute[] = [
	"campaignId",
	"batchId",
	"customerListId",
	"callingGroupId",
	"customerId",
	"agentId",
	"resultId",
	"foldedName",
	"foldedKana",
	"phone",
	"changedAt",
];

/** All that a list row shows. */
const wide: readonly Attribute[] = [
	"requestId",
	"campaignId",
	"batchId",
	"customerListId",
	"callingGroupId",
	"customerId",
	"callerId",
	"name",
	"kana",
	"phone",
	"agentId",
	"talkedWith",
	"resultId",
	"durationSeconds",
	"nextActionType",
	"redialAt",
	"memo",
	"createdAt",
	"recordingSeconds",
	"updatedAt",
	"updatedBy",
	"changedAt",
];

/**
 * The indexes. Two lie over the same keys: `month-narrow` answers "how many, and which" for less than half of what
 * `month-wide` costs, which answers "show them". DynamoDB allows 100 projected attributes over all indexes of a table, and these are all of them.
 */
export const indexes = {
	"month-narrow": { pk: indexKeyFields.month, sk: fields.calledAt, projection: narrow },
	"month-wide": { pk: indexKeyFields.month, sk: fields.calledAt, projection: wide },
	"batch-wide": { pk: indexKeyFields.batch, sk: fields.calledAt, projection: wide },
	"agent-wide": { pk: indexKeyFields.agent, sk: fields.calledAt, projection: wide },
	"phone-wide": {
		pk: indexKeyFields.phone,
		sk: indexKeyFields.phoneAt,
		projection: [...wide, "calledAt"] as readonly Attribute[],
	},
} as const;

export type IndexName = keyof typeof indexes;
