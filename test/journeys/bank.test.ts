import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { requestToken } from "../../commands/request-token.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { keptFolder, region, run } from "../local/processes.ts";
import { parseCsv } from "../support/csv.ts";
import { longest } from "../support/limits.ts";
import { isThorough } from "../support/thorough.ts";
import { type Call, calls, expectedRow, newestFirst, size, today, writeBankFile } from "./bank-file.ts";

const months = [
	{ from: "2030-12-01T00:00", to: "2030-12-31T24:00" },
	{ from: "2031-01-01T00:00", to: "2031-01-31T24:00" },
	{ from: "2031-02-01T00:00", to: "2031-02-28T24:00" },
];
const wholePeriod = { from: "2030-12-01T00:00", to: "2031-02-28T24:00" };

let stack: Stack;
const folder = keptFolder();

beforeAll(async () => {
	stack = await startStack({
		port: 0,
		dataDir: folder.path,
		empty: true,
		now: () => Date.parse(`${today}T12:00:00+09:00`),
	});
});
afterAll(async () => {
	await stack.stop();
	folder.remove();
});

async function api(account: string, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
	const token = await requestToken(stack.urls.issuer, { tenant: "harbour", account, role: "any" });
	const response = await fetch(stack.urls.api + path, {
		method,
		headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
		...(body ? { body: JSON.stringify(body) } : {}),
	});
	// biome-ignore lint/suspicious/noExplicitAny: the test reads the answer as a client would
	return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

const search = (account: string, body: object) => api(account, "POST", "/call-histories/search", body);

interface Mail {
	subject: string;
	destination: { to: string[] };
	body: { text: string };
}

/** Posts an asynchronous search, waits for its end, and downloads its file from the link. */
async function exported(path: string, { account = "admin", ...body }: { account?: string; [more: string]: unknown }) {
	const posted = await api(account, "POST", path, body);
	expect(posted.status).toBe(202);
	const own = `/async-searches/${posted.body.asyncSearchId}`;
	const states: string[] = [];
	for (let job = posted.body; ; job = (await api(account, "GET", own)).body) {
		states.push(job.state);
		if (job.state !== "completed") {
			expect(job.failure).toBe(null);
			await sleep(100);
		}
		if (job.state === "completed") {
			const link = (await api(account, "GET", `${own}/download`)).body;
			const response = await fetch(link.url);
			expect(response.headers.get("content-disposition")).toContain(encodeURIComponent(link.fileName));
			return { job, states, file: Buffer.from(await response.arrayBuffer()) };
		}
	}
}

function count(values: (string | undefined)[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[value ?? "none"] = (counts[value ?? "none"] ?? 0) + 1;
	return counts;
}

test("ingest sends all of the file, moved to the given day, and prints a summary that adds up", longest, async () => {
	const file = join(folder.path, "bank-calls.ndjson.gz");
	writeBankFile(file);
	const { code, stdout, stderr } = await run("commands/ingest.ts", file, "--data", folder.path, "--move-to", today);
	expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
	const figures = Object.fromEntries(
		[...`${stdout}${stderr}`.matchAll(/^\s*([a-z][a-z -]+?)\s{2,}([\d,]+)$/gm)].map(([, name, number]) => [
			name,
			Number(number?.replaceAll(",", "")),
		]),
	);
	expect(figures).toMatchObject({
		"lines read": size.lines,
		sent: size.lines,
		applied: size.lines,
		"dead-lettered": 0,
	});
});

describe("after the file was taken in,", () => {
	test("totals by campaign, result and agent equal those in the file", async () => {
		const totals: Record<string, Record<string, number>> = { campaign: {}, result: {}, agent: {} };
		let hits = 0;
		for (const period of months) {
			const { body } = await search("admin", { period, facets: ["campaign", "result", "agent"], page: { size: 1 } });
			hits += body.total;
			for (const facet of ["campaign", "result", "agent"]) {
				for (const { value, count: n } of body.facets[facet]) {
					const known = totals[facet] as Record<string, number>;
					known[value ?? "none"] = (known[value ?? "none"] ?? 0) + n;
				}
			}
		}
		expect(hits).toBe(size.calls);
		expect(totals).toEqual({
			campaign: count(calls.map((call) => call.campaignId)),
			result: count(calls.map((call) => call.resultId)),
			agent: count(calls.map((call) => call.agentId)),
		});
	});

	test("totals by day equal those in the file", async () => {
		const days = count(calls.map((call) => call.calledAt.slice(0, 10)));
		const found = await Promise.all(
			Object.keys(days).map(async (day) => {
				const { body } = await search("admin", {
					period: { from: `${day}T00:00`, to: `${day}T24:00` },
					page: { size: 1 },
				});
				return [day, body.total] as const;
			}),
		);
		expect(Object.fromEntries(found)).toEqual(days);
	});

	test("a supervisor of two of the four campaigns sees those two only, page by page", async () => {
		const granted = newestFirst.filter((call) => ["c-housing", "c-both"].includes(call.campaignId));
		const january = granted.filter((call) => call.calledAt.startsWith("2031-01"));
		const ids: string[] = [];
		let cursor: string | undefined;
		do {
			const { body } = await search("sv01", { period: months[1], page: { size: 100, cursor } });
			expect(body.total).toBe(january.length);
			ids.push(...body.rows.map((row: Call) => row.callId));
			cursor = body.nextCursor ?? undefined;
		} while (cursor);
		expect(ids).toEqual(january.map((call) => call.callId));
		const others = await search("sv01", { period: months[1], campaignIds: ["c-none", "c-loan"] });
		expect(others.body).toMatchObject({ rows: [], total: 0 });
		const foreign = newestFirst.find((call) => call.campaignId === "c-none");
		expect((await api("sv01", "GET", `/call-histories/${foreign?.callId}`)).status).toBe(404);
	});

	test("an export of the whole period equals the file, runs as one execution and is reported by mail", async () => {
		const { status, body: found } = await search("admin", { period: wholePeriod });
		// The whole file has more calls than a search may show; test/functions/over-limit-body.test.ts has them in each run.
		expect(status).toBe(isThorough ? 422 : 200);
		const { href, body } = isThorough
			? found.asyncSearch
			: { href: "/v1/async-searches", body: { conditions: { period: wholePeriod } } };
		expect(href).toBe("/v1/async-searches");
		if (isThorough) expect(body.conditions.period.to).toBe("2031-03-01T00:00:00+09:00");
		const { file: csv, job, states } = await exported(href.replace("/v1", ""), body);
		expect(states.every((state) => ["unprocessed", "processing", "completed"].includes(state))).toBe(true);
		expect(job).toMatchObject({ rowCount: size.calls, byteCount: csv.length, replacedCount: 0 });
		expect(job.sha256).toBe(createHash("sha256").update(csv).digest("hex"));
		const [header, ...rows] = parseCsv(csv.toString("utf8"));
		expect(header).toHaveLength(21);
		expect(rows).toEqual(newestFirst.map(expectedRow));

		const sfn = new SFNClient({
			endpoint: stack.urls.aws.stepfunctions,
			region,
		});
		// The mail is the execution's last step, after the search was completed.
		const listed = new ListExecutionsCommand({ stateMachineArn: stack.urls.stateMachineArn });
		await vi.waitFor(async () => {
			const { executions } = await sfn.send(listed);
			expect(executions?.map(({ name, status }) => [name, status])).toEqual([[job.asyncSearchId, "SUCCEEDED"]]);
		}, 20_000);
		// Another SES has no mailbox to read.
		if (process.env.SES_ENDPOINT) return;
		const { emails } = (await (await fetch(`${stack.urls.aws.ses}/store`)).json()) as { emails: Mail[] };
		expect(emails).toHaveLength(1);
		expect(emails[0]).toMatchObject({
			subject: "非同期検索処理が完了しました",
			destination: { to: ["admin@example.com"] },
		});
		expect(emails[0]?.body.text).toContain(`登録日時: ${today} 12:00:00`);
		expect(emails[0]?.body.text).toContain("/console/async-searches");
	});

	test("iconv reads a supervisor's export in CP932, oldest first", async () => {
		const { file: csv, job } = await exported("/async-searches", {
			conditions: { period: wholePeriod },
			sort: { column: "calledAt", direction: "asc" },
			encoding: "shift_jis",
			account: "sv01",
		});
		const read = execFileSync("iconv", ["-f", "CP932", "-t", "UTF-8"], { input: csv, maxBuffer: 100e6 }).toString();
		const granted = newestFirst.filter((call) => ["c-housing", "c-both"].includes(call.campaignId)).toReversed();
		const expected = granted.map(expectedRow).map((row) => row.map((field) => field.replaceAll("〜", "～")));
		expect(parseCsv(read).slice(1)).toEqual(expected);
		expect(job).toMatchObject({ rowCount: granted.length, replacedCount: 0 });
	});

	test("a customer's latest record can be corrected, and an older attempt cannot", async () => {
		const attempts = Map.groupBy(
			newestFirst.filter((call) => call.campaignId === "c-housing"),
			(call) => `${call.batchId} ${call.customerId}`,
		);
		const [latest, older] = [...attempts.values()].find((group) => group.length > 1) as [Call, Call];
		const path = `/call-histories/${latest.callId}`;
		const detail = await api("sv01", "GET", path);
		const etag = detail.headers.get("etag") ?? "";
		const change = { memo: "支店へご来店の予定。", resultId: "c-housing-contract", reason: "本人より連絡" };
		const corrected = await api("sv01", "PATCH", path, change, { "if-match": etag });
		expect(corrected.body).toMatchObject({ memo: change.memo, resultLabel: "成約", updatedByName: "支店 責任者" });
		const { body: trail } = await api("sv01", "GET", `${path}/corrections`);
		expect(trail.items).toMatchObject([{ correctedBy: "sv01", reason: "本人より連絡" }]);
		expect(trail.items[0].changes).toContainEqual({
			field: "memo",
			before: latest.memo ?? null,
			after: change.memo,
		});
		const stale = await api("sv01", "PATCH", path, { memo: "上書き" }, { "if-match": etag });
		expect(stale.status).toBe(412);
		const olderPath = `/call-histories/${older.callId}`;
		const refused = await api("sv01", "PATCH", olderPath, { memo: "修正" }, { "if-match": '"0"' });
		expect([refused.status, refused.body.code]).toEqual([409, "not-latest"]);
	});
});
