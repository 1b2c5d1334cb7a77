import { conditions, conditionsOf } from "../../../../shared/condition/model.ts";
import type { SearchOptions } from "../../../../shared/options/answer.ts";
import { displayJst, parseTime } from "../../../../shared/time/model.ts";
import { choicesOf, chosenOf } from "./choices.ts";
import type { formTexts } from "./form-texts.ts";

export interface ConditionInWords {
	/** `period`, or what the API calls the condition. */
	name: string;
	text: string;
}

/** The conditions of a search in words, a line each: how one tells ten of them apart. */
export function describeConditions(...of: Parameters<typeof conditionsInWords>): string[] {
	return conditionsInWords(...of).map(({ text }) => text);
}

/** The period first. */
export function conditionsInWords(
	asked: Record<string, unknown>,
	f: (typeof formTexts)["ja"],
	options: SearchOptions | undefined,
): ConditionInWords[] {
	const { from, to } = asked.period as { from: string; to: string };
	const choices = choicesOf(options, [], f);
	const labels = f.conditionLabels;
	const lists = conditionsOf("ids").flatMap((name) => {
		const ids = (asked[name] as string[] | undefined) ?? [];
		if (ids.length === 0) return [];
		const chosen = new Set(chosenOf(choices[name], ids).map(({ label }) => label));
		return [{ name, text: `${labels[name]}: ${[...chosen].join(", ")}` }];
	});
	const texts = conditions.flatMap((name) => {
		const value = asked[name];
		return typeof value === "string" && value ? [{ name, text: `${labels[name]}: ${value}` }] : [];
	});
	return [{ name: "period", text: `${moment(from)}～${lastMoment(to)}` }, ...lists, ...texts];
}

const moment = (iso: string) => displayJst(parseTime(iso) ?? 0).slice(0, 16);

/** The end of a day is its 24:00, as it was entered, and not the next day's 00:00. */
function lastMoment(iso: string): string {
	const text = moment(iso);
	return text.endsWith("00:00") ? `${displayJst((parseTime(iso) ?? 0) - 1).slice(0, 10)} 24:00` : text;
}
