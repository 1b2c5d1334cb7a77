import { expiresAtField } from "../platform/keys.ts";

/**
 * Calls counted in a stretch of time: of an account, of an address, or, where `counted` is empty, of the tenant. Ids
 * are never empty and hold no `#`, so that no other key begins with a tenant and four of them.
 */
export const countTemplates = { pk: "${tenantId}####${counted}", sk: "${rate}#${startedAt}" } as const;

export const countFields = { count: "n", expiresAt: expiresAtField } as const;
