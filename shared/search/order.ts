import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Column, definitionOf, labelOf, valueReader } from "../column/model.ts";
import { namesOf } from "../column/names.ts";
import type { Directory } from "../directory/model.ts";
import type { Sort } from "./model.ts";

type SortValue = string | number | null;

/** A record's place in the chosen order. No two records have the same place. */
export interface Place {
	value: SortValue;
	calledAt: number;
	callId: string;
}

export interface Order {
	column: Column;
	placeOf(entry: CallHistoryEntry): Place;
	/** Below zero if `a` comes first. Rows without a value come last in either direction; equal ones newest first. */
	compare(a: Place, b: Place): number;
}

export function createOrder({ column, direction }: Sort, directory: Directory): Order {
	const value = sortValueOf(column, directory);
	const sign = direction === "asc" ? 1 : -1;
	const compareValues = isReadAsText(column) ? createTextCompare() : compareCodes;
	// In time order, call ids are in the same direction; in any other order, the newest of equal rows comes first.
	const tieSign = column === "calledAt" ? sign : -1;
	return {
		column,
		placeOf: (entry) => ({ value: value(entry), calledAt: entry.calledAt, callId: entry.callId }),
		compare(a, b) {
			if (a.value === null || b.value === null) {
				if (a.value !== b.value) return a.value === null ? 1 : -1;
			} else {
				const byValue = compareValues(a.value, b.value) * sign;
				if (byValue !== 0) return byValue;
			}
			return (compareCodes(a.calledAt, b.calledAt) || compareCodes(a.callId, b.callId)) * tieSign;
		},
	};
}

/** The order in which a Japanese reader looks up names; numbers inside texts by value (9月分 before 10月分). */
function createTextCompare(): (a: SortValue, b: SortValue) => number {
	const collator = new Intl.Collator("ja", { numeric: true });
	return (a, b) => collator.compare(a as string, b as string);
}

function compareCodes(a: SortValue, b: SortValue): number {
	return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0;
}

/** Names, labels and texts are compared as people read them; ids, numbers and times as they are. */
function isReadAsText(column: Column): boolean {
	const { kind } = definitionOf(column);
	return kind === "reference" || kind === "code" || kind === "text";
}

function sortValueOf(column: Column, directory: Directory): (entry: CallHistoryEntry) => SortValue {
	const definition = definitionOf(column);
	const value = valueReader(column) as (entry: CallHistoryEntry) => string | number | undefined;
	switch (definition.kind) {
		case "reference": {
			const names = namesOf(directory, definition.names);
			return (entry) => names.get(value(entry) as string)?.name ?? null;
		}
		case "code":
			return (entry) => labelOf(definition, entry[definition.of])?.ja ?? null;
		default:
			return (entry) => value(entry) ?? null;
	}
}

/** Whether entries of an index are read newest first: in the requested direction, if the order is by time. */
export function readsNewestFirst({ column, direction }: Sort): boolean {
	return column !== "calledAt" || direction === "desc";
}
