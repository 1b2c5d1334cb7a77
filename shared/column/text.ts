import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Directory } from "../directory/model.ts";
import { displayJstOf } from "../time/display-time.ts";
import { displayDuration } from "../time/model.ts";
import { type Column, definitionOf, labelOf, valueReader } from "./model.ts";
import { namesOf } from "./names.ts";

/** What a column shows of a record, in Japanese; undefined where it shows nothing. */
export function textOf(column: Column, directory: Directory): (entry: CallHistoryEntry) => string | undefined {
	const definition = definitionOf(column);
	switch (definition.kind) {
		case "reference": {
			const names = namesOf(directory, definition.names);
			return (entry) => names.get(entry[definition.of] ?? "")?.name;
		}
		case "code":
			return (entry) => {
				const value = entry[definition.of];
				const label = labelOf(definition, value)?.ja;
				return typeof value === "object" && value.type === "redial"
					? `${label} ${displayJstOf(value.redialAt)}`
					: label;
			};
		case "time":
			return shownBy(column, displayJstOf);
		case "duration":
			return shownBy(column, displayDuration);
		default:
			return (entry) => entry[definition.of];
	}
}

function shownBy(column: Column, show: (value: number) => string): (entry: CallHistoryEntry) => string | undefined {
	const value = valueReader(column) as (entry: CallHistoryEntry) => number | undefined;
	return (entry) => {
		const number = value(entry);
		return number === undefined ? undefined : show(number);
	};
}
