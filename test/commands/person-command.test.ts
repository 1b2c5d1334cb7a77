import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { requestToken } from "../../commands/request-token.ts";
import { startOwnStack } from "../local/own-stack.ts";
import { run } from "../local/processes.ts";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../support/events.ts";

const soon = { timeout: 30_000, interval: 100 };

test("commands find, export and erase a person's records, and export a tenant's data", async () => {
	const { dataDir, urls, send, store } = await startOwnStack();
	const events = [
		...basicTenant(),
		batchSaved({ batchId: "b01", endsOn: "2099-12-31" }, { time: "2026-11-02T09:00:00+09:00" }),
		callCompleted({ callId: "mine", phone: "09088880001" }),
		callCompleted({ callId: "other", phone: "09088880002" }),
		recordingStored("mine"),
	];
	await send(events);
	const Key = "acme/2026/11/20/mine.wav";
	await store(urls.buckets.recordings, Key, "sound");
	const token = await requestToken(urls.issuer, { tenant: "acme", account: "admin", role: "admin" });
	const search = async () => {
		const body = JSON.stringify({ period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } });
		const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
		const answer = await (await fetch(`${urls.api}/call-histories/search`, { method: "POST", headers, body })).json();
		return (answer as { rows?: { callId: string; recordingSeconds?: number }[] }).rows ?? [];
	};
	await vi.waitFor(async () => expect((await search()).find(({ callId }) => callId === "mine")).toBeDefined(), soon);

	const person = (verb: string, ...others: string[]) =>
		run("commands/person.ts", verb, "--tenant", "acme", "--phone", "090-8888-0001", "--data", dataDir, ...others);
	await vi.waitFor(async () => {
		const told = await person("export", "--folder", join(dataDir, "told"));
		expect(told.stdout, told.stderr).toContain("1 records and 1 recordings");
	}, soon);
	const [record] = JSON.parse(readFileSync(join(dataDir, "told", "records.json"), "utf8"));
	expect(record).toMatchObject({ callId: "mine", phone: "09088880001", calledAt: "2026-11-20T10:00:12+09:00" });
	const { files } = JSON.parse(readFileSync(join(dataDir, "told", "manifest.json"), "utf8"));
	expect(files).toMatchObject([{ objectKey: Key, sha256: createHash("sha256").update("sound").digest("hex") }]);

	const taken = await run(
		"commands/export-tenant.ts",
		"--tenant",
		"acme",
		"--folder",
		join(dataDir, "all"),
		"--data",
		dataDir,
	);
	expect(taken.stdout, taken.stderr).toMatch(/call-histories.ndjson: 2\n[\s\S]*\nrecordings.ndjson: 1\n/);
	const lines = readFileSync(join(dataDir, "all", "call-histories.ndjson"), "utf8")
		.trim()
		.split("\n");
	expect(lines.map((line) => JSON.parse(line).callId).sort()).toEqual(["mine", "other"]);
	expect(JSON.parse(readFileSync(join(dataDir, "all", "manifest.json"), "utf8")).files).toHaveLength(7);

	expect((await person("find")).stdout).toBe("mine\n");
	expect((await person("erase")).stderr).toContain("Nothing was removed");
	expect((await person("erase", "--confirm", "other")).code).toBe(1);
	expect((await search()).map(({ callId }) => callId).sort()).toEqual(["mine", "other"]);
	const proof = join(dataDir, "proof.json");
	const erased = await person("erase", "--confirm", "acme", "--proof", proof);
	expect(erased.code, erased.stderr).toBe(0);
	expect(JSON.parse(readFileSync(proof, "utf8"))).toMatchObject({ gone: true, removed: { records: 1 } });
	expect((await search()).map(({ callId }) => callId)).toEqual(["other"]);
	expect((await person("find")).stdout).toBe("");
});
