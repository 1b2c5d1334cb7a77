import { addTally, emptyTally, type Tally } from "./batches.ts";
import { type Drained, waitUntilDrained } from "./drain.ts";
import { weeksTo } from "./move-dates.ts";
import { type Progress, ProgressFile } from "./progress-file.ts";
import { clientFor, countMessages, findDeadLetterQueue } from "./queue.ts";
import { sendFile } from "./send-file.ts";

export interface IngestOptions {
	file: string;
	queueUrl: string;
	/** Where progress is kept. */
	folder: string;
	/** The date before which events are moved, by whole weeks; by default they are not moved. */
	moveTo?: string | undefined;
	/** Forget how far an earlier run got. */
	restart: boolean;
	/** Wait until the queue is drained. */
	wait: boolean;
	stop: AbortSignal;
	patienceMs?: number;
	report: {
		say(text: string): void;
		problem(line: number, text: string): void;
		progress(text: string): void;
	};
}

export interface Ingested {
	tally: Tally;
	/** Undefined if the run did not wait. */
	drained: Drained | undefined;
	/** Whether the whole file was sent. */
	complete: boolean;
}

const concurrency = 12;
const saveEveryMs = 1000;

/** Sends a file of events to a queue, from where an interrupted run of the same file stopped. */
export async function runIngest(options: IngestOptions): Promise<Ingested> {
	const { file, queueUrl, folder, moveTo, restart, wait, stop, report, patienceMs = 60_000 } = options;
	const client = clientFor(queueUrl);
	const kept = await ProgressFile.of(file, queueUrl, folder);
	if (restart) kept.forget();
	const deadLetterQueueUrl = wait ? await findDeadLetterQueue(client, queueUrl) : undefined;
	const progress: Progress = kept.load() ?? {
		file,
		queueUrl,
		tally: emptyTally(),
		weeks: moveTo ? await weeksTo(file, moveTo) : 0,
		startedAt: Date.now(),
		deadBefore: deadLetterQueueUrl ? await countMessages(client, deadLetterQueueUrl) : 0,
	};
	const { tally, weeks } = progress;
	if (tally.lines > 0) report.say(`Continuing after line ${tally.lines} (--restart sends everything again)`);
	if (weeks !== 0) report.say(`Moving all dates by ${weeks} weeks`);

	const before = emptyTally();
	addTally(before, tally);
	const startedAt = Date.now();
	let savedAt = startedAt;
	try {
		await sendFile({
			client,
			queueUrl,
			file,
			tally,
			weeks,
			concurrency,
			stop,
			report: report.problem,
			onProgress() {
				const seconds = Math.max(0.001, (Date.now() - startedAt) / 1000);
				const rate = Math.round((tally.sent - before.sent) / seconds);
				report.progress(`sent ${tally.sent.toLocaleString("en")} events, ${rate.toLocaleString("en")}/s`);
				if (Date.now() - savedAt < saveEveryMs) return;
				savedAt = Date.now();
				kept.save(progress);
			},
		});
	} catch (cause) {
		kept.save(progress);
		const { message, name } = cause as Error;
		throw new Error(`${message || name}\nStopped after line ${tally.lines}: the same command continues from there`, {
			cause,
		});
	}
	if (stop.aborted) {
		kept.save(progress);
		return { tally, drained: undefined, complete: false };
	}
	kept.forget();
	report.say(`Sent ${(tally.sent - before.sent).toLocaleString("en")} events in ${secondsSince(startedAt)}`);
	if (!deadLetterQueueUrl) return { tally, drained: undefined, complete: true };
	const drained = await waitUntilDrained({
		client,
		queueUrl,
		deadLetterQueueUrl,
		patienceMs,
		stop,
		deadBefore: progress.deadBefore,
		startedAt: progress.startedAt,
		onProgress: (waiting) => report.progress(`waiting for ${waiting.toLocaleString("en")} events to be taken in`),
	});
	if (drained.waiting === 0) report.say(`All taken in after ${secondsSince(startedAt)}`);
	return { tally, drained, complete: true };
}

const secondsSince = (time: number) => `${((Date.now() - time) / 1000).toFixed(1)} s`;
