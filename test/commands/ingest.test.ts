import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Batch, emptyTally } from "../../commands/ingest/batches.ts";
import { clientFor } from "../../commands/ingest/queue.ts";
import { type IngestOptions, runIngest } from "../../commands/ingest/run.ts";
import { sendBatch } from "../../commands/ingest/send-batch.ts";
import { exitCode, summarise } from "../../commands/ingest/summary.ts";
import { openDataFolder } from "../../local/data-folder.ts";
import { startSqs } from "../../local/engines/sqs.ts";
import { choosePorts } from "../../local/ports.ts";
import { ensureQueues } from "../../local/resources.ts";
import type { QueueDescription } from "../../local/sqs/inspect.ts";
import { run, spawnStack, temporaryFolder } from "../local/processes.ts";

const region = "ap-northeast-1";
process.env.AWS_ACCESS_KEY_ID ??= "local";
process.env.AWS_SECRET_ACCESS_KEY ??= "local";

async function startQueues() {
	const folder = openDataFolder(temporaryFolder());
	const engine = await startSqs(folder, (await choosePorts(["sqs"], {})).sqs, region);
	let running = true;
	const stop = async () => {
		if (!running) return;
		running = false;
		await engine.stop();
		folder.release();
	};
	onTestFinished(stop);
	return { ...(await ensureQueues(engine.url, region, "rireki")), stop };
}

function write(content: string | Buffer, name = "events.ndjson"): string {
	const file = join(temporaryFolder(), name);
	writeFileSync(file, content);
	return file;
}

/** Runs an ingest that does not wait for the queue, and collects its reports. */
async function ingest(options: Pick<IngestOptions, "file" | "queueUrl"> & Partial<IngestOptions>) {
	const problems: string[] = [];
	const said: string[] = [];
	const result = await runIngest({
		folder: temporaryFolder(),
		restart: false,
		wait: false,
		stop: new AbortController().signal,
		report: {
			say: (text) => said.push(text),
			problem: (line, text) => problems.push(`${line}: ${text}`),
			progress: () => {},
		},
		...options,
	});
	return { ...result, problems, said };
}

const describeQueue = async (queueUrl: string) => (await (await fetch(queueUrl)).json()) as QueueDescription;
const bodiesIn = async (queueUrl: string) => (await describeQueue(queueUrl)).messages.map(({ body }) => body);

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `{"id":"e-${index}"}`);

describe("reading a file", () => {
	test("sends each line without byte order mark, spaces and line end, and skips blank ones", async () => {
		const { queueUrl } = await startQueues();
		const file = write('\uFEFF{"id":"a"}\r\n  {"id":"履歴"}  \n\n{"id":"c"}');
		const { tally } = await ingest({ file, queueUrl });
		expect(await bodiesIn(queueUrl)).toEqual(['{"id":"a"}', '{"id":"履歴"}', '{"id":"c"}']);
		expect(tally).toEqual({ ...emptyTally(), lines: 4, blank: 1, sent: 3 });
	});

	test("recognises gzip by its content, also in several members", async () => {
		const { queueUrl } = await startQueues();
		const file = write(Buffer.concat([gzipSync('{"id":"a"}\n{"i'), gzipSync('d":"b"}\n')]));
		await ingest({ file, queueUrl });
		expect(await bodiesIn(queueUrl)).toEqual(['{"id":"a"}', '{"id":"b"}']);
		const plain = write('{"id":"c"}\n', "named.gz");
		await ingest({ file: plain, queueUrl });
		expect(await bodiesIn(queueUrl)).toContain('{"id":"c"}');
	});

	test("reports the lines that it cannot send, sends the rest, and counts each line once", async () => {
		const { queueUrl } = await startQueues();
		const lines = [
			'{"id":"a"}',
			"{oops",
			"",
			Buffer.of(0x22, 0xff, 0x22),
			`"${"x".repeat(1024 * 1024)}"`,
			'{"id":"b"}',
		];
		const file = write(Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from("\n")]))));
		const { tally, problems } = await ingest({ file, queueUrl });
		expect(await bodiesIn(queueUrl)).toEqual(['{"id":"a"}', '{"id":"b"}']);
		expect(problems.map((problem) => problem.slice(0, 12))).toEqual(["2: not JSON:", "4: not JSON:", "5: longer th"]);
		const { lines: all, ...parts } = tally;
		expect(all).toBe(6);
		expect(Object.values(parts).reduce((sum, part) => sum + part)).toBe(all);
		expect(exitCode(tally, undefined)).toBe(1);
	});

	test("keeps batches within the queue's limit", async () => {
		const { queueUrl } = await startQueues();
		const large = Array.from({ length: 7 }, (_, index) => JSON.stringify({ id: index, pad: "履".repeat(150_000) }));
		const { tally } = await ingest({ file: write(large.join("\n")), queueUrl });
		expect(tally.sent).toBe(7);
	});

	test("reports a compressed file that ends too early, and the line that it reached", async () => {
		const { queueUrl } = await startQueues();
		const whole = gzipSync(numbered(5000).join("\n"));
		const file = write(whole.subarray(0, whole.length - 100));
		await expect(ingest({ file, queueUrl })).rejects.toThrow(/unexpected end of file\nStopped after line \d+/);
	});

	test("reports a missing file, and a folder in place of a file", async () => {
		const { queueUrl } = await startQueues();
		await expect(ingest({ file: "/nowhere/events.ndjson", queueUrl })).rejects.toThrow("no such file");
		await expect(ingest({ file: temporaryFolder(), queueUrl })).rejects.toThrow(/not a file|directory/);
	});
});

describe("an interrupted run", () => {
	test("is continued by the next one after the last line up to which all were acknowledged", async () => {
		const { queueUrl } = await startQueues();
		const folder = temporaryFolder();
		const file = write(`oops\n${numbered(2000).join("\n")}\n`);
		const stop = new AbortController();
		const report = { say: () => {}, problem: () => {}, progress: () => stop.abort() };
		const first = await ingest({ file, queueUrl, folder, stop: stop.signal, report });
		expect(first.complete).toBe(false);
		expect(first.tally.lines).toBeGreaterThan(0);
		expect(first.tally.lines).toBeLessThan(2001);

		const second = await ingest({ file: write(`oops\n${numbered(2000).join("\n")}\n`), queueUrl, folder });
		expect(second.said[0]).toContain(`after line ${first.tally.lines}`);
		expect(second.tally).toEqual({ ...emptyTally(), lines: 2001, notJson: 1, sent: 2000 });
		const { attributes } = await describeQueue(queueUrl);
		expect(attributes.ApproximateNumberOfMessages).toBe("2000");
	});

	test("that moves dates continues with the same number of weeks, whatever date is given then", async () => {
		const { queueUrl } = await startQueues();
		const folder = temporaryFolder();
		const lines = numbered(500).map((line) => line.replace("}", ',"time":"2026-11-19T20:00:00+09:00"}'));
		const file = write(lines.join("\n"));
		const stop = new AbortController();
		const report = { say: () => {}, problem: () => {}, progress: () => stop.abort() };
		await ingest({ file, queueUrl, folder, moveTo: "2027-01-01", stop: stop.signal, report });
		const { said, tally } = await ingest({ file, queueUrl, folder, moveTo: "2027-01-08" });
		expect(said).toContain("Moving all dates by 6 weeks");
		expect(tally.sent).toBe(500);
		const times = new Set((await bodiesIn(queueUrl)).map((body) => JSON.parse(body).time));
		expect([...times]).toEqual(["2026-12-31T20:00:00+09:00"]);
	});

	test("is forgotten on request, and once the file has been sent", async () => {
		const { queueUrl } = await startQueues();
		const folder = temporaryFolder();
		const file = write(numbered(500).join("\n"));
		const stop = new AbortController();
		const report = { say: () => {}, problem: () => {}, progress: () => stop.abort() };
		const interrupted = await ingest({ file, queueUrl, folder, stop: stop.signal, report });
		expect(interrupted.complete).toBe(false);
		for (const restart of [true, false]) {
			const { said, tally } = await ingest({ file, queueUrl, folder, restart });
			expect([said.length, tally.sent]).toEqual([1, 500]);
		}
	});

	test("reports the line that it reached when the queue refuses the request", async () => {
		const { queueUrl } = await startQueues();
		const file = write(numbered(20).join("\n"));
		await expect(ingest({ file, queueUrl: `${queueUrl}-not` })).rejects.toThrow(
			"does not exist.\nStopped after line 0: the same command continues from there",
		);
	});
});

describe("a batch", () => {
	const batch = (): Batch => ({
		entries: [1, 2, 3].map((line) => ({ line, body: `${line}` })),
		tally: emptyTally(),
	});

	/** A queue that fails the given entries of each call, or throws the given error. */
	function failing(...answers: (Error | { Id: string; SenderFault: boolean }[])[]) {
		const sent: string[][] = [];
		const send = async (command: SendMessageBatchCommand) => {
			sent.push((command.input.Entries ?? []).map(({ Id }) => Id ?? ""));
			const answer = answers.shift() ?? [];
			if (answer instanceof Error) throw answer;
			return { Failed: answer };
		};
		return { client: { send } as unknown as SQSClient, sent };
	}

	test("is retried only for the entries that the queue could not accept", async () => {
		const { client, sent } = failing([{ Id: "2", SenderFault: false }]);
		const { tally, entries } = batch();
		await sendBatch(client, "http://queue", { tally, entries }, () => {});
		expect(sent).toEqual([["1", "2", "3"], ["2"]]);
		expect(tally.sent).toBe(3);
	});

	test("is retried as a whole when the queue did not answer", async () => {
		const { client, sent } = failing(new Error("ECONNRESET"));
		await sendBatch(client, "http://queue", batch(), () => {});
		expect(sent).toEqual([
			["1", "2", "3"],
			["1", "2", "3"],
		]);
	});

	test("counts and reports entries that the queue refuses permanently", async () => {
		const { client } = failing([{ Id: "3", SenderFault: true }]);
		const problems: number[] = [];
		const { tally, entries } = batch();
		await sendBatch(client, "http://queue", { tally, entries }, (line) => problems.push(line));
		expect([tally.sent, tally.refused, problems]).toEqual([2, 1, [3]]);
	});
});

describe("on the local stack", () => {
	test("the command waits until the queue is drained, and reports what happened to all lines", async () => {
		const dataDir = temporaryFolder();
		await spawnStack(dataDir);
		const file = write([...numbered(250), "not json"].join("\n"));
		const { code, stdout, stderr } = await run("commands/ingest.ts", file, "--data", dataDir);
		expect(stderr).toContain("line 251: not JSON");
		expect(stdout.replaceAll(/ {2,}/g, " ").trim().split("\n")).toEqual([
			"lines read 251",
			" blank 0",
			" not JSON, not sent 1",
			" too large, not sent 0",
			" sent 250",
			" applied 250",
			" dead-lettered 0",
			" still waiting 0",
		]);
		expect(code).toBe(1);
	});

	test("the command stops waiting when events in the queue make no more progress", async () => {
		const { urls } = await spawnStack(temporaryFolder());
		// The stub's intake fails messages with `fail`, which are then hidden for their visibility timeout.
		const file = write('{"id":"a"}\n{"id":"fail"}\n');
		const { tally, drained } = await ingest({ file, queueUrl: urls.queueUrl, wait: true, patienceMs: 1500 });
		expect(drained).toEqual({ waiting: 1, dead: 0, reasons: [] });
		expect(exitCode(tally, drained)).toBe(2);
		expect(summarise(tally, drained)).toMatch(/applied +1\n.*\n +still waiting +1/);
	});

	test("dead-lettered events are counted by reason, without earlier ones", async () => {
		const { queueUrl, deadLetterQueueUrl } = await startQueues();
		const reject = (reason: string) =>
			clientFor(queueUrl).send(
				new SendMessageBatchCommand({
					QueueUrl: deadLetterQueueUrl,
					Entries: [
						{
							Id: "1",
							MessageBody: "{}",
							MessageAttributes: { reason: { DataType: "String", StringValue: reason } },
						},
					],
				}),
			);
		await reject("earlier");
		const report = { say: () => {}, problem: () => {}, progress: () => {} };
		const running = ingest({ file: write('{"id":"a"}\n'), queueUrl, wait: true, patienceMs: 1500, report });
		while ((await bodiesIn(queueUrl)).length === 0);
		await reject("unknown-type");
		const { drained } = await running;
		expect(drained).toEqual({ waiting: 1, dead: 1, reasons: [{ reason: "unknown-type", count: 1 }] });
	});
});
