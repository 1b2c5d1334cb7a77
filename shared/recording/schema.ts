import { expiresAtField } from "../platform/keys.ts";

/**
 * How names of objects are stored: all names of an object in one partition, which no id can collide with (ids contain
 * no `/`). Expired items count as missing: the table deletes them later.
 */
export const objectTemplates = {
	/** `acme#/2026/11/20/x.wav` of the object `acme/2026/11/20/x.wav`. */
	pk: "${tenantId}#${path}",
	/** Notes that a record names the object, or is about to. */
	name: "n#${callId}",
	/** Notes that the object is being, or was, removed. */
	grave: "x",
} as const;

export const objectFields = { namedAt: "at", goneAt: "goneAt", expiresAt: expiresAtField } as const;

/** Since when objects have names, and are swept: one item for all tenants, which no tenant's rights cover. */
export const sweepItem = { pk: "~recordings", sk: "sweep", sinceField: "since" } as const;
