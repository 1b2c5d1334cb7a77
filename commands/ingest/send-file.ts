import type { SQSClient } from "@aws-sdk/client-sqs";
import { maxMessageBytes } from "../../shared/intake/model.ts";
import { addTally, type Batch, inBatches, type Tally } from "./batches.ts";
import { readLines } from "./lines.ts";
import { sendBatch } from "./send-batch.ts";

export interface SendFile {
	client: SQSClient;
	queueUrl: string;
	file: string;
	/**
	 * The progress of earlier runs, from which this one continues; grows as batches are acknowledged in the file's order.
	 */
	tally: Tally;
	/** By how many weeks the dates of the events are moved. */
	weeks: number;
	concurrency: number;
	/** Ends the run early, after requests in flight. */
	stop: AbortSignal;
	report: (line: number, problem: string) => void;
	onProgress: () => void;
}

/**
 * Sends the file's lines after `tally.lines`.
 * @throws the error that ended the run, after all requests in flight have settled and been counted
 */
export async function sendFile(options: SendFile): Promise<void> {
	const { client, queueUrl, file, tally, weeks, concurrency, stop, report, onProgress } = options;
	const waiting: { batch: Batch; done: boolean }[] = [];
	const inFlight = new Set<Promise<void>>();
	const failures: unknown[] = [];

	async function send(batch: Batch): Promise<void> {
		const place = { batch, done: false };
		waiting.push(place);
		try {
			await sendBatch(client, queueUrl, batch, report);
			place.done = true;
		} catch (cause) {
			failures.push(cause);
		}
		// Only an unbroken sequence from the start counts: the next run continues after it.
		while (waiting[0]?.done) addTally(tally, (waiting.shift() as { batch: Batch }).batch.tally);
		onProgress();
	}

	const lines = readLines(file, maxMessageBytes + 1024);
	try {
		for await (const batch of inBatches(after(lines, tally.lines), report, weeks)) {
			if (stop.aborted || failures.length > 0) break;
			const sending: Promise<void> = send(batch).finally(() => inFlight.delete(sending));
			inFlight.add(sending);
			if (inFlight.size >= concurrency) await Promise.race(inFlight);
		}
	} finally {
		await Promise.all(inFlight);
	}
	if (failures.length > 0) throw failures[0];
}

async function* after<Numbered extends { number: number }>(lines: AsyncIterable<Numbered>, number: number) {
	for await (const line of lines) if (line.number > number) yield line;
}
