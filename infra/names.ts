/** What the parts of a stack are called, in the cloud (`rireki-prod`) and on the local stack. */
export const stackNameOf = (stage: string) => `rireki-${stage}`;

export const queueName = (stackName: string, queue: string) => `${stackName}-${queue}`;

/** Where a queue's messages end that nobody could process. */
export const deadLetterQueueName = (stackName: string, queue: string) => `${queueName(stackName, queue)}-dlq`;

/** The state machine of asynchronous searches. */
export const workflowName = (stackName: string) => `${stackName}-async-search`;
