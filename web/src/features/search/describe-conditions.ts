import { conditions, conditionsOf } from "../../../../shared/condition/model.ts";
import type { SearchOptions } from "../../../../shared/options/answer.ts";
import { displayJst, parseTime } from "../../../../shared/time/model.ts";
import { choicesOf, chosenOf } from "./choices.ts";
import type { formTexts } from "./form-texts.ts";

/** The conditions of a search in words, a line each: how one tells ten of them apart. */
export function describeConditions(
	asked: Record<string, unknown>,
	f: (typeof formTexts)["ja"],
	options: SearchOptions | undefined,
): string[] {
	const { from, to } = asked.period as { from: string; to: string };
	const choices = choicesOf(options, [], f);
	const labels = f.conditionLabels;
	const lists = conditionsOf("ids").flatMap((name) => {
		const ids = (asked[name] as string[] | undefined) ?? [];
		if (ids.length === 0) return [];
		return [
			`${labels[name]}: ${chosenOf(choices[name], ids)
				.map(({ label }) => label)
				.join(", ")}`,
		];
	});
	const texts = conditions.flatMap((name) => {
		const value = asked[name];
		return typeof value === "string" && value ? [`${labels[name]}: ${value}`] : [];
	});
	return [`${moment(from)}～${lastMoment(to)}`, ...lists, ...texts];
}

const moment = (iso: string) => displayJst(parseTime(iso) ?? 0).slice(0, 16);

/** The end of a day is its 24:00, as it was entered, and not the next day's 00:00. */
function lastMoment(iso: string): string {
	const text = moment(iso);
	return text.endsWith("00:00") ? `${displayJst((parseTime(iso) ?? 0) - 1).slice(0, 10)} 24:00` : text;
}
