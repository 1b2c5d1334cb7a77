import { beforeEach, describe, expect, it } from "vitest";
import { exportRows, get, post } from "../../support/async-searches.ts";
import { parseCsv } from "../../support/csv.ts";
import { basicTenant, batchSaved, callCompleted, campaignSaved, recordingStored } from "../../support/events.ts";
import type { Around } from "../../support/workflow.ts";
import { createWorld, type World } from "../../support/world.ts";

const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
	for (let index = 1; index <= 5; index++) {
		await world.takeIn(callCompleted({ callId: `x-${index}`, calledAt: `2026-11-20T10:0${index}:00+09:00` }));
	}
	world.clock.now += 1000;
});

async function correct(callId: string, version: number, body: object): Promise<void> {
	const headers = { "if-match": `"${version}"` };
	const { status } = await world.call("correct-call-history", { path: { callId }, headers, body });
	expect(status).toBe(200);
}

/** Calls `happen` between the acceptance of a search and its first task. */
const meanwhile =
	(happen: () => Promise<unknown>): Around =>
	async (state, run) => {
		if (state === "MarkProcessing") {
			world.clock.now += 1000;
			await happen();
			world.clock.now += 1000;
		}
		return run();
	};

const columns = ["callId", "resultLabel", "talkedWith", "nextAction", "memo", "updatedAt", "updatedByName"];
/** The tests check the values without guards. */
const format = "plain";
const untouched = ["お断り", "本人", "自動発信継続", "料金表を送付。〜来週に再度連絡。", "2026/11/20 10:03:40", ""];

describe("a file holds the hits as they were when it was requested", () => {
	it("without calls taken in meanwhile, even if they were made earlier", async () => {
		const around = meanwhile(async () => {
			await world.takeIn(callCompleted({ callId: "late", calledAt: "2026-11-20T10:02:30+09:00" }));
		});
		const { rows, search } = await exportRows(world, { conditions: { period }, columns: ["callId"] }, { around });
		expect(rows.slice(1).flat()).toEqual(["x-5", "x-4", "x-3", "x-2", "x-1"]);
		expect(search.rowCount).toBe(5);
		const after = await exportRows(world, { conditions: { period }, columns: ["callId"] });
		expect(after.rows.slice(1).flat()).toEqual(["x-5", "x-4", "x-3", "late", "x-2", "x-1"]);
	});

	it("with the former state of a record that a correction removes from the hits meanwhile", async () => {
		const conditions = { period, resultIds: ["c01-refused"], memo: "料金表" };
		const around = meanwhile(async () => {
			const nextAction = { type: "redial", redialAt: "2026-11-25T10:00" };
			await correct("x-3", 0, {
				resultId: "c01-contract",
				memo: null,
				talkedWith: "other",
				nextAction,
				altPhone: "0312345678",
			});
			world.clock.now += 1000;
			await correct("x-3", 1, { memo: "もう一度", nextAction: { type: "done" } });
		});
		const { rows } = await exportRows(world, { conditions, columns, format }, { around });
		expect(rows.find(([id]) => id === "x-3")).toEqual(["x-3", ...untouched]);
		expect(rows).toHaveLength(6);
		expect((await exportRows(world, { conditions, columns, format })).rows).toHaveLength(5);
	});

	it("without a record that a correction adds to the hits meanwhile", async () => {
		const conditions = { period, resultIds: ["c01-contract"] };
		const around = meanwhile(() => correct("x-2", 0, { resultId: "c01-contract" }));
		expect((await exportRows(world, { conditions, columns, format }, { around })).rows).toHaveLength(1);
		expect((await exportRows(world, { conditions, columns, format })).rows).toHaveLength(2);
	});

	it("with earlier corrections, and without later ones", async () => {
		await correct("x-4", 0, { memo: "前", nextAction: { type: "redial", redialAt: "2026-11-25T10:00" } });
		world.clock.now += 1000;
		const around = meanwhile(() => correct("x-4", 1, { memo: "後", nextAction: { type: "done" } }));
		const { rows } = await exportRows(world, { conditions: { period }, columns, format }, { around });
		expect(rows.find(([id]) => id === "x-4")).toEqual([
			...["x-4", "お断り", "本人", "再発信日時設定 2026/11/25 10:00:00", "前", "2026/11/20 15:00:01", "管理 者"],
		]);
	});

	it("except for a recording, which is included even if it comes later", async () => {
		const around = meanwhile(() => world.takeIn(recordingStored("x-1")));
		const { rows } = await exportRows(
			world,
			{ conditions: { period }, columns: ["callId", "recording"], format },
			{ around },
		);
		expect(rows.at(-1)).toEqual(["x-1", "0:03:04"]);
	});

	it("even if a call is taken in at every task", async () => {
		const { asyncSearchId } = await post(world, { conditions: { period }, columns: ["callId"] });
		let taken = 0;
		await world.workflow.runAll(async (_, run) => {
			world.clock.now += 1000;
			await world.takeIn(callCompleted({ callId: `late-${taken++}`, calledAt: "2026-11-20T10:00:30+09:00" }));
			return run();
		});
		const search = await get(world, asyncSearchId);
		expect([search.rowCount, taken >= 5]).toEqual([5, true]);
	});
});

describe("names in a file", () => {
	it("are those of one moment in all rows", async () => {
		const renamed = callCompleted({ callId: "x-9" });
		await world.takeIn(renamed);
		world.clock.now += 1000;
		const { rows } = await exportRows(
			world,
			{ conditions: { period }, columns: ["campaignName"] },
			{
				around: async (state, run) => {
					if (state === "ExportPartition") {
						const [campaign] = basicTenant().filter(({ type }) => type === "rireki.campaign.saved.v1");
						const data = { ...campaign?.data, name: "新しい名前" };
						await world.takeIn({ ...(campaign as never as object), time: "2026-11-20T15:00:00+09:00", data } as never);
					}
					return run();
				},
			},
		);
		expect(new Set(rows.slice(1).flat())).toEqual(new Set(["秋の定期プラン案内"]));
	});
});

describe("the file's bytes", () => {
	it("are UTF-8 with a BOM for spreadsheets, or CP932 with missing characters replaced and counted", async () => {
		const memo = "〜−‖髙①㈱ 😀 𠮷 ｶﾞ";
		await world.takeIn(
			callCompleted({ callId: "x-8", calledAt: "2026-11-20T12:00:00+09:00", memo, name: "=HYPERLINK(1)" }),
		);
		world.clock.now += 1000;
		const body = { conditions: { period, name: "hyperlink" }, columns: ["name", "memo", "phone"] };
		const utf8 = await exportRows(world, body);
		expect(utf8.file.subarray(0, 3).toString("hex")).toBe("efbbbf");
		expect(utf8.rows[1]).toEqual(['="=HYPERLINK(1)"', memo, '="09012345678"']);
		expect(utf8.search).toMatchObject({ format: "excel", replacedCount: 0, guardedCount: 2, warnings: [] });
		const cp932 = await exportRows(world, { ...body, encoding: "shift_jis" });
		const text = new TextDecoder("shift_jis", { fatal: true }).decode(cp932.file);
		expect(parseCsv(text)[1]).toEqual(['="=HYPERLINK(1)"', "～－∥髙①㈱ ? ? ｶﾞ", '="09012345678"']);
		expect(cp932.search).toMatchObject({ replacedCount: 2, guardedCount: 2 });
	});

	it("are the bare values for programs: no BOM, no guards, and the stored line ends within cells", async () => {
		const memo = '\u0000=1+1\r\n「"」\r';
		await world.takeIn(callCompleted({ callId: "x-9", calledAt: "2026-11-20T12:00:00+09:00", memo, name: "1-2" }));
		world.clock.now += 1000;
		const body = { conditions: { period, name: "1-2" }, columns: ["name", "memo", "phone", "calledAt"], format };
		const { file, search } = await exportRows(world, body);
		const cells = `"1-2","\u0000=1+1\r\n「""」\r","09012345678","2026/11/20 12:00:00"`;
		expect(file.toString("utf8")).toBe(`"名前","メモ","電話番号","発信日時"\r\n${cells}\r\n`);
		expect(search).toMatchObject({ format: "plain", replacedCount: 0, guardedCount: 0 });
		const { file: cp932 } = await exportRows(world, { ...body, encoding: "shift_jis" });
		expect(new TextDecoder("shift_jis", { fatal: true }).decode(cp932)).toBe(file.toString("utf8"));
	});

	it("contain a guard, counted each time, for names, times and durations", async () => {
		const calls = [1, 2, 3].map((index) => ({ callId: `y-${index}`, campaignId: "c03", batchId: "b03" }));
		const campaign = { campaignId: "c03", name: "=1+1", results: [] };
		const batch = { batchId: "b03", campaignId: "c03", name: "2026/11" };
		await world.takeIn(campaignSaved(campaign), batchSaved(batch), ...calls.map((call) => callCompleted(call)));
		world.clock.now += 1000;
		const columns = ["campaignName", "batchName", "calledAt", "durationSeconds", "nextAction", "resultLabel"];
		const conditions = { period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" }, campaignIds: ["c03"] };
		const { rows, search } = await exportRows(world, { conditions, columns });
		expect(rows).toHaveLength(4);
		for (const row of rows.slice(1)) {
			expect(row.slice(0, 2)).toEqual(['="=1+1"', '="2026/11"']);
			expect(row[2]).toMatch(/^="2026\/11\/\d\d \d\d:\d\d:\d\d"$/);
			expect(row[3]).toMatch(/^="\d:\d\d:\d\d"$/);
		}
		expect(search.guardedCount).toBe(12);
	});
});
