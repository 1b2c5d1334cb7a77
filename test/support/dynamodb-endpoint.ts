import { inject } from "vitest";

let counts = false;

/**
 * Makes this file's tests use the embedded engine, whatever `DYNAMODB_ENDPOINT` says: they count units, and emulators
 * count differently. Where there is no embedded engine for this platform, the other one has to do.
 */
export function countOnEmbeddedDynamodb(): void {
	counts = true;
}

/** The state at the start of each file. */
export function countOnGivenDynamodb(): void {
	counts = false;
}

/** The DynamoDB that this file's tests use. */
export function dynamodbEndpoint(): string {
	return inject(counts ? "embeddedDynamodbEndpoint" : "dynamodbEndpoint");
}
