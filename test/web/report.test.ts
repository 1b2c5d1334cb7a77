import { describe, expect, test } from "vitest";
import type { FacetCount } from "../../shared/search/answer.ts";
import { type ReportWords, toReport, withOutcomes } from "../../web/src/features/results/report.ts";
import { reportCsv } from "../../web/src/features/results/report-csv.ts";
import { readQuery, searchOf, writeQuery } from "../../web/src/features/results/report-query.ts";
import { reportTexts } from "../../web/src/features/results/texts.ts";

const words: ReportWords = { ...reportTexts.ja, systemResultLabels: { timeout: "タイムアウト" } };

type Counts = Record<string, Record<string, number>>;
/** A facet of two dimensions, with `-` for no value, and labels from `labels` where there are any. */
function facet(counts: Counts, labels: Record<string, string> = {}): FacetCount[] {
	const one = (value: string, count: number) => ({
		value: value === "-" ? null : value,
		label: labels[value] ?? null,
		count,
	});
	return Object.entries(counts).map(([value, split]) => ({
		...one(
			value,
			Object.values(split).reduce((a, b) => a + b),
		),
		split: Object.entries(split).map(([second, count]) => one(second, count)),
	}));
}

const labels = { c01: "=秋の案内", "c01-out": "留守", "c02-out": "留守", "c01-ok": "成約" };
const results = { "c01-ok": 3, "c01-out": 2, "c02-out": 2, timeout: 4, "-": 1 };
const talkedWith = { self: 3, other: 1, "-": 8 };
const facets = {
	"hour.result": facet({ 9: results }, labels),
	"hour.talkedWith": facet({ 9: talkedWith }),
	"weekday.result": facet({ 5: results }, labels),
	"weekday.talkedWith": facet({ 5: talkedWith }),
	"campaign.result": facet({ c01: { "c01-ok": 3, "c01-out": 2, timeout: 4, "-": 1 }, c02: { "c02-out": 2 } }, labels),
	"campaign.talkedWith": facet({ c01: { self: 3, "-": 7 }, c02: { other: 1, "-": 1 } }),
	// The answer had room for one agent only.
	"agent.result": facet({ ag01: { "c01-ok": 3 } }, labels),
	"agent.talkedWith": facet({ ag01: { self: 3 } }),
};
const report = toReport({ total: 12, facets }, words);

describe("the results of a period", () => {
	test("are merged where campaigns have results of the same name", () => {
		expect(report.outcomes).toEqual([
			{ label: "留守", ids: ["c01-out", "c02-out"] },
			{ label: "タイムアウト", ids: ["timeout"] },
			{ label: "成約", ids: ["c01-ok"] },
			{ label: "（対話結果なし）", ids: [] },
		]);
		expect(report.sum).toEqual({ calls: 12, reached: 4, byOutcome: [4, 4, 3, 1] });
	});

	test("have a line for each value, each hour and each weekday", () => {
		expect(report.tables.campaign).toEqual([
			{ value: "c01", label: "=秋の案内", calls: 10, reached: 3, byOutcome: [2, 4, 3, 1] },
			{ value: "c02", label: "c02", calls: 2, reached: 1, byOutcome: [2, 0, 0, 0] },
		]);
		expect(report.tables.hour).toHaveLength(24);
		expect(report.tables.hour[9]).toMatchObject({ label: "9時", calls: 12, reached: 4 });
		expect(report.tables.weekday.map(({ label, calls }) => [label, calls])[4]).toEqual(["金曜日", 12]);
		expect(report.tables.weekday).toHaveLength(7);
	});

	test("have a line for what the answer had no room for, so that all tables have the same sum", () => {
		expect(report.tables.agent).toEqual([
			{ value: "ag01", label: "ag01", calls: 3, reached: 3, byOutcome: [0, 0, 3, 0] },
			{ value: undefined, label: "（その他）", calls: 9, reached: 1, byOutcome: [4, 4, 0, 1] },
		]);
	});

	test("have a column for what the answer had no room for", () => {
		const [campaign] = facet({ c01: { "c01-ok": 3 } }, labels);
		const cut = { ...facets, "campaign.result": [{ ...(campaign as FacetCount), count: 12 }] };
		expect(toReport({ total: 12, facets: cut }, words).tables.campaign[0]?.byOutcome).toEqual([0, 0, 3, 0, 9]);
	});

	test("fit into the given number of columns, the last of which sums up the rest", () => {
		const { outcomes, sum, tables } = withOutcomes(report, 3, "（その他）");
		expect(outcomes.map(({ label }) => label)).toEqual(["留守", "タイムアウト", "（その他）"]);
		expect(sum.byOutcome).toEqual([4, 4, 4]);
		expect(tables.campaign.map(({ byOutcome }) => byOutcome)).toEqual([
			[2, 4, 4],
			[2, 0, 0],
		]);
	});
});

describe("the CSV of a report", () => {
	test("has a line for each line of each table, with names guarded against formulas and counts as numbers", () => {
		const lines = reportCsv(report, reportTexts.ja).split("\r\n");
		expect(lines.slice(0, 4)).toEqual([
			'\ufeff"集計単位","項目","発信数","接続数","接続率 (%)","留守","タイムアウト","成約","（対話結果なし）"',
			'"全体","","12","4","33.3","4","4","3","1"',
			'"キャンペーン別","=""=秋の案内""","10","3","30.0","2","4","3","1"',
			'"キャンペーン別","c02","2","1","50.0","2","0","0","0"',
		]);
		expect(lines).toHaveLength(2 + 2 + 2 + 24 + 7 + 1);
	});
});

describe("a number of a report", () => {
	const query = { from: "2026-11-16", to: "2026-11-18", campaignIds: ["c02"] };
	const addressOf = (...asked: Parameters<typeof searchOf>) => searchOf(...asked)?.replaceAll("%3A", ":");

	test("links to the search for its calls", () => {
		expect(addressOf(query)).toBe("/call-histories?from=2026-11-16T00:00&to=2026-11-18T24:00&campaign=c02");
		const outcome = { label: "留守", ids: ["c01-out", "c02-out"] };
		expect(addressOf(query, "agent", { value: "ag01" }, outcome)).toBe(
			"/call-histories?from=2026-11-16T00:00&to=2026-11-18T24:00&campaign=c02&agent=ag01&result=c01-out&result=c02-out",
		);
		expect(addressOf(query, "campaign", { value: "c01" })).toContain("campaign=c01");
		expect(addressOf(query, "weekday", { value: "2" })).toContain("from=2026-11-17T00:00&to=2026-11-17T24:00");
		const day = { ...query, from: query.to };
		expect(addressOf(day, "hour", { value: "23" })).toContain("from=2026-11-18T23:00&to=2026-11-18T24:00");
	});

	test("has no link where no condition finds just its calls", () => {
		expect(searchOf(query, "agent", { value: null })).toBeUndefined();
		expect(searchOf(query, "agent", { value: undefined })).toBeUndefined();
		expect(searchOf(query, "hour", { value: "9" })).toBeUndefined();
		expect(searchOf(query, "weekday", { value: "4" })).toBeUndefined();
		expect(searchOf({ ...query, from: "2026-11-10" }, "weekday", { value: "2" })).toBeUndefined();
		expect(searchOf({ ...query, from: "2026-11-12" }, "weekday", { value: "2" })).toContain("from=2026-11-17");
		expect(searchOf(query, undefined, undefined, { label: "（対話結果なし）", ids: [] })).toBeUndefined();
	});

	test("belongs to the report in the address, by default today's", () => {
		expect(readQuery(writeQuery(query), 0)).toEqual(query);
		const today = { from: "2026-11-19", to: "2026-11-19", campaignIds: [] };
		expect(readQuery(new URLSearchParams(), Date.parse("2026-11-18T15:00Z"))).toEqual(today);
	});
});
