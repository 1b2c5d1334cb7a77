import { expiresAtField } from "../platform/keys.ts";

/**
 * A claim: which account of the tenant has an address, or has set it without confirming it. Claims are outside the
 * directory's partition, so that reading the directory does not pay for them. Ids are never empty, so `##` collides
 * with no other key.
 */
export const claimTemplates = { pk: "${tenantId}##${email}", sk: "u" } as const;

/** `expiresAt`: when the claim on an unconfirmed address ends; epoch seconds. */
export const claimFields = { tenantId: "T", email: "m", accountId: "i", expiresAt: expiresAtField } as const;

/** The address that an account has set and not confirmed yet, stored with the account's own entries. */
export const unconfirmedTemplates = { pk: "${tenantId}##${accountId}", sk: "e" } as const;

export const unconfirmedFields = {
	tenantId: "T",
	accountId: "y",
	email: "m",
	tokenHash: "h",
	expiresAt: expiresAtField,
} as const;
