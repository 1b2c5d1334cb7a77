import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
	CancelMessageMoveTaskCommand,
	CreateQueueCommand,
	DeleteQueueCommand,
	ListMessageMoveTasksCommand,
	ReceiveMessageCommand,
	SendMessageCommand,
	SQSClient,
	StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type DataFolder, openDataFolder } from "../../local/data-folder.ts";
import type { Engine } from "../../local/engines/engine.ts";
import { startSqs } from "../../local/engines/sqs.ts";
import { choosePorts } from "../../local/ports.ts";
import { keptFolder, region } from "./processes.ts";

const arn = (name: string) => `arn:aws:sqs:${region}:000000000000:${name}`;
const kept = keptFolder();
let folder: DataFolder;
let engine: Engine;
let sqs: SQSClient;
let pairs = 0;

async function start(): Promise<void> {
	engine = await startSqs(folder, (await choosePorts(["sqs"], {})).sqs, region);
	sqs = new SQSClient({ endpoint: engine.url, region, useQueueUrlAsEndpoint: false });
}
beforeAll(async () => {
	folder = openDataFolder(kept.path);
	await start();
});
afterAll(async () => {
	await engine.stop();
	folder.release();
	kept.remove();
});

/** Creates a queue that gives a message up after one receive, and its dead-letter queue. @returns their names */
async function createPair(): Promise<{ live: string; dead: string }> {
	const live = `q-${pairs++}`;
	const dead = `${live}-dlq`;
	await sqs.send(new CreateQueueCommand({ QueueName: dead }));
	const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn(dead), maxReceiveCount: 1 });
	await sqs.send(new CreateQueueCommand({ QueueName: live, Attributes: { RedrivePolicy } }));
	return { live, dead };
}

const send = (QueueUrl: string, MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

async function receive(QueueUrl: string) {
	const VisibilityTimeout = 0;
	const options = {
		QueueUrl,
		VisibilityTimeout,
		MaxNumberOfMessages: 10,
		MessageSystemAttributeNames: ["All" as const],
	};
	return (await sqs.send(new ReceiveMessageCommand(options))).Messages ?? [];
}

/** Puts messages into the dead-letter queue as SQS does, by receiving them too often. */
async function giveUp({ live }: { live: string }, ...bodies: string[]): Promise<void> {
	for (const body of bodies) await send(live, body);
	await receive(live);
	expect(await receive(live)).toEqual([]);
}

const move = (SourceArn: string, more: { DestinationArn?: string; MaxNumberOfMessagesPerSecond?: number } = {}) =>
	sqs.send(new StartMessageMoveTaskCommand({ SourceArn, ...more }));

const tasks = async (SourceArn: string, MaxResults?: number) =>
	(await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults }))).Results ?? [];

async function outcome(SourceArn: string) {
	return vi.waitUntil(async () => {
		const [task] = await tasks(SourceArn);
		return task && !["RUNNING", "CANCELLING"].includes(task.Status ?? "") ? task : undefined;
	}, 10_000);
}

test("messages that were given up move back to their source queue as new messages", async () => {
	const pair = await createPair();
	await giveUp(pair, "a", "b");
	const [before] = await receive(pair.dead);
	expect((await move(arn(pair.dead))).TaskHandle).toEqual(expect.any(String));
	const task = await outcome(arn(pair.dead));
	expect(task).toEqual({
		Status: "COMPLETED",
		SourceArn: arn(pair.dead),
		ApproximateNumberOfMessagesMoved: 2,
		ApproximateNumberOfMessagesToMove: 2,
		StartedTimestamp: expect.any(Number),
	});
	const back = await receive(pair.live);
	expect(back.map(({ Body }) => Body)).toEqual(["a", "b"]);
	expect(back[0]?.Attributes?.ApproximateReceiveCount).toBe("1");
	expect(back[0]?.MessageId).not.toBe(before?.MessageId);
	expect(await receive(pair.dead)).toHaveLength(0);
});

test("a message sent directly to the dead-letter queue moves only to a named destination", async () => {
	const pair = await createPair();
	await send(pair.dead, "rejected");
	await move(arn(pair.dead));
	expect(await outcome(arn(pair.dead))).toMatchObject({
		Status: "FAILED",
		FailureReason: "CouldNotDetermineMessageSource",
		ApproximateNumberOfMessagesMoved: 0,
	});
	await move(arn(pair.dead), { DestinationArn: arn(pair.live) });
	expect(await outcome(arn(pair.dead))).toMatchObject({ Status: "COMPLETED", DestinationArn: arn(pair.live) });
	expect(await receive(pair.live)).toMatchObject([{ Body: "rejected" }]);
	expect((await tasks(arn(pair.dead), 10)).map(({ Status }) => Status)).toEqual(["COMPLETED", "FAILED"]);
});

test("a task keeps its rate, is the only one of its queue, survives a restart, and can be cancelled", async () => {
	const pair = await createPair();
	for (const body of ["1", "2", "3", "4", "5", "6"]) await send(pair.dead, body);
	const named = { DestinationArn: arn(pair.live), MaxNumberOfMessagesPerSecond: 1 };
	await move(arn(pair.dead), named);
	await expect(move(arn(pair.dead), named)).rejects.toMatchObject({ name: "InvalidParameterValue" });
	await engine.stop();
	await start();
	const [running] = await tasks(arn(pair.dead));
	expect(running).toMatchObject({ Status: "RUNNING", MaxNumberOfMessagesPerSecond: 1 });
	const { TaskHandle } = running ?? {};
	await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
	const { ApproximateNumberOfMessagesMoved: moved = 0, ...task } = await outcome(arn(pair.dead));
	expect(task).toMatchObject({ Status: "CANCELLED", ApproximateNumberOfMessagesToMove: 6 });
	expect(task.TaskHandle).toBeUndefined();
	expect((await receive(pair.live)).length).toBe(moved);
	expect(await receive(pair.dead)).toHaveLength(6 - moved);
	await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toMatchObject({
		name: "UnsupportedOperation",
	});
});

test("a task fails if the messages' source queue was deleted", async () => {
	const pair = await createPair();
	await giveUp(pair, "a");
	const other = await createPair();
	await sqs.send(
		new CreateQueueCommand({
			QueueName: `${pair.live}-other`,
			Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(pair.dead), maxReceiveCount: 1 }) },
		}),
	);
	await sqs.send(new DeleteQueueCommand({ QueueUrl: pair.live }));
	await move(arn(pair.dead));
	expect(await outcome(arn(pair.dead))).toMatchObject({ FailureReason: "AWS.SimpleQueueService.NonExistentQueue" });
	expect(await tasks(arn(other.dead))).toEqual([]);
});

test("invalid requests are refused with the service's error names", async () => {
	const { live, dead } = await createPair();
	const refused = [
		[() => move(arn(live), { DestinationArn: arn(dead) }), "InvalidParameterValue", 400],
		[() => move(arn("nobody")), "ResourceNotFoundException", 404],
		[() => move("nobody"), "InvalidParameterValue", 400],
		[() => move(arn(dead), { DestinationArn: arn("nobody") }), "ResourceNotFoundException", 404],
		[() => move(arn(dead), { DestinationArn: arn(dead) }), "InvalidParameterValue", 400],
		[() => move(arn(dead), { MaxNumberOfMessagesPerSecond: 501 }), "InvalidParameterValue", 400],
		[() => tasks(arn(dead), 11), "InvalidParameterValue", 400],
		[() => sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: "x" })), "InvalidParameterValue", 400],
	] as const;
	for (const [request, name, httpStatusCode] of refused) {
		await expect(request()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
	}
});

/** Whether an AWS CLI is installed to test with. */
const cli = await promisify(execFile)("aws", ["--version"]).then(
	() => true,
	() => false,
);

test.skipIf(!cli)("the commands in docs/operations.md do what it says", async () => {
	const pair = await createPair();
	await send(pair.dead, "rejected");
	const aws = async (...args: string[]) => {
		const options = ["--endpoint-url", engine.url, "--region", region, "--output", "json"];
		return JSON.parse((await promisify(execFile)("aws", ["sqs", ...args, ...options])).stdout);
	};
	const source = ["--source-arn", arn(pair.dead)];
	await aws("start-message-move-task", ...source, "--destination-arn", arn(pair.live));
	await outcome(arn(pair.dead));
	expect(await aws("list-message-move-tasks", ...source)).toMatchObject({ Results: [{ Status: "COMPLETED" }] });
	expect(await receive(pair.live)).toHaveLength(1);
});
