import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DataFolder, openDataFolder } from "../../../local/data-folder.ts";
import type { Engine } from "../../../local/engines/engine.ts";
import { startSqs } from "../../../local/engines/sqs.ts";
import { choosePorts } from "../../../local/ports.ts";
import { ensureQueues, type Queues } from "../../../local/resources.ts";
import { maxMessageBytes } from "../../../shared/intake/model.ts";
import { createIntakeQueue, createRetentionQueue } from "../../../shared/platform/queue.ts";
import { region } from "../../support/world.ts";

let folder: DataFolder;
let engine: Engine;
let queues: Queues;

beforeAll(async () => {
	folder = openDataFolder(mkdtempSync(join(tmpdir(), "rireki-")));
	engine = await startSqs(folder, (await choosePorts(["sqs"], {})).sqs, region);
	queues = await ensureQueues(engine.url, region, "sizes");
});
afterAll(async () => {
	await engine.stop();
	folder.release();
	rmSync(folder.path, { recursive: true });
});

async function received(QueueUrl: string, count: number): Promise<Message[]> {
	const client = new SQSClient({ endpoint: engine.url, region });
	const messages: Message[] = [];
	while (messages.length < count) {
		const { Messages = [] } = await client.send(
			new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
		);
		messages.push(...Messages);
	}
	client.destroy();
	return messages;
}

it("passes on records with the longest texts and with characters that SQS does not accept", async () => {
	const { retentionQueueUrl: queueUrl } = queues;
	const texts = ["\u0001", "\u0000\u001f", "\uffff\ufffe", "😀", '"\\'];
	const tasks = Array.from({ length: 25 }, (_, index) => {
		const memo = `${index}${texts[index % texts.length]?.repeat(2490)}`;
		return { kind: "forget-record", item: { m: { S: memo }, R: { S: memo } }, byAge: true };
	});
	await createRetentionQueue({ region, endpoint: engine.url, queueUrl }).send(tasks, 0);
	const bodies = (await received(queueUrl, tasks.length)).map(({ Body = "" }) => JSON.parse(Body));
	const numberOf = ({ item }: (typeof tasks)[number]) => Number.parseInt(item.m.S, 10);
	expect(bodies.sort((a, b) => numberOf(a) - numberOf(b))).toEqual(tasks);
});

it("puts the largest message into the dead-letter queue, whatever characters its reason has", async () => {
	const { queueUrl, deadLetterQueueUrl } = queues;
	const queue = createIntakeQueue({ region, endpoint: engine.url, queueUrl, deadLetterQueueUrl });
	await queue.reject("x".repeat(maxMessageBytes), "invalid-event", `\u0000\uffff\ud800${"あ".repeat(5000)}`);
	const [message] = await received(deadLetterQueueUrl, 1);
	expect(message?.Body).toHaveLength(maxMessageBytes);
	expect(message?.MessageAttributes?.detail?.StringValue).toBe(`\ufffd\ufffd\ufffd${"あ".repeat(997)}`);
});
