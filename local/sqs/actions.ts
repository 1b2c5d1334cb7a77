import { sizeOf } from "./digest.ts";
import { SqsFault } from "./fault.ts";
import { attributesOf, checkedBatch, faultOf, type Input, maxBytes, within } from "./input.ts";
import { type MoveTasks, mostPerSecond } from "./move-tasks.ts";
import { received, sent, wants } from "./output.ts";
import type { QueueRow } from "./queue-store.ts";
import type { Queues } from "./queues.ts";
import { parseReceipt } from "./receipt.ts";

interface Call {
	queues: Queues;
	moveTasks: MoveTasks;
	/** The address at which the caller reached the server, for the URLs that it gets. */
	origin: string;
	/** Aborted when the caller hangs up. */
	gone: AbortSignal;
}

type Action = (call: Call, input: Input) => object | Promise<object>;

export const actions: Record<string, Action> = {
	CreateQueue({ queues, origin }, { QueueName, Attributes }) {
		queues.create(QueueName, Attributes);
		return { QueueUrl: urlOf(origin, QueueName) };
	},
	GetQueueUrl: ({ queues, origin }, { QueueName }) => ({ QueueUrl: urlOf(origin, queues.find(QueueName).name) }),
	ListQueues: ({ queues, origin }, { QueueNamePrefix = "" }) => ({
		QueueUrls: queues
			.names()
			.filter((name) => name.startsWith(QueueNamePrefix))
			.map((name) => urlOf(origin, name)),
	}),
	DeleteQueue({ queues }, { QueueUrl }) {
		queues.delete(queues.find(QueueUrl));
		return {};
	},
	GetQueueAttributes({ queues }, { QueueUrl, AttributeNames = [] }) {
		const all = Object.entries(queues.attributes(queues.find(QueueUrl)));
		return { Attributes: Object.fromEntries(all.filter(([name]) => wants(AttributeNames, name))) };
	},
	SetQueueAttributes({ queues }, { QueueUrl, Attributes }) {
		queues.change(queues.find(QueueUrl), Attributes);
		return {};
	},
	PurgeQueue({ queues }, { QueueUrl }) {
		queues.store.purge(queues.find(QueueUrl).name);
		return {};
	},
	SendMessage({ queues }, input) {
		const queue = queues.find(input.QueueUrl);
		const fault = faultOf(input, queues.number(queue, "MaximumMessageSize"));
		if (fault) throw fault;
		const [id] = queues.add(queue, [newMessage(queues, queue, input)]);
		return sent(id, input);
	},
	SendMessageBatch({ queues }, { QueueUrl, Entries }) {
		const queue = queues.find(QueueUrl);
		const entries = checkedBatch(Entries);
		const size = entries.reduce((sum, entry) => sum + sizeOf(String(entry.MessageBody), attributesOf(entry)), 0);
		if (size > maxBytes) {
			throw new SqsFault(
				"BatchRequestTooLong",
				`Batch requests cannot be longer than ${maxBytes} bytes. You have sent ${size} bytes.`,
				"AWS.SimpleQueueService.BatchRequestTooLong",
			);
		}
		const faults = entries.map((entry) => faultOf(entry, queues.number(queue, "MaximumMessageSize")));
		const good = entries.filter((_, index) => !faults[index]);
		const ids = queues.add(
			queue,
			good.map((entry) => newMessage(queues, queue, entry)),
		);
		return {
			Successful: good.map((entry, index) => ({ Id: entry.Id, ...sent(ids[index], entry) })),
			Failed: entries.flatMap((entry, index) => failure(entry.Id, faults[index])),
		};
	},
	async ReceiveMessage({ queues, gone }, input) {
		const queue = queues.find(input.QueueUrl);
		const count = within(input, "MaxNumberOfMessages", 1, 10, 1);
		const hide = within(input, "VisibilityTimeout", 0, 43_200, queues.number(queue, "VisibilityTimeout"));
		const wait = within(input, "WaitTimeSeconds", 0, 20, queues.number(queue, "ReceiveMessageWaitTimeSeconds"));
		const rows = await queues.take(queue, count, hide, wait, gone);
		return rows.length > 0 ? { Messages: rows.map((row) => received(row, input)) } : {};
	},
	DeleteMessage({ queues }, { QueueUrl, ReceiptHandle }) {
		queues.store.remove(queues.find(QueueUrl).name, [parseReceipt(ReceiptHandle)]);
		return {};
	},
	DeleteMessageBatch({ queues }, { QueueUrl, Entries }) {
		const queue = queues.find(QueueUrl);
		return eachEntry(Entries, (entry) => queues.store.remove(queue.name, [parseReceipt(entry.ReceiptHandle)]));
	},
	ChangeMessageVisibility({ queues }, { QueueUrl, ...entry }) {
		changeVisibility(queues, queues.find(QueueUrl), entry);
		return {};
	},
	ChangeMessageVisibilityBatch({ queues }, { QueueUrl, Entries }) {
		const queue = queues.find(QueueUrl);
		return eachEntry(Entries, (entry) => changeVisibility(queues, queue, entry));
	},
	StartMessageMoveTask({ moveTasks }, input) {
		const given = input.MaxNumberOfMessagesPerSecond !== undefined;
		const rate = given ? within(input, "MaxNumberOfMessagesPerSecond", 1, mostPerSecond, mostPerSecond) : null;
		return { TaskHandle: moveTasks.start(input.SourceArn, input.DestinationArn, rate) };
	},
	ListMessageMoveTasks: ({ moveTasks }, input) => ({
		Results: moveTasks.list(input.SourceArn, within(input, "MaxResults", 1, 10, 1)),
	}),
	CancelMessageMoveTask: ({ moveTasks }, { TaskHandle }) => ({
		ApproximateNumberOfMessagesMoved: moveTasks.cancel(TaskHandle),
	}),
};

const urlOf = (origin: string, name: string) => `${origin}/000000000000/${name}`;

function failure(id: string, fault: SqsFault | undefined): object[] {
	return fault ? [{ Id: id, SenderFault: true, Code: fault.code, Message: fault.message }] : [];
}

function eachEntry(entries: unknown, act: (entry: Input) => void) {
	const successful: object[] = [];
	const failed: object[] = [];
	for (const entry of checkedBatch(entries)) {
		try {
			act(entry);
			successful.push({ Id: entry.Id });
		} catch (fault) {
			if (!(fault instanceof SqsFault)) throw fault;
			failed.push(...failure(entry.Id, fault));
		}
	}
	return { Successful: successful, Failed: failed };
}

function changeVisibility(queues: Queues, queue: QueueRow, entry: Input): void {
	const [number, receiveCount] = parseReceipt(entry.ReceiptHandle);
	const seconds = within(entry, "VisibilityTimeout", 0, 43_200, Number.NaN);
	if (!queues.store.changeVisibility(queue.name, number, receiveCount, seconds)) {
		throw new SqsFault(
			"MessageNotInflight",
			"The message is not in flight.",
			"AWS.SimpleQueueService.MessageNotInflight",
		);
	}
	queues.wake(queue);
}

function newMessage(queues: Queues, queue: QueueRow, input: Input) {
	const delaySeconds = within(input, "DelaySeconds", 0, 900, queues.number(queue, "DelaySeconds"));
	return { body: input.MessageBody as string, attributes: attributesOf(input), delaySeconds };
}
