import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	ChangeMessageVisibilityCommand,
	CreateQueueCommand,
	DeleteMessageBatchCommand,
	DeleteMessageCommand,
	GetQueueAttributesCommand,
	PurgeQueueCommand,
	ReceiveMessageCommand,
	type ReceiveMessageCommandInput,
	SendMessageBatchCommand,
	SendMessageCommand,
	SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { functions } from "../../infra/functions.ts";
import { queueSpec, retentionPeriodSeconds } from "../../infra/queues.ts";
import { type DataFolder, openDataFolder } from "../../local/data-folder.ts";
import type { Engine } from "../../local/engines/engine.ts";
import { startSqs } from "../../local/engines/sqs.ts";
import { choosePorts } from "../../local/ports.ts";
import { ensureQueues } from "../../local/resources.ts";

const region = "ap-northeast-1";
let folder: DataFolder;
let engine: Engine;
let sqs: SQSClient;
let queues = 0;

beforeAll(async () => {
	process.env.AWS_ACCESS_KEY_ID ??= "local";
	process.env.AWS_SECRET_ACCESS_KEY ??= "local";
	folder = openDataFolder(mkdtempSync(join(tmpdir(), "rireki-")));
	engine = await startSqs(folder, (await choosePorts(["sqs"], {})).sqs, region);
	sqs = new SQSClient({ endpoint: engine.url, region });
});
afterAll(async () => {
	await engine.stop();
	folder.release();
	rmSync(folder.path, { recursive: true });
});

async function createQueue(Attributes: Record<string, string> = {}): Promise<string> {
	const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `queue-${queues++}`, Attributes }));
	return QueueUrl ?? "";
}

const send = (QueueUrl: string, MessageBody: string, DelaySeconds?: number) =>
	sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));

async function receive(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}) {
	const options = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All" as const], ...more };
	return (await sqs.send(new ReceiveMessageCommand(options))).Messages ?? [];
}

async function counts(QueueUrl: string) {
	const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
	return [
		Attributes.ApproximateNumberOfMessages,
		Attributes.ApproximateNumberOfMessagesNotVisible,
		Attributes.ApproximateNumberOfMessagesDelayed,
	].map(Number);
}

describe("a message", () => {
	test("is hidden while it is in flight, and gone once deleted", async () => {
		const queue = await createQueue();
		await send(queue, "履歴");
		const [message] = await receive(queue);
		expect(message).toMatchObject({ Body: "履歴", Attributes: { ApproximateReceiveCount: "1" } });
		expect(Number(message?.Attributes?.SentTimestamp)).toBeGreaterThan(0);
		expect(await receive(queue)).toEqual([]);
		expect(await counts(queue)).toEqual([0, 1, 0]);
		await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: message?.ReceiptHandle }));
		expect(await counts(queue)).toEqual([0, 0, 0]);
	});

	test("reappears with a higher count when its visibility is set to 0; its old receipt deletes nothing", async () => {
		const queue = await createQueue();
		await send(queue, "again");
		const [first] = await receive(queue);
		const QueueUrl = queue;
		const { ReceiptHandle } = first ?? {};
		await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
		const [second] = await receive(queue);
		expect(second?.Attributes?.ApproximateReceiveCount).toBe("2");
		await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
		expect(await counts(queue)).toEqual([0, 1, 0]);
	});

	test("is delayed if the sender asks for it", async () => {
		const queue = await createQueue();
		await send(queue, "later", 900);
		expect(await receive(queue)).toEqual([]);
		expect(await counts(queue)).toEqual([0, 0, 1]);
	});

	test("keeps its attributes", async () => {
		const queue = await createQueue();
		const MessageAttributes = {
			reason: { DataType: "String", StringValue: "理由" },
			bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 255) },
		};
		await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: "x", MessageAttributes }));
		const [message] = await receive(queue, { MessageAttributeNames: ["All"] });
		expect(message?.MessageAttributes?.reason?.StringValue).toBe("理由");
		expect([...(message?.MessageAttributes?.bytes?.BinaryValue ?? [])]).toEqual([0, 255]);
	});

	test("is refused above its queue's maximum size", async () => {
		const queue = await createQueue({ MaximumMessageSize: "1024" });
		await expect(send(queue, "x".repeat(1025))).rejects.toMatchObject({ name: "InvalidParameterValue" });
		await send(queue, "x".repeat(1024));
		expect(await counts(queue)).toEqual([1, 0, 0]);
	});

	test("wakes a receiver that waits for it", async () => {
		const queue = await createQueue();
		const waiting = receive(queue, { WaitTimeSeconds: 20 });
		await send(queue, "at last");
		expect(await waiting).toMatchObject([{ Body: "at last" }]);
	});

	test("moves to the dead-letter queue after being received too often", async () => {
		const dead = await createQueue();
		const { Attributes } = await sqs.send(
			new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ["QueueArn"] }),
		);
		const policy = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 2 };
		const queue = await createQueue({ RedrivePolicy: JSON.stringify(policy) });
		await send(queue, "hopeless");
		for (const _ of [1, 2]) expect(await receive(queue, { VisibilityTimeout: 0 })).toHaveLength(1);
		expect(await receive(queue)).toEqual([]);
		expect(await receive(dead)).toMatchObject([{ Body: "hopeless" }]);
	});
});

describe("a batch", () => {
	const entries = (bodies: string[]) => bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
	const sendBatch = (QueueUrl: string, bodies: string[]) =>
		sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries(bodies) }));

	test("is sent and deleted at once", async () => {
		const queue = await createQueue();
		expect((await sendBatch(queue, ["a", "b", "c"])).Successful).toHaveLength(3);
		const received = await receive(queue);
		const Entries = received.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
		await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }));
		expect(await counts(queue)).toEqual([0, 0, 0]);
	});

	test("is refused over 10 entries, over 1 MiB, empty, and for a missing queue", async () => {
		const queue = await createQueue();
		await expect(sendBatch(queue, Array(11).fill("x"))).rejects.toThrow("Maximum number of entries");
		await expect(sendBatch(queue, Array(2).fill("x".repeat(600_000)))).rejects.toThrow("cannot be longer");
		await expect(sendBatch(queue, [])).rejects.toThrow();
		await expect(sendBatch(`${queue}-not`, ["x"])).rejects.toMatchObject({ name: "QueueDoesNotExist" });
		expect(await counts(queue)).toEqual([0, 0, 0]);
	});

	test("fails partially if one entry is invalid", async () => {
		const { Successful, Failed } = await sendBatch(await createQueue(), ["good", "\u0000"]);
		expect(Successful).toMatchObject([{ Id: "0" }]);
		expect(Failed).toMatchObject([{ Id: "1", SenderFault: true, Code: "InvalidMessageContents" }]);
	});
});

test("a purge empties the queue", async () => {
	const queue = await createQueue();
	await send(queue, "x");
	await sqs.send(new PurgeQueueCommand({ QueueUrl: queue }));
	expect(await counts(queue)).toEqual([0, 0, 0]);
});

test("the stack's queues match infra/queues.ts, even if they were created differently", async () => {
	await sqs.send(new CreateQueueCommand({ QueueName: "drifted-intake", Attributes: { VisibilityTimeout: "1" } }));
	const made = await ensureQueues(engine.url, region, "drifted");
	const settingsOf = async (QueueUrl: string) =>
		(await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }))).Attributes ?? {};
	for (const [name, live, dead] of [
		["intake", made.queueUrl, made.deadLetterQueueUrl],
		["retention", made.retentionQueueUrl, made.retentionDeadLetterQueueUrl],
	] as const) {
		const { RedrivePolicy = "", ...settings } = await settingsOf(live);
		expect(settings).toMatchObject({
			VisibilityTimeout: String(6 * functions[`events/${name}`].timeoutSeconds),
			DelaySeconds: "0",
			MaximumMessageSize: String(queueSpec(name).maxMessageBytes ?? 1024 * 1024),
			MessageRetentionPeriod: String(retentionPeriodSeconds),
		});
		const { QueueArn, MessageRetentionPeriod } = await settingsOf(dead);
		expect(MessageRetentionPeriod).toBe(String(retentionPeriodSeconds));
		expect(JSON.parse(RedrivePolicy)).toEqual({
			deadLetterTargetArn: QueueArn,
			maxReceiveCount: queueSpec(name).maxReceiveCount,
		});
	}
});

test("queues of a former release get the attributes of this one and keep their messages", async () => {
	const RedrivePolicy = JSON.stringify({
		deadLetterTargetArn: "arn:aws:sqs:ap-northeast-1:0:old-dlq",
		maxReceiveCount: 10,
	});
	const made = await sqs.send(new CreateQueueCommand({ QueueName: "old-retention", Attributes: { RedrivePolicy } }));
	await send(made.QueueUrl ?? "", "x");
	const { retentionQueueUrl } = await ensureQueues(engine.url, region, "old");
	expect(retentionQueueUrl).toBe(made.QueueUrl);
	const { Attributes } = await sqs.send(
		new GetQueueAttributesCommand({ QueueUrl: retentionQueueUrl, AttributeNames: ["All"] }),
	);
	expect(JSON.parse(Attributes?.RedrivePolicy ?? "{}").maxReceiveCount).toBe(120);
	expect([Attributes?.DelaySeconds, Attributes?.ApproximateNumberOfMessages]).toEqual(["0", "1"]);
});

test("the intake's queues can be created again, but not with other attributes", async () => {
	const first = await ensureQueues(engine.url, region, "rireki");
	expect(await ensureQueues(engine.url, region, "rireki")).toEqual(first);
	const differing = new CreateQueueCommand({ QueueName: "rireki-intake", Attributes: { VisibilityTimeout: "1" } });
	await expect(sqs.send(differing)).rejects.toThrow("different value");
});

test("a queue's URL shows its messages and counts their reasons", async () => {
	const queue = await createQueue();
	const MessageAttributes = { reason: { DataType: "String", StringValue: "unknown-type" } };
	await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: "x", MessageAttributes }));
	const description = await (await fetch(queue)).json();
	expect(description).toMatchObject({ reasons: [{ reason: "unknown-type", count: 1 }], messages: [{ body: "x" }] });
	expect(await counts(queue)).toEqual([1, 0, 0]);
});
