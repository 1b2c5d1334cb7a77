import { eventsOfChange } from "../outgoing-event/events-of-change.ts";
import type { Deps } from "../platform/deps.ts";
import type { Item } from "../platform/dynamodb.ts";
import { tasksOfChange } from "../retention/tasks-of-change.ts";
import { sealEntries } from "../trail/seal.ts";

/** A change of one item of the table, from its stream. */
export interface Change {
	/** Absent where the item is new. */
	before: Item | undefined;
	/** Absent where the item is gone. */
	after: Item | undefined;
	/** Whether the table itself deleted the item, for its age. */
	byAge: boolean;
}

export type TellDeps = Pick<Deps, "retentionQueue" | "eventBus" | "seals">;

/**
 * Tells others what has happened, in its order: subscribers of events, the retention, and the seals of the trail. A failure has the stream hand on the same
 * changes again, so that each is told at least once.
 */
export async function tellChanges(deps: TellDeps, changes: readonly Change[]): Promise<void> {
	await Promise.all([
		deps.eventBus.publish(changes.flatMap(eventsOfChange)),
		deps.retentionQueue.send(changes.flatMap(tasksOfChange)),
		sealEntries(deps, changes),
	]);
}
