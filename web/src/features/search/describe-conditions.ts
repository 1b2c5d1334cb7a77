import type { SearchOptions } from "../../../../shared/options/answer.ts";
import { displayJst, parseTime } from "../../../../shared/time/model.ts";
import { choicesOf, chosenOf } from "./choices.ts";
import { idLists } from "./criteria.ts";
import type { formTexts } from "./form-texts.ts";

/** The conditions of a search in words, a line each: how one tells ten of them apart. */
export function describeConditions(
	conditions: Record<string, unknown>,
	f: (typeof formTexts)["ja"],
	options: SearchOptions | undefined,
): string[] {
	const { from, to } = conditions.period as { from: string; to: string };
	const choices = choicesOf(options, [], f);
	const labels = {
		campaignIds: f.campaigns,
		batchIds: f.batches,
		customerListIds: f.customerLists,
		callingGroupIds: f.callingGroups,
		agentIds: f.agents,
		resultIds: f.results,
	};
	const lists = idLists.flatMap((list) => {
		const ids = (conditions[list] as string[] | undefined) ?? [];
		if (ids.length === 0) return [];
		return [
			`${labels[list]}: ${chosenOf(choices[list], ids)
				.map(({ label }) => label)
				.join(", ")}`,
		];
	});
	const words = { name: f.name, kana: f.kana, phone: f.phone, phoneEndsWith: f.phone, memo: f.memo, keyword: f.find };
	const texts = Object.entries(words).flatMap(([name, label]) => {
		const value = conditions[name];
		return typeof value === "string" && value ? [`${label}: ${value}`] : [];
	});
	return [`${moment(from)}～${lastMoment(to)}`, ...lists, ...texts];
}

const moment = (iso: string) => displayJst(parseTime(iso) ?? 0).slice(0, 16);

/** The end of a day is its 24:00, as it was entered, and not the next day's 00:00. */
function lastMoment(iso: string): string {
	const text = moment(iso);
	return text.endsWith("00:00") ? `${displayJst((parseTime(iso) ?? 0) - 1).slice(0, 10)} 24:00` : text;
}
