import { conditions, conditionsOf } from "../../../../shared/condition/model.ts";
import type { SearchOptions } from "../../../../shared/options/answer.ts";
import { choicesOf, chosenOf } from "./choices.ts";
import type { formTexts } from "./form-texts.ts";
import { localPeriod, type Period } from "./period.ts";

export interface ConditionInWords {
	/** `period`, or the API's name of the condition. */
	name: string;
	text: string;
}

/** The conditions of a search in words, a line each, to tell searches apart. */
export function describeConditions(...of: Parameters<typeof conditionsInWords>): string[] {
	return conditionsInWords(...of).map(({ text }) => text);
}

/** The conditions of a search in words, the period first. */
export function conditionsInWords(
	asked: Record<string, unknown>,
	f: (typeof formTexts)["ja"],
	options: SearchOptions | undefined,
): ConditionInWords[] {
	const { from, to } = localPeriod(asked.period as Period);
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
	return [{ name: "period", text: `${shown(from)}～${shown(to)}` }, ...lists, ...texts];
}

/** `2026/11/20 10:30`, to the minute. */
const shown = (local: string) => local.slice(0, 16).replaceAll("-", "/").replace("T", " ");
