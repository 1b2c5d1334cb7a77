import type { Item } from "./dynamodb.ts";

/** A change of one item of the table, from its stream. */
export interface Change {
	/** Undefined if the item is new. */
	before: Item | undefined;
	/** Undefined if the item is gone. */
	after: Item | undefined;
	/** Whether the table itself deleted the item because it had expired. */
	byAge: boolean;
	/** Epoch milliseconds, rounded down to a second. */
	changedAt: number;
}
