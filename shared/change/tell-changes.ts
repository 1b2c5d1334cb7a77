import { eventsOfChange } from "../outgoing-event/events-of-change.ts";
import type { Deps } from "../platform/deps.ts";
import type { Item } from "../platform/dynamodb.ts";
import { type RetentionTask, requestsEndAfterSeconds } from "../retention/model.ts";
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
	/** Epoch milliseconds, at the beginning of a second. */
	changedAt: number;
}

export type TellDeps = Pick<Deps, "retentionQueue" | "eventBus" | "seals">;

/**
 * Reports what has changed, in order: subscribers of events, the retention, and the seals of the trail. A failure has the stream hand on the same
 * changes again, so that each is told at least once.
 */
export async function tellChanges(deps: TellDeps, changes: readonly Change[]): Promise<void> {
	await Promise.all([
		deps.eventBus.publish(changes.flatMap(eventsOfChange)),
		sendTasks(deps, changes.flatMap(tasksOfChange)),
		sealEntries(deps, changes),
	]);
}

/** What people delete may have been in use; what age deletes may have to come back at once. */
async function sendTasks({ retentionQueue }: TellDeps, tasks: readonly RetentionTask[]): Promise<void> {
	const isLater = (task: RetentionTask) => task.kind === "forget-record" && !task.byAge;
	await Promise.all([
		retentionQueue.send(tasks.filter((task) => !isLater(task))),
		retentionQueue.send(tasks.filter(isLater), requestsEndAfterSeconds),
	]);
}
