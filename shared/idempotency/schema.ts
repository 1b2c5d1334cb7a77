import { expiresAtField } from "../platform/keys.ts";

/** How requests that must not be done twice lie in the table: with their account, each by its `Idempotency-Key`. */
export const idempotencyTemplates = { pk: "${tenantId}##${accountId}", sk: "i#${key}" } as const;

/** Spelled out: these items are few, and read one by one. */
export const idempotencyFields = {
	request: "request",
	at: "at",
	claim: "claim",
	claimedUntil: "until",
	outcome: "outcome",
	expiresAt: expiresAtField,
} as const;
