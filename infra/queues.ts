import { type FunctionName, functionSpec } from "./functions.ts";

interface QueueSpec {
	/** The function that gets its messages. */
	feeds: FunctionName;
	/** So often a message is received; then it ends in the dead-letter queue, which bears the queue's name and `-dlq`. */
	maxReceiveCount: number;
	/** How long a message waits before it can be received at all. */
	deliveryDelaySeconds: number;
}

/** Every queue that feeds a function, as it is in the cloud and on the local stack. */
export const queueSpecs = {
	// Messages that wait for others are received often: the intake itself decides which are hopeless.
	intake: { feeds: "events/intake", maxReceiveCount: 1000, deliveryDelaySeconds: 0 },
	// A request that was under way when its record went has ended by then.
	retention: { feeds: "events/retention", maxReceiveCount: 10, deliveryDelaySeconds: 60 },
} as const satisfies Record<string, QueueSpec>;

export type QueueName = keyof typeof queueSpecs;

/** Of every queue, dead letters too; SQS keeps nothing longer. */
export const retentionPeriodSeconds = 14 * 86_400;

/** AWS Lambda's event source wants six times the function's timeout. */
export function visibilityTimeoutSeconds({ feeds }: QueueSpec): number {
	return 6 * functionSpec(feeds).timeoutSeconds;
}
