import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import { type Bundle, bundleFunctions, maxKilobytes } from "../../esbuild.config.mjs";
import type { DataFolder } from "../../local/data-folder.ts";
import { startS3 } from "../../local/engines/s3.ts";
import { choosePorts } from "../../local/ports.ts";
import { createBucket } from "../../shared/platform/bucket.ts";
import { dynamodbEndpoint } from "./dynamodb-endpoint.ts";
import { folderRoot } from "./folder-root.ts";
import { startMailSink } from "./mail-sink.ts";
import { type Asked, startService } from "./sts.ts";
import { createWorld, region } from "./world.ts";

/**
 * Bundles and the services that they use: a table, buckets, a mail sink, and stand-ins of Step Functions, SQS and
 * EventBridge that only record requests.
 */
export async function createBundleWorld() {
	const folder = mkdtempSync(join(folderRoot(), "rireki-bundles-"));
	const { port } = await choosePorts(["port"], {});
	const [ses, s3, stepFunctions, bus, queue, world] = await Promise.all([
		startMailSink(),
		startS3({ file: (name) => join(folder, name) } as DataFolder, port, ["exports", "recordings", "packs", "seals"]),
		startService(stepFunctionsAnswer),
		startService(() => ({ status: 200, body: JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: "1" }] }) })),
		startService(() => ({ status: 200, body: JSON.stringify({ Successful: [], Failed: [] }) })),
		createWorld({ now: new Date().toISOString() }),
	]);
	const env = {
		AWS_REGION: region,
		AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID,
		AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY,
		...(process.env.AWS_SESSION_TOKEN ? { AWS_SESSION_TOKEN: process.env.AWS_SESSION_TOKEN } : {}),
		TABLE_NAME: world.tableName,
		DYNAMODB_ENDPOINT: dynamodbEndpoint(),
		RECORDINGS_BUCKET: "recordings",
		EXPORTS_BUCKET: "exports",
		PACKS_BUCKET: "packs",
		S3_ENDPOINT: s3.url,
		ASYNC_SEARCH_STATE_MACHINE_ARN: "arn:aws:states:ap-northeast-1:000000000000:stateMachine:test",
		STEPFUNCTIONS_ENDPOINT: stepFunctions.url,
		INTAKE_QUEUE_URL: "http://127.0.0.1:9/1/intake",
		INTAKE_DEAD_LETTER_QUEUE_URL: "http://127.0.0.1:9/1/dead-letters",
		RETENTION_QUEUE_URL: `${queue.url}/1/retention`,
		SQS_ENDPOINT: queue.url,
		EVENT_BUS_NAME: "rireki",
		TRAIL_SEALS_BUCKET: "seals",
		EVENTBRIDGE_ENDPOINT: bus.url,
		MAIL_FROM: "Rireki <no-reply@rireki.example>",
		SES_ENDPOINT: ses.endpoint,
		CONSOLE_URL: "https://rireki.example/console",
		CURSOR_KEY: Buffer.alloc(32, 7).toString("base64"),
	};

	return {
		world,
		env,
		ses,
		files: createBucket({ region, endpoint: s3.url, bucket: "exports" }),
		recordings: createBucket({ region, endpoint: s3.url, bucket: "recordings" }),
		/** The JSON of the requests to EventBridge and, in `sent`, to SQS. */
		published: () => bus.asked.map(({ body }) => JSON.parse(body)),
		sent: () => queue.asked.map(({ body }) => JSON.parse(body)),
		/** The JSON of the requests to Step Functions. */
		executions: () => stepFunctions.asked.map(({ body }): { name?: string; executionArn?: string } => JSON.parse(body)),
		/** Makes the bundles that are invoked afterwards. */
		build: (names: string[]) => bundleFunctions(names, folder),

		/** Runs a bundle as Lambda does: in a process of its own, with only its environment. */
		// biome-ignore lint/suspicious/noExplicitAny: each function has its own answer
		async invoke(name: string, event: object): Promise<any> {
			const script = join(folder, "invoke.mjs");
			const file = pathToFileURL(join(folder, name, "index.mjs"));
			writeFileSync(
				script,
				`console.log(JSON.stringify(await (await import("${file}")).handler(${JSON.stringify(event)})) ?? null);`,
			);
			const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "pipe"], env });
			const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
			console.error(errors);
			// Log lines come before the answer.
			return JSON.parse(output.trim().split("\n").at(-1) ?? "");
		},

		async stop(): Promise<void> {
			for (const service of [stepFunctions, bus, queue]) service.stop();
			await Promise.all([ses.stop(), s3.stop()]);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Finds no execution, and accepts every start and stop. */
function stepFunctionsAnswer({ body }: Asked): { status: number; body: string } {
	const { name, cause } = JSON.parse(body);
	if (name === undefined && cause === undefined) {
		return { status: 400, body: JSON.stringify({ __type: "ExecutionDoesNotExist", message: "none" }) };
	}
	return { status: 200, body: JSON.stringify({ executionArn: "arn", startDate: 1, stopDate: 2 }) };
}

/** Fails if a bundle is too large, or contains what its function never uses. */
export function expectSmall(name: string, { bytes, modules }: Bundle): void {
	expect(bytes / 1024).toBeLessThan(maxKilobytes(name));
	// Schemas of answers are for the OpenAPI document and the tests; in a bundle they would slow down every start.
	expect(modules.filter((path) => path.endsWith("/answer.ts"))).toEqual([]);
}

/** Whether a function belongs to the asynchronous search; those have their own test. */
export function isOfAsyncSearch(name: string): boolean {
	return /^workflow\/|async-search|^events\/(?:sweep|execution-closed)$/.test(name);
}
