import { type MessageAttributes, md5, md5OfAttributes, sizeOf } from "./digest.ts";
import { invalid, SqsFault } from "./fault.ts";
import type { MessageRow, QueueRow } from "./queue-store.ts";
import type { Queues } from "./queues.ts";
import { formatReceipt, parseReceipt } from "./receipt.ts";

/** A request's parameters, as unchecked as they came. */
// biome-ignore lint/suspicious/noExplicitAny: each action checks what it uses
export type Input = Record<string, any>;

export interface Call {
	queues: Queues;
	/** Where the caller reached the server, for the URLs that it is given. */
	origin: string;
	/** Aborted when the caller hangs up. */
	gone: AbortSignal;
}

type Action = (call: Call, input: Input) => object | Promise<object>;

const maxBytes = 1024 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are refused by the service
const refusedCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

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
		const fault = faultOf(input);
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
		const good = entries.filter((entry) => !faultOf(entry));
		const ids = queues.add(
			queue,
			good.map((entry) => newMessage(queues, queue, entry)),
		);
		return {
			Successful: good.map((entry, index) => ({ Id: entry.Id, ...sent(ids[index], entry) })),
			Failed: entries.flatMap((entry) => failure(entry.Id, faultOf(entry))),
		};
	},
	async ReceiveMessage({ queues, gone }, input) {
		const queue = queues.find(input.QueueUrl);
		const count = within(input, "MaxNumberOfMessages", 1, 10, 1);
		const hide = within(input, "VisibilityTimeout", 0, 43_200, queues.seconds(queue, "VisibilityTimeout"));
		const wait = within(input, "WaitTimeSeconds", 0, 20, queues.seconds(queue, "ReceiveMessageWaitTimeSeconds"));
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
};

const urlOf = (origin: string, name: string) => `${origin}/000000000000/${name}`;
const attributesOf = (input: Input): MessageAttributes => input.MessageAttributes ?? {};

function wants(names: string[], name: string): boolean {
	return names.some((wanted) => wanted === "All" || wanted === name || wanted === ".*" || prefixes(wanted, name));
}

const prefixes = (wanted: string, name: string) => wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -1));

function within(input: Input, name: string, least: number, most: number, otherwise: number): number {
	const value = Number(input[name] ?? otherwise);
	if (Number.isInteger(value) && value >= least && value <= most) return value;
	throw invalid(`Value ${input[name]} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}.`);
}

function newMessage(queues: Queues, queue: QueueRow, input: Input) {
	const delaySeconds = within(input, "DelaySeconds", 0, 900, queues.seconds(queue, "DelaySeconds"));
	return { body: input.MessageBody as string, attributes: attributesOf(input), delaySeconds };
}

function faultOf(input: Input): SqsFault | undefined {
	const { MessageBody: body } = input;
	if (typeof body !== "string" || body === "") {
		return new SqsFault("MissingParameter", "The request must contain the parameter MessageBody.");
	}
	if (refusedCharacters.test(body)) return new SqsFault("InvalidMessageContents", "Invalid characters found.");
	if (sizeOf(body, attributesOf(input)) > maxBytes) {
		return invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`);
	}
	return undefined;
}

function checkedBatch(entries: unknown): Input[] {
	if (!Array.isArray(entries) || entries.length === 0) {
		throw new SqsFault(
			"EmptyBatchRequest",
			"There should be at least one entry.",
			"AWS.SimpleQueueService.EmptyBatchRequest",
		);
	}
	if (entries.length > 10) {
		throw new SqsFault(
			"TooManyEntriesInBatchRequest",
			"Maximum number of entries per request are 10.",
			"AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
		);
	}
	if (new Set(entries.map((entry) => entry.Id)).size < entries.length) {
		throw new SqsFault(
			"BatchEntryIdsNotDistinct",
			"Two or more batch entries in the request have the same Id.",
			"AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
		);
	}
	return entries;
}

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

function sent(id: string | undefined, input: Input): object {
	return {
		MessageId: id,
		MD5OfMessageBody: md5(input.MessageBody),
		MD5OfMessageAttributes: md5OfAttributes(attributesOf(input)),
	};
}

function received(row: MessageRow, input: Input): object {
	const system = {
		SenderId: "000000000000",
		SentTimestamp: String(row.sent_at),
		ApproximateReceiveCount: String(row.receive_count),
		ApproximateFirstReceiveTimestamp: String(row.first_received_at),
	};
	const systemNames = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
	const attributes = Object.fromEntries(
		Object.entries(JSON.parse(row.attributes ?? "{}") as MessageAttributes).filter(([name]) =>
			wants(input.MessageAttributeNames ?? [], name),
		),
	);
	const hasAttributes = Object.keys(attributes).length > 0;
	return {
		MessageId: row.id,
		ReceiptHandle: formatReceipt(row.number, row.receive_count),
		Body: row.body,
		MD5OfBody: md5(row.body),
		...(systemNames.length > 0 && {
			Attributes: Object.fromEntries(Object.entries(system).filter(([name]) => wants(systemNames, name))),
		}),
		...(hasAttributes && { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }),
	};
}
