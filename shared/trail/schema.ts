import { expiresAtField } from "../platform/keys.ts";

/**
 * How the trail is stored. Entries about a record are in its partition (`access` and `correction` in
 * call-history/schema.ts), all others in that of their account. A sparse index contains all of a tenant's entries by
 * JST day.
 */
export const ownEntryTemplates = { pk: "${tenantId}##${accountId}", sk: "t#${at}#${id}" } as const;

/** Attributes of entries in the partition of their account. */
export const ownEntryFields = {
	tenantId: "T",
	accountId: "y",
	kind: "kind",
	detail: "detail",
	expiresAt: expiresAtField,
} as const;
