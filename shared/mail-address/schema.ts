import { expiresAtField } from "../platform/keys.ts";

/**
 * A claim: which account of the tenant has an address, or has set it and not confirmed it yet. Outside of the
 * directory's partition, so that reading that does not pay for it. No id is empty, so `##` meets no other key.
 */
export const claimTemplates = { pk: "${tenantId}##${email}", sk: "u" } as const;

/** `expiresAt`: of an address that is not confirmed, when its claim is over; epoch seconds. */
export const claimFields = { tenantId: "T", email: "m", accountId: "i", expiresAt: expiresAtField } as const;

/** The address that an account has set and not confirmed yet; it lies with the account's own entries. */
export const unconfirmedTemplates = { pk: "${tenantId}##${accountId}", sk: "e" } as const;

export const unconfirmedFields = {
	tenantId: "T",
	accountId: "y",
	email: "m",
	tokenHash: "h",
	expiresAt: expiresAtField,
} as const;
