import { maxMessageBytes } from "../shared/intake/model.ts";
import { type FunctionName, functionSpec } from "./functions.ts";

interface QueueSpec {
	/** The function that gets its messages. */
	feeds: FunctionName;
	/** So often a message is received; then it ends in the dead-letter queue, which bears the queue's name and `-dlq`. */
	maxReceiveCount: number;
	/** What SQS takes where left out. */
	maxMessageBytes?: number;
}

/** Every queue that feeds a function, as it is in the cloud and on the local stack. None delays: who sends what has to wait says so. */
const queueSpecs = {
	// Messages that wait for others are sent anew: only faults count, ten minutes apart, five days or more in all.
	intake: { feeds: "events/intake", maxReceiveCount: 1000, maxMessageBytes },
	// Twelve minutes lie between two tries: a table that cannot be reached for a day is no task's fault.
	retention: { feeds: "events/retention", maxReceiveCount: 120 },
} as const satisfies Record<string, QueueSpec>;

export type QueueName = keyof typeof queueSpecs;

export function queueSpec(name: QueueName): QueueSpec {
	return queueSpecs[name];
}

/** Of every queue, dead letters too; SQS keeps nothing longer. */
export const retentionPeriodSeconds = 14 * 86_400;

/** AWS Lambda's event source wants six times the function's timeout. */
export function visibilityTimeoutSeconds({ feeds }: QueueSpec): number {
	return 6 * functionSpec(feeds).timeoutSeconds;
}
