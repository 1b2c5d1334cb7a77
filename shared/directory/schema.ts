import { expiresAtField } from "../platform/keys.ts";

/**
 * How the directory is stored: one partition per tenant, so that one query reads everything that a search, its
 * drop-downs and its names need. No index over call histories has a name as its key.
 */
export const directoryKinds = {
	tenant: { letter: "t", id: undefined, fields: { name: "n", outboundOption: "o" } },
	account: {
		letter: "a",
		id: "accountId",
		fields: { name: "n", role: "r", email: "m", campaignIds: "g", active: "v" },
	},
	campaign: { letter: "c", id: "campaignId", fields: { name: "n", resultEntry: "y", results: "R" } },
	batch: {
		letter: "b",
		id: "batchId",
		fields: {
			name: "n",
			campaignId: "c",
			startsOn: "f",
			endsOn: "u",
			expiresAt: expiresAtField,
			keptUntil: "q",
			revivedAt: "w",
		},
	},
	customerList: { letter: "l", id: "customerListId", fields: { name: "n" } },
	/** An account's own setting, which no event overwrites; without an address if it wants no mails. */
	mailAddress: { letter: "m", id: "accountId", fields: { email: "m", confirmedBy: "h" } },
	callingGroup: { letter: "g", id: "callingGroupId", fields: { name: "n" } },
} as const;

export type DirectoryKind = keyof typeof directoryKinds;

/** The kinds that events save. */
export type SavedKind = Exclude<DirectoryKind, "mailAddress">;

export const directoryTemplates = { pk: "${tenantId}", sk: "${letter}#${id}" } as const;

/**
 * Attributes that every kind may have: which save the item is from, whether that was a deletion, and which of its parts
 * are from former saves (saved-item/model.ts).
 */
export const directoryFields = {
	tenantId: "T",
	id: "i",
	letter: "k",
	savedAt: "S",
	eventId: "E",
	deleted: "x",
	formerParts: "F",
} as const;
