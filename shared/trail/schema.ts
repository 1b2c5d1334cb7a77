import { expiresAtField } from "../platform/keys.ts";

/**
 * How the trail lies in the table. What concerns a record lies with it, as `access` and `correction` of call-history/schema.ts say; what
 * concerns none lies with its account. A sparse index holds all of a tenant's entries by JST day.
 */
export const ownEntryTemplates = { pk: "${tenantId}##${accountId}", sk: "t#${at}#${id}" } as const;

/** Attributes of entries that lie with their account. */
export const ownEntryFields = {
	tenantId: "T",
	accountId: "y",
	kind: "kind",
	detail: "detail",
	expiresAt: expiresAtField,
} as const;
