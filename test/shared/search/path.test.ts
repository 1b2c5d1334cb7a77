import { describe, expect, test } from "vitest";
import type { Account } from "../../../shared/directory/model.ts";
import type { Criteria } from "../../../shared/search/criteria.ts";
import { choosePath, monthPath } from "../../../shared/search/path.ts";
import { directoryOf } from "../../support/directory.ts";

const at = (jst: string) => Date.parse(`${jst}+09:00`);
const period = { from: at("2026-11-01T00:00"), to: at("2026-12-01T00:00") };

function accounts(count: number) {
	const ids = Array.from({ length: count }, (_, index) => `ag${index}`);
	return directoryOf({ accounts: new Map(ids.map((id) => [id, { accountId: id, role: "agent" } as Account])) });
}

function choose(criteria: Partial<Criteria>, accountsThereAre = 100) {
	return choosePath("acme", { period, expiredBatchIds: [], ...criteria }, accounts(accountsThereAre));
}

const agents = (count: number) => Array.from({ length: count }, (_, index) => `ag${index}`);

describe("the path of a search", () => {
	test.each<[string, Partial<Criteria>, string, number]>([
		["without conditions is by time", {}, "by-time", 1],
		["by campaign is by time", { campaignIds: ["c01"] }, "by-time", 1],
		["by batch is by time", { batchIds: ["b01"] }, "by-time", 1],
		["by customer list is by time", { customerListIds: ["l01"] }, "by-time", 1],
		["by calling group is by time", { callingGroupIds: ["g01"] }, "by-time", 1],
		["by result is by time", { resultIds: ["c01-contract"] }, "by-time", 1],
		["by name is by time", { name: "高橋" }, "by-time", 1],
		["by kana is by time", { kana: "タカハシ" }, "by-time", 1],
		["by memo is by time", { memo: "資料" }, "by-time", 1],
		["by keyword is by time", { keyword: ["資料"] }, "by-time", 1],
		["by the end of a number is by time", { phoneEndsWith: "5678" }, "by-time", 1],
		["by one of a hundred agents is by agent and reads a hundredth", { agentIds: ["ag1"] }, "by-agent", 0.01],
		["by some agents is by agent", { agentIds: agents(24) }, "by-agent", 0.24],
		["by more agents than are worth a query each is by time", { agentIds: agents(25) }, "by-time", 1],
		["by six digits of a number is by number", { phone: "090123" }, "by-number", 0.001],
		["by fewer digits than a partition needs is by time", { phone: "09012" }, "by-time", 1],
		["by agent and number is by number, which reads less", { agentIds: ["ag1"], phone: "0901234" }, "by-number", 0.001],
	])("%s", (_, criteria, index, share) => {
		expect(choose(criteria)).toMatchObject({ index, share });
	});

	test("is by agent even if all agents are requested, because calls without an agent are not read", () => {
		expect(choose({ agentIds: agents(3) }, 3)).toMatchObject({ index: "by-agent", share: 1 });
	});

	test("by agents unknown to the directory reads no more than all records", () => {
		expect(choose({ agentIds: agents(2) }, 0)).toMatchObject({ index: "by-agent", share: 1 });
	});

	test("by agents has one range per agent, which ends with the period's last moment", () => {
		expect(choose({ agentIds: ["ag1", "ag2"] })).toMatchObject({
			byTime: true,
			bands: [["ag1", "ag2"].map((agentId) => ({ pk: `acme#${agentId}`, low: period.from, high: period.to - 1 }))],
		});
	});

	test("by number covers all numbers with that prefix, not in order of time", () => {
		const path = choose({ phone: "0901234" });
		expect(path.byTime).toBe(false);
		const [range] = path.bands.flat();
		expect(range?.pk).toBe("acme#090123");
		const isWithin = (key: string) => key >= (range?.low ?? "") && key <= (range?.high ?? "");
		expect(["0901234#0mi", "09012349999#0mi", "0901233999#0mi", "0901235#0mi"].map(isWithin)).toEqual([
			true,
			true,
			false,
			false,
		]);
	});
});

describe("the path by time", () => {
	const bandsOf = (from: string, to: string) =>
		monthPath("acme", { period: { from: at(from), to: at(to) }, expiredBatchIds: [] }).bands;

	test("has a band for each month in Japan, newest first, without a gap", () => {
		expect(bandsOf("2026-11-20T10:00", "2027-01-05T00:00")).toEqual([
			[{ pk: "acme#2701", low: at("2027-01-01T00:00"), high: at("2027-01-05T00:00") - 1 }],
			[{ pk: "acme#2612", low: at("2026-12-01T00:00"), high: at("2027-01-01T00:00") - 1 }],
			[{ pk: "acme#2611", low: at("2026-11-20T10:00"), high: at("2026-12-01T00:00") - 1 }],
		]);
	});

	test("of a whole month has no part of the next one", () => {
		expect(bandsOf("2026-11-01T00:00", "2026-12-01T00:00")).toEqual([
			[{ pk: "acme#2611", low: period.from, high: period.to - 1 }],
		]);
	});

	test("of one moment has just that moment", () => {
		const [first, end] = [at("2026-12-01T00:00"), at("2026-12-01T00:00") + 1];
		const path = monthPath("acme", { period: { from: first, to: end }, expiredBatchIds: [] });
		expect(path.bands).toEqual([[{ pk: "acme#2612", low: first, high: first }]]);
	});

	test("of an empty period has no bands", () => {
		expect(bandsOf("2026-12-01T00:00", "2026-12-01T00:00")).toEqual([]);
	});
});
