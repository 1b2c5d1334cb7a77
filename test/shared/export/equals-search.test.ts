import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columns } from "../../../shared/column/model.ts";
import { planExport } from "../../../shared/export/plan-export.ts";
import { exportRows } from "../../support/async-searches.ts";
import { createLoadedWorld } from "../../support/bulk-load.ts";
import { accountSaved, basicTenant, batchSaved, customerListSaved } from "../../support/events.ts";
import { makeCalls } from "../../support/records.ts";
import { times } from "../../support/thorough.ts";
import type { Around } from "../../support/workflow.ts";
import type { World } from "../../support/world.ts";

const count = times(3000, 11_000);
/** Gives this file as many partitions as one of about 50,000 records has. */
const partitionBytes = times(540_000, 2_000_000);
const period = { from: "2026-10-01T00:00", to: "2026-11-20T24:00" };
const batches = ["b01", "b02", "b03"].map((batchId, index) => ({
	batchId,
	campaignId: index === 1 ? "c02" : "c01",
	endsOn: "2026-12-31",
}));
let world: World;
let stop: () => void;
let calls: ReturnType<typeof makeCalls>;

beforeAll(async () => {
	const from = Date.parse("2026-10-01T09:00:00+09:00");
	const to = Date.parse("2026-11-20T14:00:00+09:00");
	calls = makeCalls({ count, from, to, batches });
	({ world, stop } = await createLoadedWorld(calls));
	const time = "2026-11-02T09:00:00+09:00";
	const agents = Array.from({ length: 40 }, (_, index) => String(index + 1).padStart(2, "0"));
	await world.takeIn(
		...basicTenant(),
		...agents.map((number) => accountSaved({ accountId: `ag${number}`, name: `担当 ${number}` }, { time })),
		...batches.map((batch) => batchSaved({ ...batch, startsOn: "2026-10-01" }, { time })),
		customerListSaved({ customerListId: "l02", name: "来店者" }),
	);
});
afterAll(() => stop());

/** Set by `inPartitions`, which plans small partitions. */
let partitionCount = 0;
const inPartitions: Around = async (state, run, { search }) => {
	if (state !== "PlanPartitions") return run();
	const plan = await planExport(world.deps, { run: search, partitionBytes });
	partitionCount = plan.partitions.length;
	return plan;
};

/** All ids that the interactive search shows, page by page. */
async function searchedIds(conditions: object, sort: object, account: string): Promise<string[]> {
	const ids: string[] = [];
	let cursor: string | null = null;
	do {
		const page = { size: 1000, ...(cursor ? { cursor } : {}) };
		const { status, body } = await world.call("search-call-histories", {
			account,
			body: { ...conditions, sort, page },
		});
		expect(status, JSON.stringify(body)).toBe(200);
		ids.push(...body.rows.map((row: { callId: string }) => row.callId));
		cursor = body.nextCursor;
	} while (cursor);
	return ids;
}

describe("a file", () => {
	it.each([
		["one day, newest first", { period: { from: "2026-11-19T00:00", to: "2026-11-19T24:00" } }, "calledAt", "desc"],
		["one day, oldest first", { period: { from: "2026-11-19T00:00", to: "2026-11-19T24:00" } }, "calledAt", "asc"],
		["a rare result, by name", { period, resultIds: ["c02-contract"], agentIds: ["ag03", "ag04"] }, "name", "asc"],
		["a name", { period, name: "はせがわ" }, "phone", "desc"],
		["a kana and a list", { period, kana: "ﾊｾｶﾞﾜ ｻ", customerListIds: ["l02"] }, "customerListName", "desc"],
		["the start of a number", { period, phone: "090-1" }, "calledAt", "desc"],
		["the end of a number", { period, phoneEndsWith: "77" }, "durationSeconds", "desc"],
		["six digits of a number", { period, phone: "0801234" }, "calledAt", "asc"],
		["words", { period: { from: "2026-11-01T00:00", to: "2026-11-08T24:00" }, keyword: "長谷川　成約" }, "kana", "asc"],
		["no hits", { period, name: "存在しない" }, "calledAt", "desc"],
	] as const)("holds exactly the rows of the screen in order: %s", async (_, conditions, column, direction) => {
		const sort = { column, direction };
		for (const account of ["admin", "sv01", "ag03"]) {
			const { rows, search } = await exportRows(
				world,
				{ conditions, sort, columns: ["callId"] },
				{ account, around: inPartitions },
			);
			expect(rows.shift()).toEqual(["ID"]);
			expect(rows.map(([id]) => id)).toEqual(await searchedIds(conditions, sort, account));
			expect(search.rowCount).toBe(rows.length);
			await world.call("delete-async-search", { account, path: { asyncSearchId: search.asyncSearchId } });
		}
	});

	it.each([
		["calledAt", "desc"],
		["calledAt", "asc"],
		["name", "asc"],
		["agentName", "desc"],
	])("of more records than one task reads is complete and in order: %s %s", async (column, direction) => {
		const body = {
			conditions: { period },
			sort: { column, direction },
			columns: ["callId", "name", "agentName"],
		};
		const { rows, search, file } = await exportRows(world, body, { around: inPartitions });
		rows.shift();
		expect(partitionCount).toBeGreaterThan(1);
		expect(search).toMatchObject({ rowCount: count, byteCount: file.length, replacedCount: 0 });
		expect(search.sha256).toBe(createHash("sha256").update(file).digest("hex"));
		expect(new Set(rows.map(([id]) => id))).toEqual(new Set(calls.map((call) => call.callId)));
		const ids = new Map(calls.map((call) => [call.callId, call]));
		const collator = new Intl.Collator("ja", { numeric: true });
		const sign = direction === "asc" ? 1 : -1;
		const inOrder = rows.every((row, index) => {
			const next = rows[index + 1];
			if (!next) return true;
			const [a, b] = [ids.get(row[0] ?? ""), ids.get(next[0] ?? "")];
			const newer =
				Math.sign((b?.calledAt ?? 0) - (a?.calledAt ?? 0)) || ((b?.callId ?? "") > (a?.callId ?? "") ? 1 : -1);
			if (column === "calledAt") return newer * sign > 0;
			const [x = "", y = ""] = column === "name" ? [row[1], next[1]] : [row[2], next[2]];
			if (x === "" || y === "") return x !== "" || y === "";
			const byValue = collator.compare(x, y) * sign;
			return byValue < 0 || (byValue === 0 && newer < 0);
		});
		expect(inOrder).toBe(true);
		expect(world.files.objects.size).toBe(1);
		await world.call("delete-async-search", { path: { asyncSearchId: search.asyncSearchId } });
		expect(world.files.objects.size).toBe(0);
	});

	it("has the columns of the screen unless others are requested", async () => {
		const conditions = { period: { from: "2026-11-19T10:00", to: "2026-11-19T10:10" } };
		const { search, rows } = await exportRows(world, { conditions });
		expect(search.columns).toEqual(columns);
		expect(rows[0]?.join(" ")).toBe(
			"ID 発信日時 キャンペーン バッチ 顧客リスト 発信グループ 通知番号 名前 フリガナ 電話番号 発信担当者 対話者 対話結果 通話時間 次のアクション メモ 作成日時 リクエストID 録音 更新日時 更新者",
		);
	});
});

describe("progress", () => {
	it("never decreases, and is 100 only when the search is completed", async () => {
		const seen: { percent: number; rowsDone: number; state: string }[] = [];
		const { asyncSearchId } = (await world.call("create-async-search", { body: { conditions: { period } } })).body;
		const look = async () => {
			const { state, progress } = (await world.call("get-async-search", { path: { asyncSearchId } })).body;
			seen.push({ state, ...progress });
		};
		await look();
		await world.workflow.runAll(async (state, run, input) => {
			const output = await inPartitions(state, run, input);
			await look();
			return output;
		});
		expect(seen.length).toBeGreaterThan(6);
		for (const [index, { percent, rowsDone, state }] of seen.entries()) {
			const before = seen[index - 1];
			if (before) expect([percent >= before.percent, rowsDone >= before.rowsDone]).toEqual([true, true]);
			expect(percent === 100).toBe(state === "completed");
		}
		const planned = seen.find((one) => "rowsEstimated" in one && one.rowsEstimated !== null) as unknown as {
			rowsEstimated: number;
		};
		expect(planned.rowsEstimated / count).toBeGreaterThan(0.5);
		expect(planned.rowsEstimated / count).toBeLessThan(2);
		expect(seen.at(-1)).toMatchObject({ rowsDone: count, rowsEstimated: count, percent: 100 });
	});

	it("stays where it was when a search fails", async () => {
		const { asyncSearchId } = (await world.call("create-async-search", { body: { conditions: { period } } })).body;
		const path = { asyncSearchId };
		await world.workflow.run(asyncSearchId, async (state, run, input) => {
			if (state === "AssembleFile") throw new Error("for good");
			return inPartitions(state, run, input);
		});
		const { state, progress } = (await world.call("get-async-search", { path })).body;
		expect([state, progress]).toEqual(["failed", { rowsDone: count, rowsEstimated: count, percent: 90 }]);
	});
});
