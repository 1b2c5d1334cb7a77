import { expiresAtField } from "../platform/keys.ts";

/**
 * The number of calls in a stretch of time: for an account, an address or, if `counted` is empty, the tenant. Ids are
 * never empty and contain no `#`, so no other key begins with a tenant and four `#`.
 */
export const countTemplates = { pk: "${tenantId}####${counted}", sk: "${rate}#${startedAt}" } as const;

export const countFields = { count: "n", expiresAt: expiresAtField } as const;
