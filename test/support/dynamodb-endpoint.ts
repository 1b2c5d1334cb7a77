import { inject } from "vitest";

let counts = false;

/**
 * Has the tests of this file keep to the embedded engine, whatever `DYNAMODB_ENDPOINT` says: they count units, and
 * emulators count as they like. Where there is none for this platform, the other one has to do.
 */
export function countOnEmbeddedDynamodb(): void {
	counts = true;
}

/** As each file begins. */
export function countOnGivenDynamodb(): void {
	counts = false;
}

/** The DynamoDB that this file's tests work on. */
export function dynamodbEndpoint(): string {
	return inject(counts ? "embeddedDynamodbEndpoint" : "dynamodbEndpoint");
}
