import type { Item } from "./dynamodb.ts";

/** A change of one item of the table, from its stream. */
export interface Change {
	/** Absent where the item is new. */
	before: Item | undefined;
	/** Absent where the item is gone. */
	after: Item | undefined;
	/** Whether the table itself deleted the item, for its age. */
	byAge: boolean;
	/** Epoch milliseconds, at the beginning of a second. */
	changedAt: number;
}
