import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { bundleFunction, functionNames } from "../../esbuild.config.mjs";
import type { DataFolder } from "../../local/data-folder.ts";
import type { Engine } from "../../local/engines/engine.ts";
import { startS3 } from "../../local/engines/s3.ts";
import { choosePorts } from "../../local/ports.ts";
import { accountSaved, basicTenant, batchSaved, callCompleted, recordingStored } from "../support/events.ts";
import { type MailSink, startMailSink } from "../support/mail-sink.ts";
import { createWorld, region, toEvent, type World } from "../support/world.ts";

const folder = mkdtempSync(join(tmpdir(), "rireki-bundles-"));
let world: World;
let ses: MailSink;
let s3: Engine;
let stepFunctions: Awaited<ReturnType<typeof startStepFunctionsStub>>;

beforeAll(async () => {
	const later = { time: "2026-11-02T09:00:00+09:00" };
	ses = await startMailSink();
	stepFunctions = await startStepFunctionsStub();
	const { port } = await choosePorts(["port"], {});
	s3 = await startS3({ file: (name) => join(folder, name) } as DataFolder, port, ["exports"]);
	world = await createWorld({ now: new Date().toISOString() });
	const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
	await world.takeIn(...basicTenant());
	await world.takeIn(accountSaved({ accountId: "ag01", email: "ag01@example.com" }, later));
	const dates = { startsOn: "2026-11-01", endsOn: "2099-12-31" };
	await world.takeIn(batchSaved({ batchId: "b01", ...dates }, later));
	await world.takeIn(batchSaved({ batchId: "b02", campaignId: "c02", ...dates }, later));
	const calledAt = `${today}T00:00:01+09:00`;
	await world.takeIn(callCompleted({ callId: "x-1", calledAt }), recordingStored("x-1"));
	await prepareSearches();
});
afterAll(async () => {
	stepFunctions.stop();
	await Promise.all([ses.stop(), s3.stop()]);
	rmSync(folder, { recursive: true, force: true });
});

/** Runs a bundle as Lambda does: in a process of its own, with nothing but its environment. */
// biome-ignore lint/suspicious/noExplicitAny: each function answers in its own way
async function invoke(name: string, event: object): Promise<any> {
	const script = join(folder, "invoke.mjs");
	const file = pathToFileURL(join(folder, name, "index.mjs"));
	writeFileSync(
		script,
		`console.log(JSON.stringify(await (await import("${file}")).handler(${JSON.stringify(event)})));`,
	);
	const child = spawn(process.execPath, [script], {
		stdio: ["ignore", "pipe", "inherit"],
		env: {
			AWS_REGION: region,
			AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID,
			AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY,
			...(process.env.AWS_SESSION_TOKEN ? { AWS_SESSION_TOKEN: process.env.AWS_SESSION_TOKEN } : {}),
			TABLE_NAME: world.tableName,
			DYNAMODB_ENDPOINT: inject("dynamodbEndpoint"),
			RECORDINGS_BUCKET: "recordings",
			EXPORTS_BUCKET: "exports",
			S3_ENDPOINT: s3.url,
			ASYNC_SEARCH_STATE_MACHINE_ARN: "arn:aws:states:ap-northeast-1:000000000000:stateMachine:test",
			STEPFUNCTIONS_ENDPOINT: stepFunctions.endpoint,
			INTAKE_QUEUE_URL: "http://127.0.0.1:9/1/intake",
			INTAKE_DEAD_LETTER_QUEUE_URL: "http://127.0.0.1:9/1/dead-letters",
			MAIL_FROM: "Rireki <no-reply@rireki.example>",
			SES_ENDPOINT: ses.endpoint,
			CONSOLE_URL: "https://rireki.example/console",
			CURSOR_KEY: Buffer.alloc(32, 7).toString("base64"),
		},
	});
	// Log lines come before it.
	return JSON.parse((await text(child.stdout)).trim().split("\n").at(-1) ?? "");
}

/** Answers of Step Functions, as far as these functions ask: one execution that runs. */
async function startStepFunctionsStub() {
	const started: string[] = [];
	const server = createServer(async (request, response) => {
		const { name } = JSON.parse(await text(request));
		if (name) started.push(name);
		const execution = { executionArn: "arn", startDate: Date.now() / 1000, stopDate: 0, status: "RUNNING" };
		response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(execution));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as { port: number };
	return { endpoint: `http://127.0.0.1:${port}`, started, stop: () => server.close() };
}

const conditions = { period: { from: "2020-01-01T00:00", to: "2029-12-31T24:00" } };
/** Searches that were made before: one to look at, one to delete, one that is completed, one that has failed. */
let searches: Record<"open" | "doomed" | "completed" | "failed", string>;

async function prepareSearches(): Promise<void> {
	const ids: string[] = [];
	for (let index = 0; index < 4; index++) {
		ids.push((await world.call("create-async-search", { body: { conditions } })).body.asyncSearchId);
	}
	const [open = "", doomed = "", completed = "", failed = ""] = ids;
	await world.workflow.run(completed);
	await world.deps.asyncSearches.markFailed(
		{ tenantId: "acme", accountId: "admin", asyncSearchId: failed, run: 1 },
		"busy",
		0,
	);
	searches = { open, doomed, completed, failed };
}

const ofSearch = (name: keyof typeof searches) => toEvent({ path: { asyncSearchId: searches[name] } });
const requests: () => Record<string, object> = () => ({
	"api/create-async-search": toEvent({ body: { conditions } }),
	"api/list-async-searches": toEvent({}),
	"api/get-async-search": ofSearch("open"),
	"api/delete-async-search": ofSearch("doomed"),
	"api/open-async-search-file": ofSearch("completed"),
	"api/rerun-async-search": ofSearch("failed"),
	"events/sweep": {},
	"events/execution-closed": {
		detail: {
			status: "ABORTED",
			input: JSON.stringify({
				search: { tenantId: "acme", accountId: "admin", asyncSearchId: searches.doomed, run: 1 },
			}),
		},
	},
	"api/get-me": toEvent({}),
	"api/get-email": toEvent({}),
	"api/set-email": toEvent({ body: { email: "admin@example.com" } }),
	"api/send-test-email": toEvent({ account: "ag01" }),
	"api/get-search-options": toEvent({}),
	"api/search-call-histories": toEvent({ body: { period: { from: "2020-01-01T00:00", to: "2029-12-31T24:00" } } }),
	"api/get-call-history": toEvent({ path: { callId: "x-1" } }),
	"api/correct-call-history": toEvent({
		path: { callId: "x-1" },
		headers: { "if-match": '"0"' },
		body: { memo: "訂正", talkedWith: null },
	}),
	"api/list-corrections": toEvent({ path: { callId: "x-1" } }),
	"api/open-recording": toEvent({ path: { callId: "x-1" } }),
	"events/issue-token": {
		request: { userAttributes: { "custom:tenant": "acme", "custom:account": "sv01", "custom:role": "supervisor" } },
	},
	"events/intake": {
		Records: [
			{
				messageId: "m-1",
				receiptHandle: "r-1",
				body: JSON.stringify(callCompleted({ callId: "x-2", batchId: "b02", campaignId: "c02" })),
				attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) },
			},
		],
	},
});

/** In KB. A task starts while nobody waits; the deletion holds the clients of three services. */
function largestBundle(name: string): number {
	if (name === "api/search-call-histories") return 450;
	return name.startsWith("api/") && name !== "api/delete-async-search" ? 700 : 800;
}

test.each(functionNames())("%s: the bundle is small enough, and does its work", async (name) => {
	const { outputs, inputs } = await bundleFunction(name, folder);
	const [bytes = Number.NaN] = Object.entries(outputs).flatMap(([path, output]) =>
		path.endsWith(".mjs") ? output.bytes : [],
	);
	expect(bytes / 1024).toBeLessThan(largestBundle(name));
	// The answers' schemas are for the document and the tests; a function that holds them pays for them at each start.
	expect(Object.keys(inputs).filter((path) => path.endsWith("/answer.ts"))).toEqual([]);

	// Tasks need each other's work: the test behind this one runs them in their order.
	if (name.startsWith("workflow/")) return;
	const answer = await invoke(name, requests()[name] as object);
	if (name === "events/sweep") expect(answer).toEqual({ settled: 0, deletedFiles: 0 });
	else if (name === "events/execution-closed") expect(answer).toBe(null);
	else if (name === "events/intake") expect(answer).toEqual({ batchItemFailures: [] });
	else if (name === "events/issue-token") expect(JSON.stringify(answer)).toContain('"tenant":"acme"');
	else expect(answer, answer.body).toMatchObject({ statusCode: statuses[name] ?? 200 });
});

const statuses: Record<string, number> = {
	"api/send-test-email": 202,
	"api/create-async-search": 202,
	"api/rerun-async-search": 202,
	"api/delete-async-search": 204,
};

test("the bundles of the workflow make a file, and tell how it ends", async () => {
	const search = { tenantId: "acme", accountId: "admin", asyncSearchId: searches.open, run: 1 };
	expect(await invoke("workflow/mark-processing", { search })).toBe(null);
	const plan = await invoke("workflow/plan-partitions", { search });
	expect(plan).toEqual({ partitions: [{ index: 0 }] });
	const exported = await invoke("workflow/export-partition", { search, partition: { index: 0 } });
	const file = await invoke("workflow/assemble-file", { search, plan });
	expect(file).toMatchObject({ rowCount: exported.rows, replacedCount: 0 });
	expect(await invoke("workflow/mark-completed", { search, file })).toBe(null);
	const { body } = await world.call("get-async-search", { path: { asyncSearchId: searches.open } });
	expect(body).toMatchObject({ state: "completed", ...file });
	expect(await invoke("workflow/send-outcome-mail", { search })).toBe(null);
	const failed = { ...search, asyncSearchId: searches.failed, run: 2 };
	expect(await invoke("workflow/mark-failed", { search: failed, error: { Error: "States.Timeout" } })).toBe(null);
	const after = await world.call("get-async-search", { path: { asyncSearchId: searches.failed } });
	expect(after.body.failure.code).toBe("timed-out");
	expect(stepFunctions.started).toContain(`${searches.failed}-run-2`);
});

test("what the bundles wrote is what the functions would have written", async () => {
	const { body } = await world.call("get-call-history", { path: { callId: "x-1" } });
	expect(body).toMatchObject({ memo: "訂正", talkedWith: null, version: 1, updatedBy: "admin" });
	const corrections = await world.call("list-corrections", { path: { callId: "x-1" } });
	expect(corrections.body.items).toHaveLength(1);
	expect((await world.call("get-email")).body).toEqual({ email: "admin@example.com" });
	expect(ses.requests.map((form) => form.get("Destination.ToAddresses.member.1"))).toEqual([
		"ag01@example.com",
		"admin@example.com",
	]);
	expect((await world.call("get-call-history", { path: { callId: "x-2" } })).body).toMatchObject({ callId: "x-2" });
});
