import { setTimeout as sleep } from "node:timers/promises";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { QueueDescription } from "../../local/sqs/inspect.ts";
import { countMessages } from "./queue.ts";

export interface Drain {
	client: SQSClient;
	queueUrl: string;
	deadLetterQueueUrl: string;
	/** The number of dead letters before, and since when to look for reasons (epoch milliseconds). */
	deadBefore: number;
	startedAt: number;
	/** How long the number of waiting messages may stay the same. */
	patienceMs: number;
	stop: AbortSignal;
	onProgress: (waiting: number) => void;
}

export interface Drained {
	/** Messages still in the queue, because they wait for others or because the command stopped waiting. */
	waiting: number;
	dead: number;
	reasons: { reason: string | null; count: number }[];
}

const intervalMs = 500;

/** Waits until the queue is empty or no longer shrinks. */
export async function waitUntilDrained(options: Drain): Promise<Drained> {
	const { client, queueUrl, deadLetterQueueUrl, deadBefore, startedAt, patienceMs, stop, onProgress } = options;
	let waiting = await countMessages(client, queueUrl);
	let movedAt = Date.now();
	while (waiting > 0 && !stop.aborted && Date.now() - movedAt < patienceMs) {
		onProgress(waiting);
		await sleep(intervalMs, undefined, { signal: stop }).catch(() => {});
		const now = await countMessages(client, queueUrl);
		if (now !== waiting) movedAt = Date.now();
		waiting = now;
	}
	const dead = Math.max(0, (await countMessages(client, deadLetterQueueUrl)) - deadBefore);
	return { waiting, dead, reasons: dead > 0 ? await readReasons(deadLetterQueueUrl, startedAt) : [] };
}

/** Only the embedded queue shows reasons without receiving the messages. */
async function readReasons(deadLetterQueueUrl: string, since: number): Promise<Drained["reasons"]> {
	try {
		const response = await fetch(`${deadLetterQueueUrl}?since=${since}`);
		return ((await response.json()) as QueueDescription).reasons ?? [];
	} catch {
		return [];
	}
}
