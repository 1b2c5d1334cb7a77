import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Directory } from "../directory/model.ts";
import { displayJstOf } from "../time/display-time.ts";
import { displayDuration } from "../time/model.ts";
import { type Column, definitionOf } from "./model.ts";
import { namesOf } from "./names.ts";

/** The function for the text that a column shows for a record, in Japanese; empty if it shows nothing. */
export function textOf(column: Column, directory: Directory): (entry: CallHistoryEntry) => string {
	const definition = definitionOf(column);
	switch (definition.kind) {
		case "reference": {
			const names = namesOf(directory, definition.names);
			return (entry) => names.get(entry[definition.of] ?? "")?.name ?? "";
		}
		case "code": {
			const labels = new Map(Object.entries(definition.labels).map(([code, { ja }]) => [code, ja]));
			if (definition.of === "talkedWith") return ({ talkedWith }) => (talkedWith && labels.get(talkedWith)) ?? "";
			return ({ nextAction }) => {
				const label = labels.get(nextAction.type) ?? "";
				return nextAction.type === "redial" ? `${label} ${displayJstOf(nextAction.redialAt)}` : label;
			};
		}
		case "time": {
			const { of, orElse = of } = definition;
			return (entry) => displayJstOf((entry[of] ?? entry[orElse]) as number);
		}
		case "duration":
			return (entry) => {
				const seconds = entry[definition.of];
				return seconds === undefined ? "" : displayDuration(seconds);
			};
		default:
			return (entry) => entry[definition.of] ?? "";
	}
}
