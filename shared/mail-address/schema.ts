/**
 * A claim: which account of the tenant has set an address for itself. Outside of the directory's partition, so that
 * reading that does not pay for it. No id is empty, so `##` meets no other key.
 */
export const claimTemplates = { pk: "${tenantId}##${email}", sk: "u" } as const;

export const claimFields = { tenantId: "T", email: "m", accountId: "i" } as const;
