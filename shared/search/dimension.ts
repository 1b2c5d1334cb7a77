import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Column, definitionOf } from "../column/model.ts";
import { namesOf } from "../column/names.ts";
import type { Directory } from "../directory/model.ts";
import { jstHour, jstWeekday } from "../time/model.ts";
import { type Dimension, dimensionsOf, type Facet } from "./facet-model.ts";

/** The value of a call that a dimension counts by. */
export type DimensionDefinition =
	/** A column with few values. */
	| { column: "resultLabel" | "agentName" | "campaignName" | "talkedWith" }
	/** A number derived from the time of the call, below `end`; the values are listed in its order. */
	| { ofTime: (epochMs: number) => number; end: number; label: (value: number) => string };

/** The dimensions that hits are counted by. */
export const dimensionTable: Readonly<Record<Dimension, DimensionDefinition>> = {
	result: { column: "resultLabel" },
	agent: { column: "agentName" },
	campaign: { column: "campaignName" },
	talkedWith: { column: "talkedWith" },
	hour: { ofTime: jstHour, end: 24, label: (hour) => `${hour}時` },
	weekday: { ofTime: jstWeekday, end: 8, label: (weekday) => `${"月火水木金土日"[weekday - 1]}曜日` },
};

export function dimensionValue(dimension: Dimension): (entry: CallHistoryEntry) => string | undefined {
	const definition = dimensionTable[dimension];
	if ("ofTime" in definition) return ({ calledAt }) => String(definition.ofTime(calledAt));
	const { of } = definitionOf(definition.column);
	return (entry) => entry[of] as string | undefined;
}

/** How values are shown, in Japanese like names. */
export function dimensionLabels(dimension: Dimension, directory: Directory): (value: string) => string | undefined {
	const definition = dimensionTable[dimension];
	if ("ofTime" in definition) return (value) => definition.label(Number(value));
	const column = definitionOf(definition.column);
	if (column.kind === "code") return (value) => column.labels[value]?.ja;
	const names = column.kind === "reference" ? namesOf(directory, column.names) : undefined;
	return (value) => names?.get(value)?.name;
}

/** The columns that facets need, besides the time of the call. */
export function facetColumns(facets: readonly Facet[]): Column[] {
	const definitions = facets.flatMap(dimensionsOf).map((dimension) => dimensionTable[dimension as Dimension]);
	return [...new Set(definitions.flatMap((definition) => ("column" in definition ? [definition.column] : [])))];
}
