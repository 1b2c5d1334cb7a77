import type { Bucket } from "../platform/bucket.ts";
import type { Change } from "../platform/change.ts";
import type { EventBus } from "../platform/event-bus.ts";
import type { RetentionQueue } from "../platform/queue.ts";
import { type RetentionTask, requestsEndAfterSeconds } from "../retention/model.ts";
import { tasksOfChange } from "../retention/tasks-of-change.ts";
import { sealEntries } from "../trail/seal.ts";
import { eventsOfChange } from "./events-of-change.ts";

export interface ReportDeps {
	retentionQueue: RetentionQueue;
	eventBus: EventBus;
	seals: Pick<Bucket, "put">;
}

/**
 * Reports changes to the subscribers of events, to the retention, and to the seals of the trail. After a failure the
 * stream delivers the same changes again, so that each is reported at least once.
 */
export async function reportChanges(deps: ReportDeps, changes: readonly Change[]): Promise<void> {
	await Promise.all([
		deps.eventBus.publish(changes.flatMap(eventsOfChange)),
		sendTasks(deps, changes.flatMap(tasksOfChange)),
		sealEntries(deps, changes),
	]);
}

/**
 * A record that people delete may still be in use, so its task is delayed; one that TTL deletes may have to be restored
 * at once.
 */
async function sendTasks({ retentionQueue }: ReportDeps, tasks: readonly RetentionTask[]): Promise<void> {
	const isLater = (task: RetentionTask) => task.kind === "forget-record" && !task.byAge;
	await Promise.all([
		retentionQueue.send(tasks.filter((task) => !isLater(task))),
		retentionQueue.send(tasks.filter(isLater), requestsEndAfterSeconds),
	]);
}
