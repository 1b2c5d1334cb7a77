import { expiresAtField } from "../platform/keys.ts";

/**
 * How packed history lies in the table: all of a tenant's in one partition of its own, which no id can meet (an id is never empty).
 * The packs themselves are objects in a bucket, in the tenant's folder.
 */
export const packTemplates = {
	pk: "${tenantId}###",
	/** The one item that names every pack. */
	contents: "k",
	/** A batch that has lost records to the table's time to live. */
	loss: "g#${batchId}",
	/** Who packs this tenant just now; afterwards, when it is to be looked after again though nothing may be written until then. */
	hold: "h",
	/** Something was written in a stretch of time, and is to be packed when that is over. */
	due: "w#${stretch}",
} as const;

/** Attributes of these items; those of the contents are spelled out, because there is one of it. */
export const packFields = {
	version: "version",
	contents: "contents",
	lostAt: "lostAt",
	heldUntil: "heldUntil",
	holder: "holder",
	expiresAt: expiresAtField,
} as const;

/** The sparse index of what is to be packed, by the moment from which on it may be. No tenant's id holds a `~`, nor do its rights reach it. */
export const packDueIndex = { name: "pack-due", pk: "packDue", sk: "dueAt", value: "~due" } as const;
