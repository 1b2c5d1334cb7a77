import { expiresAtField } from "../platform/keys.ts";

/**
 * How packed history is stored in the table: each tenant has a partition of its own, which no id can collide with (ids
 * are never empty). The packs themselves are objects in a bucket, in the tenant's folder.
 */
export const packTemplates = {
	pk: "${tenantId}###",
	/** The one item that names every pack. */
	contents: "k",
	/** A batch that has lost records to the table's time to live. */
	loss: "g#${batchId}",
	/** Who is packing this tenant; afterwards, when it must be checked again even without further writes. */
	hold: "h",
	/** Something was written in a stretch of time, which will be packed when it is over. */
	due: "w#${stretch}",
} as const;

/** Attributes of these items. Those of the contents have full names, because there is only one such item. */
export const packFields = {
	version: "version",
	contents: "contents",
	lostAt: "lostAt",
	heldUntil: "heldUntil",
	holder: "holder",
	expiresAt: expiresAtField,
} as const;

/**
 * The sparse index of due packing work, by time. No tenant id contains a `~`, and no tenant's role gives access to it.
 */
export const packDueIndex = { name: "pack-due", pk: "packDue", sk: "dueAt", value: "~due" } as const;
