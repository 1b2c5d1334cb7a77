import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { requestToken } from "../../commands/request-token.ts";
import { clockFrom } from "../../local/clock.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { keptFolder, ownEngines } from "../local/processes.ts";

const now = "2026-11-20T16:00:00+09:00";
const calledAt = "2026-11-20T15:59:30+09:00";
const kept = keptFolder();
let stack: Stack;

beforeAll(async () => {
	stack = await startStack({ port: 0, dataDir: kept.path, empty: true, now: clockFrom(Date.parse(now)) });
});
afterAll(async () => {
	await stack.stop();
	kept.remove();
});

/** The variables that docs/quickstart-dialler.md has its reader export, taken from its lines. */
function environment(tenant: string): Record<string, string | undefined> {
	const exports = [
		...readFileSync("docs/quickstart-dialler.md", "utf8").matchAll(/\b([A-Z][A-Z0-9_]+)=\$\(at ([\w.]+)\)/g),
	];
	const at = (path: string) => path.split(".").reduce<unknown>((value, name) => (value as never)[name], stack.urls);
	const named = exports.map(([, name = "", path = ""]) => [name, String(at(path))] as const);
	expect(named.map(([name]) => name)).toContain("INTAKE_QUEUE_URL");
	const anybody = { AWS_REGION: "ap-northeast-1", AWS_ACCESS_KEY_ID: "any", AWS_SECRET_ACCESS_KEY: "any" };
	const { AWS_SESSION_TOKEN: _, ...inherited } = process.env;
	return {
		...inherited,
		...anybody,
		AWS_DEFAULT_REGION: "ap-northeast-1",
		...Object.fromEntries(named),
		TENANT: tenant,
	};
}

async function api(tenant: string, method: string, path: string, body?: object) {
	const token = await requestToken(stack.urls.issuer, { tenant, account: "sv01", role: "admin" });
	const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": "*" };
	const response = await fetch(stack.urls.api + path, {
		method,
		headers,
		...(body ? { body: JSON.stringify(body) } : {}),
	});
	// biome-ignore lint/suspicious/noExplicitAny: the test reads the answer as a client would
	return { status: response.status, body: (await response.json()) as any };
}

const hasBoto3 = spawnSync("python3", ["-c", "import boto3"]).status === 0;
const scripts = [
	["node", process.execPath, "docs/quickstart-dialler.mjs", true],
	["boto3", "python3", "docs/quickstart-dialler.py", hasBoto3],
] as const;

test.skipIf(!ownEngines).each(scripts.filter(([, , , isThere]) => isThere))(
	"the quickstart's script with %s sends a tenant and a recorded call, and receives a note, a reject and a correction",
	async (tenant, command, script) => {
		const child = spawn(command, [script, calledAt], {
			env: environment(tenant),
			stdio: ["ignore", "pipe", "inherit"],
		});
		const lines: string[] = [];
		const output = createInterface(child.stdout).on("line", (line) => lines.push(line));
		try {
			const [first] = await once(output, "line");
			const [, callId = ""] = /^sent (\S+):/.exec(first) ?? [];
			const path = `/call-histories/${callId}`;
			await vi.waitFor(async () => expect((await api(tenant, "GET", path)).body.recording).toBeTruthy(), {
				timeout: 30_000,
			});
			const { body } = await api(tenant, "GET", path);
			expect(body).toMatchObject({
				campaignName: "秋のご案内",
				batchName: "第1回",
				customerListName: "資料請求者",
				callingGroupName: "東京第一",
				agentName: "鈴木 一郎",
				resultLabel: "成約",
				name: "髙橋 さくら",
				calledAt: "2026-11-20T15:59:30+09:00",
			});
			const { url } = (await api(tenant, "GET", `${path}/recording`)).body;
			expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(16_000);
			expect((await api(tenant, "PATCH", path, { memo: "折り返し済み" })).status).toBe(200);
			await once(child, "exit");
			expect(child.exitCode).toBe(0);
			const heard = lines.slice(1).map((line) => {
				const [type = "", ...rest] = line.split(" ");
				return [type, JSON.parse(rest.join(" "))] as const;
			});
			const of = (type: string) => heard.find(([one]) => one === type)?.[1];
			expect(of("rireki.event.noted.v1").notes).toMatchObject([{ code: "unknown-agent", became: "kept" }]);
			expect(of("rireki.event.rejected.v1")).toMatchObject({
				reason: "invalid-event",
				detail: expect.stringContaining("/data/phone"),
			});
			expect(of("rireki.call-history.corrected.v1")).toMatchObject({
				callId,
				fields: ["memo"],
				after: { memo: "折り返し済み" },
			});
		} finally {
			child.kill();
		}
	},
);
