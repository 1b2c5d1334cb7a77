import { expect, test } from "vitest";
import type { SearchOptions } from "../../shared/options/answer.ts";
import { addOptions } from "../../web/src/api/add-options.ts";
import { matching } from "../../web/src/features/search/matching.ts";

const campaign = (campaignId: string, name: string, ...results: string[]) => ({
	campaignId,
	name,
	resultEntry: true,
	results: results.map((resultId) => ({ resultId, label: resultId })),
});
interface Choice {
	value?: string;
	label: string;
	description?: string;
	options?: Choice[];
}

const options = (some: Partial<SearchOptions>): SearchOptions => ({
	campaigns: [],
	batches: [],
	customerLists: [],
	callingGroups: [],
	agents: [],
	systemResults: [],
	more: [],
	...some,
});

test("choices that are loaded later are merged into the known ones, each once", () => {
	const known = options({ campaigns: [campaign("c2", "案内2", "a"), campaign("c10", "案内10")], more: ["results"] });
	const more = options({
		campaigns: [campaign("c2", "案内2", "a", "b"), campaign("c3", "案内3", "c")],
		agents: [{ accountId: "ag01", name: "鈴木", active: true }],
	});
	const all = addOptions(known, more);
	expect(all.campaigns).toEqual([
		campaign("c2", "案内2", "a", "b"),
		campaign("c3", "案内3", "c"),
		campaign("c10", "案内10"),
	]);
	expect(all.agents).toEqual(more.agents);
	expect(all.more).toEqual(["results"]);
	// Choices found by a word remove nothing.
	expect(addOptions(all, options({ campaigns: [campaign("c2", "案内2")] })).campaigns).toEqual(all.campaigns);
});

test("choices are matched as searches compare names, also in groups", () => {
	const choices: Choice[] = [
		{ value: "1", label: "スズキ 一郎" },
		{ value: "2", label: "1月分", description: "秋のご案内 2026/01/01～2026/01/31" },
		{
			label: "アンケート",
			options: [
				{ value: "3", label: "ＯＫ" },
				{ value: "4", label: "NG" },
			],
		},
	];
	const found = (text: string) =>
		matching<Choice>(choices, text).flatMap(({ options, ...choice }) =>
			(options ?? [choice]).map(({ value }) => value),
		);
	expect(found("すずき一")).toEqual(["1"]);
	expect(found("ご案内　2026")).toEqual(["2"]);
	expect(found("ok")).toEqual(["3"]);
	expect(found("あんけ")).toEqual(["3", "4"]);
	expect(found(" ")).toEqual(["1", "2", "3", "4"]);
	expect(found("なし")).toEqual([]);
});
