import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { expect, test, vi } from "vitest";
import { countMessages } from "../../commands/ingest/queue.ts";
import { requestToken } from "../../commands/request-token.ts";
import { startOwnStack } from "../local/own-stack.ts";
import { run } from "../local/processes.ts";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../support/events.ts";

const soon = { timeout: 30_000, interval: 100 };

test("removing a tenant leaves none of its data, proves it, and leaves other tenants alone", async () => {
	const { dataDir, urls, sqs, s3, send, store } = await startOwnStack();
	const tenants = ["acme", "acme2"];
	const api = async (tenant: string, method: string, path: string, body?: object) => {
		const token = await requestToken(urls.issuer, { tenant, account: "admin", role: "admin" });
		const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": "*" };
		const response = await fetch(urls.api + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
		// biome-ignore lint/suspicious/noExplicitAny: the test reads the answer as a client would
		return { status: response.status, body: (await response.json()) as any };
	};
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	for (const tenant of tenants) {
		const options = { tenant };
		const later = { tenant, time: "2026-11-02T09:00:00+09:00" };
		const events = [
			...basicTenant(tenant),
			batchSaved({ batchId: "b01", endsOn: "2099-12-31" }, later),
			...Array.from({ length: 60 }, (_, index) => callCompleted({ callId: `x-${index}` }, options)),
			recordingStored("x-1", options),
		];
		await send(events);
		const Key = `${tenant}/2026/11/20/x-1.wav`;
		await store(urls.buckets.recordings, Key, "sound");
		await store(urls.buckets.packs, `${tenant}/lost`, "pack");
		const hits = async () => (await api(tenant, "POST", "/call-histories/search", { period })).body.total;
		await vi.waitFor(async () => expect(await hits()).toBe(60), soon);
		expect((await api(tenant, "PATCH", "/call-histories/x-1", { memo: "訂正" })).status).toBe(200);
		const { asyncSearchId } = (await api(tenant, "POST", "/async-searches", { conditions: { period } })).body;
		const state = async () => (await api(tenant, "GET", `/async-searches/${asyncSearchId}`)).body.state;
		await vi.waitFor(async () => expect(await state()).toBe("completed"), soon);
	}

	const asked = await run("commands/remove-tenant.ts", "--tenant", "acme", "--data", dataDir);
	expect(asked.stdout, asked.stderr).toMatch(
		/items: \d{3}\nrecordings: 1\nfiles: 1\npieces: 0\npacks: 1\nNothing was removed/,
	);
	expect(
		(await run("commands/remove-tenant.ts", "--tenant", "acme", "--confirm", "acme2", "--data", dataDir)).code,
	).toBe(1);

	const proof = join(dataDir, "proof.json");
	const done = await run(
		"commands/remove-tenant.ts",
		...["--tenant", "acme", "--confirm", "acme", "--proof", proof, "--data", dataDir],
	);
	expect(done.code, done.stderr).toBe(0);
	const removal = JSON.parse(readFileSync(proof, "utf8"));
	// The stack itself removes belongings of removed records and searches, too.
	expect(removal).toMatchObject({
		tenantId: "acme",
		gone: true,
		left: { items: 0, recordings: 0, files: 0, pieces: 0, packs: 0 },
	});
	expect(removal.examined.items).toBeGreaterThan(100);
	// Its entry in the directory now marks the removal.
	expect(removal.removed.items).toBeGreaterThanOrEqual(Number(/items: (\d+)/.exec(asked.stdout)?.[1]) - 1);
	expect((await api("acme", "GET", "/me")).status).toBe(403);

	// Events that waited in a queue arrive now, and leave nothing.
	const late = [...basicTenant(), callCompleted({ callId: "x-late" }), recordingStored("x-1")];
	await send(late);
	const waiting = (url: string) => countMessages(sqs, url);
	await vi.waitFor(async () => expect(await waiting(urls.queueUrl)).toBe(0), soon);
	expect(await waiting(urls.deadLetterQueueUrl)).toBe(0);

	const keysIn = async (Bucket: string) =>
		(await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key);
	expect(await keysIn(urls.buckets.recordings)).toEqual(["acme2/2026/11/20/x-1.wav"]);
	expect(await keysIn(urls.buckets.packs)).toEqual(["acme2/lost"]);
	expect(await keysIn(urls.buckets.exports)).toEqual([expect.stringMatching(/^results\/acme2\//)]);
	expect((await api("acme2", "POST", "/call-histories/search", { period })).body.total).toBe(60);
	expect((await api("acme2", "GET", "/call-histories/x-1/corrections")).body.items).toHaveLength(1);
	expect((await run("commands/remove-tenant.ts", "--tenant", "acme", "--data", dataDir)).stdout).toMatch(/items: 0\n/);
});
