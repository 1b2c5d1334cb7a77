import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { bundleFunction, functionNames } from "../../esbuild.config.mjs";
import { accountSaved, basicTenant, batchSaved, callCompleted, recordingStored } from "../support/events.ts";
import { type MailSink, startMailSink } from "../support/mail-sink.ts";
import { createWorld, region, toEvent, type World } from "../support/world.ts";

const folder = mkdtempSync(join(tmpdir(), "rireki-bundles-"));
let world: World;
let ses: MailSink;

beforeAll(async () => {
	const later = { time: "2026-11-02T09:00:00+09:00" };
	ses = await startMailSink();
	world = await createWorld({ now: new Date().toISOString() });
	const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
	await world.takeIn(...basicTenant());
	await world.takeIn(accountSaved({ accountId: "ag01", email: "ag01@example.com" }, later));
	const dates = { startsOn: "2026-11-01", endsOn: "2099-12-31" };
	await world.takeIn(batchSaved({ batchId: "b01", ...dates }, later));
	await world.takeIn(batchSaved({ batchId: "b02", campaignId: "c02", ...dates }, later));
	const calledAt = `${today}T00:00:01+09:00`;
	await world.takeIn(callCompleted({ callId: "x-1", calledAt }), recordingStored("x-1"));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
	return ses.stop();
});

/** Runs a bundle as Lambda does: in a process of its own, with nothing but its environment. */
async function invoke(name: string, event: object): Promise<{ statusCode: number; body: string }> {
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
			INTAKE_QUEUE_URL: "http://127.0.0.1:9/1/intake",
			INTAKE_DEAD_LETTER_QUEUE_URL: "http://127.0.0.1:9/1/dead-letters",
			MAIL_FROM: "Rireki <no-reply@rireki.example>",
			SES_ENDPOINT: ses.endpoint,
			CONSOLE_URL: "https://rireki.example/console",
			CURSOR_KEY: Buffer.alloc(32, 7).toString("base64"),
		},
	});
	return JSON.parse(await text(child.stdout));
}

const requests: Record<string, object> = {
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
};

test.each(functionNames())("%s: the bundle is small enough, and does its work", async (name) => {
	const { outputs, inputs } = await bundleFunction(name, folder);
	const [bytes = Number.NaN] = Object.entries(outputs).flatMap(([path, output]) =>
		path.endsWith(".mjs") ? output.bytes : [],
	);
	expect(bytes / 1024).toBeLessThan(name === "api/search-call-histories" ? 450 : 700);
	// The answers' schemas are for the document and the tests; a function that holds them pays for them at each start.
	expect(Object.keys(inputs).filter((path) => path.endsWith("/answer.ts"))).toEqual([]);

	const answer = await invoke(name, requests[name] as object);
	if (name === "events/intake") expect(answer).toEqual({ batchItemFailures: [] });
	else if (name === "events/issue-token") expect(JSON.stringify(answer)).toContain('"tenant":"acme"');
	else expect(answer, answer.body).toMatchObject({ statusCode: name === "api/send-test-email" ? 202 : 200 });
});

test("what the bundles wrote is what the functions would have written", async () => {
	const { body } = await world.call("get-call-history", { path: { callId: "x-1" } });
	expect(body).toMatchObject({ memo: "訂正", talkedWith: null, version: 1, updatedBy: "admin" });
	const corrections = await world.call("list-corrections", { path: { callId: "x-1" } });
	expect(corrections.body.items).toHaveLength(1);
	expect((await world.call("get-email")).body).toEqual({ email: "admin@example.com" });
	expect(ses.requests.map((form) => form.get("Destination.ToAddresses.member.1"))).toEqual(["ag01@example.com"]);
	expect((await world.call("get-call-history", { path: { callId: "x-2" } })).body).toMatchObject({ callId: "x-2" });
});
