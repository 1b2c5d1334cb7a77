import { eventsOfChange } from "../outgoing-event/events-of-change.ts";
import type { Deps } from "../platform/deps.ts";
import type { Item } from "../platform/dynamodb.ts";
import { tasksOfChange } from "../retention/tasks-of-change.ts";

/** A change of one item of the table, from its stream. */
export interface Change {
	/** Absent where the item is new. */
	before: Item | undefined;
	/** Absent where the item is gone. */
	after: Item | undefined;
	/** Whether the table itself deleted the item, for its age. */
	byAge: boolean;
}

export type TellDeps = Pick<Deps, "retentionQueue" | "eventBus">;

/**
 * Tells others what has happened, in its order: subscribers of events, and the retention. A failure has the stream hand on the same
 * changes again, so that each is told at least once.
 */
export async function tellChanges({ retentionQueue, eventBus }: TellDeps, changes: readonly Change[]): Promise<void> {
	await Promise.all([
		eventBus.publish(changes.flatMap(eventsOfChange)),
		retentionQueue.send(changes.flatMap(tasksOfChange)),
	]);
}
