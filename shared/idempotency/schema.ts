import { expiresAtField } from "../platform/keys.ts";

/** How requests that must not take effect twice are stored: with their account, each under its `Idempotency-Key`. */
export const idempotencyTemplates = { pk: "${tenantId}##${accountId}", sk: "i#${key}" } as const;

/** In full words, because these items are few, and read one at a time. */
export const idempotencyFields = {
	request: "request",
	at: "at",
	claim: "claim",
	claimedUntil: "until",
	outcome: "outcome",
	expiresAt: expiresAtField,
} as const;
