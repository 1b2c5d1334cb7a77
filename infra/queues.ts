import { maxMessageBytes } from "../shared/intake/model.ts";
import { type FunctionName, functionSpec } from "./functions.ts";

interface QueueSpec {
	/** The function that gets its messages. */
	feeds: FunctionName;
	/** After this many receives, a message goes to the dead-letter queue. */
	maxReceiveCount: number;
	/** By default SQS's own limit. */
	maxMessageBytes?: number;
}

/**
 * Every queue that feeds a function, in the cloud and on the local stack. None has a delay; senders set it per message.
 */
const queueSpecs = {
	// Messages that wait for others are sent again as new ones, so only faults count: ten minutes apart, five days or
	// more in all.
	intake: { feeds: "events/intake", maxReceiveCount: 1000, maxMessageBytes },
	// Tries are twelve minutes apart: a task must survive a day without the table.
	retention: { feeds: "events/retention", maxReceiveCount: 120 },
} as const satisfies Record<string, QueueSpec>;

export type QueueName = keyof typeof queueSpecs;

export function queueSpec(name: QueueName): QueueSpec {
	return queueSpecs[name];
}

/** Of every queue, dead-letter queues included; SQS keeps nothing longer. */
export const retentionPeriodSeconds = 14 * 86_400;

/** AWS recommends six times the function's timeout for Lambda's event source. */
export function visibilityTimeoutSeconds({ feeds }: QueueSpec): number {
	return 6 * functionSpec(feeds).timeoutSeconds;
}
