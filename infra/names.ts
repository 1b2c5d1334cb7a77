/** Names of a stack's parts, in the cloud (`rireki-prod`) and on the local stack. */
export const stackNameOf = (stage: string) => `rireki-${stage}`;

export const queueName = (stackName: string, queue: string) => `${stackName}-${queue}`;

/** The dead-letter queue of a queue. */
export const deadLetterQueueName = (stackName: string, queue: string) => `${queueName(stackName, queue)}-dlq`;

/** The state machine of asynchronous searches. */
export const workflowName = (stackName: string) => `${stackName}-async-search`;
