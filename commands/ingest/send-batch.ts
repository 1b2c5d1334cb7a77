import { setTimeout as sleep } from "node:timers/promises";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Batch } from "./batches.ts";

/** Waits double each time; about two minutes in all. */
const attempts = 10;
const firstWaitMs = 250;

/**
 * Sends a batch until each entry is accepted or refused for good, and counts both in its tally.
 * @throws if the queue keeps failing, or rejects the request
 */
export async function sendBatch(
	client: SQSClient,
	queueUrl: string,
	batch: Batch,
	report: (line: number, problem: string) => void,
): Promise<void> {
	let left = batch.entries;
	for (let attempt = 1; left.length > 0; attempt++) {
		const failed = await send(client, queueUrl, left).catch((cause) => {
			if (attempt === attempts || isOurFault(cause)) throw cause;
			return left.map(({ line }) => ({ Id: String(line), SenderFault: false, Message: undefined }));
		});
		const again = new Set<number>();
		for (const { Id, SenderFault, Message } of failed) {
			if (!SenderFault) {
				again.add(Number(Id));
				continue;
			}
			batch.tally.refused++;
			report(Number(Id), `refused by the queue: ${Message}`);
		}
		batch.tally.sent += left.length - failed.length;
		left = left.filter(({ line }) => again.has(line));
		if (left.length > 0 && attempt === attempts) throw new Error(`${queueUrl} does not accept line ${left[0]?.line}`);
		if (left.length > 0) await sleep(firstWaitMs * 2 ** (attempt - 1) * (0.5 + Math.random()));
	}
}

async function send(client: SQSClient, queueUrl: string, entries: Batch["entries"]) {
	const { Failed } = await client.send(
		new SendMessageBatchCommand({
			QueueUrl: queueUrl,
			Entries: entries.map(({ line, body }) => ({ Id: String(line), MessageBody: body })),
		}),
	);
	return Failed ?? [];
}

function isOurFault(cause: unknown): boolean {
	const { $fault, $retryable } = cause as { $fault?: string; $retryable?: unknown };
	return $fault === "client" && !$retryable;
}
