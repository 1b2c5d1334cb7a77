import { expiresAtField } from "../platform/keys.ts";

/**
 * How names of objects lie in the table: all of an object's in one partition, which no id can meet (none holds a `/`). Whatever of it
 * has an expiry that is over counts as not there: the table deletes it later.
 */
export const objectTemplates = {
	/** `acme#/2026/11/20/x.wav` of the object `acme/2026/11/20/x.wav`. */
	pk: "${tenantId}#${path}",
	/** That a record names the object, or is about to. */
	name: "n#${callId}",
	/** That the object is being removed, or was. */
	grave: "x",
} as const;

export const objectFields = { namedAt: "at", goneAt: "goneAt", expiresAt: expiresAtField } as const;

/** From when on objects are swept: one item for all tenants, which no tenant's rights reach. */
export const sweepItem = { pk: "~recordings", sk: "sweep", sinceField: "since" } as const;
