import { type Column, definitionOf } from "../../../../shared/column/model.ts";
import type { Row } from "../../../../shared/search/answer.ts";
import { displayDuration } from "../../../../shared/time/model.ts";
import { displayTime, nothing } from "../../components/display.ts";
import type { formTexts } from "./form-texts.ts";

type Texts = (typeof formTexts)["ja"];

/** The text of a column, in the list and on the detail screen. */
export function shownOf(column: Column, row: Row, t: Texts): string {
	const { kind } = definitionOf(column);
	const value = column === "recording" ? row.recording?.durationSeconds : row[column];
	if (value === null || value === undefined || value === "") return nothing;
	if (typeof value === "object") return displayNextAction(value, t);
	if (typeof value === "number") return displayDuration(value);
	if (kind === "time") return displayTime(value);
	if (kind === "code") return t.talkedWith[value as keyof Texts["talkedWith"]];
	return (column === "resultLabel" && t.systemResultLabels[row.resultId ?? ""]) || value;
}

export function displayNextAction({ type, redialAt }: Row["nextAction"], t: Texts): string {
	return type === "redial" ? `${t.nextActions.redial} ${displayTime(redialAt)}` : t.nextActions[type];
}
