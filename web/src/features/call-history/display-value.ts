import type { Detail } from "../../../../shared/detail/answer.ts";
import { displayTime } from "../../components/display.ts";
import type { formTexts } from "../search/form-texts.ts";
import { displayNextAction } from "../search/shown.ts";
import { type Draft, type Field, nextActionOf } from "./draft.ts";

type Texts = (typeof formTexts)["ja"];

/** A record's title where it is shown alone. */
export const titleOf = ({ calledAt, name, phone }: Detail) => `${displayTime(calledAt)} ${name ?? phone}`;

export function displayPeriod({ startsOn, endsOn }: Detail["batchPeriod"]): string {
	return `${startsOn.replaceAll("-", "/")}～${endsOn.replaceAll("-", "/")}`;
}

/** A correctable value of a correction or draft, in words; undefined = nothing there. */
export function displayValue(field: Field, value: unknown, detail: Detail, t: Texts): string | undefined {
	if (value === null || value === undefined || value === "") return undefined;
	if (field === "talkedWith") return t.talkedWith[value as "self" | "other"];
	if (field === "nextAction") return displayNextAction(value as Detail["nextAction"], t);
	if (field !== "resultId") return String(value);
	const own = t.systemResultLabels[String(value)];
	if (own) return own;
	const option = detail.resultOptions?.find(({ resultId }) => resultId === value);
	return option?.label ?? (value === detail.resultId ? (detail.resultLabel ?? String(value)) : String(value));
}

export function draftValue(field: Field, draft: Draft): unknown {
	if (field !== "nextAction") return draft[field];
	return nextActionOf(draft.nextAction, draft.redialAt);
}
