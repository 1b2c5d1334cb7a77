import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test, vi } from "vitest";
import { requestToken } from "../../commands/request-token.ts";
import { clockFrom } from "../../local/clock.ts";
import { choosePorts } from "../../local/ports.ts";
import { startStack } from "../../local/stack.ts";
import { readStackDescription, type StackDescription } from "../../local/stack-description.ts";
import { region, temporaryFolder } from "../local/processes.ts";
import { accountSaved, basicTenant, callCompleted } from "../support/events.ts";

const saved = { time: "2026-11-02T09:00:00+09:00" };
const now = "2026-11-20T16:00:00+09:00";

async function api(urls: StackDescription, method: string, path: string, body?: object) {
	const token = await requestToken(urls.issuer, { tenant: "acme", account: "admin", role: "any" });
	const response = await fetch(urls.api + path, {
		method,
		headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
		...(body ? { body: JSON.stringify(body) } : {}),
	});
	// biome-ignore lint/suspicious/noExplicitAny: the test reads the answer as a client would
	return { status: response.status, body: (response.status === 204 ? null : await response.json()) as any };
}

test("after a stack is killed during exports, its searches end, can be rerun, and leave no file behind", async () => {
	const dataDir = temporaryFolder();
	const { port } = await choosePorts(["port"], {});
	const options = ["--port", String(port), "--data", dataDir, "--empty", "--now", now];
	const child = spawn(process.execPath, ["commands/start.ts", ...options]);
	onTestFinished(() => void child.kill("SIGKILL"));
	await vi.waitUntil(() => existsSync(join(dataDir, "stack.json")), 60_000);
	const urls = readStackDescription(dataDir);
	const sqs = new SQSClient({ endpoint: urls.aws.sqs, region });
	const events = [
		...basicTenant(),
		accountSaved({ accountId: "admin", role: "admin", email: "admin@example.com" }, saved),
		...Array.from({ length: 20 }, (_, index) => callCompleted({ callId: `x-${index}` })),
	];
	for (const event of events) {
		await sqs.send(new SendMessageCommand({ QueueUrl: urls.queueUrl, MessageBody: JSON.stringify(event) }));
	}
	const conditions = { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } };
	const hits = async () => (await api(urls, "POST", "/call-histories/search", conditions)).body.total;
	await vi.waitFor(async () => expect(await hits()).toBe(20), { timeout: 60_000, interval: 200 });

	const posted = await Promise.all(
		Array.from({ length: 3 }, () => api(urls, "POST", "/async-searches", { conditions })),
	);
	child.kill("SIGKILL");
	await once(child, "exit");

	// An hour later: if the clock went back, exports would leave out records stored after their search.
	const later = clockFrom(Date.parse(now) + 3_600_000);
	const stack = await startStack({ port: 0, dataDir, empty: true, now: later });
	onTestFinished(stack.stop);
	for (const { status, body } of posted) {
		expect(status).toBe(202);
		await vi.waitFor(async () => {
			const { body: search } = await api(stack.urls, "GET", `/async-searches/${body.asyncSearchId}`);
			expect(["completed", "failed"]).toContain(search.state);
			if (search.state === "failed") expect(search.failure).toMatchObject({ code: "interrupted", retryable: true });
			else expect(search.rowCount).toBe(20);
		}, 20_000);
		const again = await api(stack.urls, "POST", `/async-searches/${body.asyncSearchId}/rerun`);
		expect(again.status).toBe(202);
		await vi.waitFor(async () => {
			const { body: search } = await api(stack.urls, "GET", `/async-searches/${body.asyncSearchId}`);
			expect([search.state, search.rowCount]).toEqual(["completed", 20]);
		}, 20_000);
		expect((await api(stack.urls, "DELETE", `/async-searches/${body.asyncSearchId}`)).status).toBe(204);
	}
	const s3 = new S3Client({ endpoint: stack.urls.aws.s3, region, forcePathStyle: true });
	const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: stack.urls.buckets.exports }));
	expect(Contents.map(({ Key }) => Key)).toEqual([]);
});
