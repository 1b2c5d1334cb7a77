import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Column, type ColumnDefinition, definitionOf } from "../column/model.ts";
import { nextActionAt, type PlacesColumn, type TextColumn, valueAt } from "../pack/columns.ts";
import { shownAt } from "../pack/decode.ts";
import {
	type IdAttribute,
	idAttributes,
	type NumberAttribute,
	type PartName,
	type TextAttribute,
	textAttributes,
	type WordAttribute,
	wordAttributes,
} from "../pack/layout.ts";
import type { OpenPack } from "../pack/open-pack.ts";

type Attribute = ColumnDefinition["of"];
type Value = CallHistoryEntry[Attribute];

/** How to get the values of a column from a pack. */
export type Access =
	| { kind: "places"; column: (pack: OpenPack) => Promise<PlacesColumn> }
	/** `isFolded`: the texts are stored folded, as they are compared. */
	| { kind: "text"; isFolded: boolean; column: (pack: OpenPack) => Promise<TextColumn> }
	| { kind: "values"; reader: (pack: OpenPack) => Promise<(row: number) => Value> };

/** Which part of a pack a search by a column's values reads, and how. */
export function accessTo(column: Column): { part: PartName; access: Access } {
	const definition = definitionOf(column);
	const { of } = definition;
	if (isIn(idAttributes, of)) {
		return { part: "ids", access: { kind: "places", column: async (pack) => (await pack.ids()).ids[of] } };
	}
	if (isIn(wordAttributes, of)) {
		return { part: "others", access: { kind: "places", column: async (pack) => (await pack.others()).words[of] } };
	}
	if (isIn(textAttributes, of)) {
		return { part: of, access: { kind: "text", isFolded: true, column: (pack) => pack.text(of) } };
	}
	if (of === "callId") {
		return { part: "callId", access: { kind: "text", isFolded: false, column: (pack) => pack.callIdColumn() } };
	}
	return {
		part: of === "calledAt" ? "ids" : "others",
		access: { kind: "values", reader: (pack) => readerOf(pack, definition) },
	};
}

async function readerOf(pack: OpenPack, definition: ColumnDefinition): Promise<(row: number) => Value> {
	if (definition.of === "calledAt") {
		const { times } = await pack.ids();
		return (row) => times[row];
	}
	const others = await pack.others();
	if (definition.of === "nextAction") return (row) => nextActionAt(others, row);
	const numbers = others.numbers[definition.of as NumberAttribute];
	const orElse = "orElse" in definition ? others.numbers[definition.orElse as NumberAttribute] : undefined;
	return (row) => {
		const value = numbers[row] as number;
		const shown = Number.isNaN(value) ? orElse?.[row] : value;
		return shown;
	};
}

/** The parts of a pack that sorting by a column reads. Call ids are read by row, where they are needed. */
export function partsOfOrder(column: Column): PartName[] {
	const { of } = definitionOf(column);
	if (isIn(textAttributes, of)) return ["ids", of, `${of}Shown`];
	return of === "callId" ? ["ids"] : ["ids", accessTo(column).part];
}

/** Reads the part of a row that sorting and the facets need; the rest of the entry is missing. */
export async function entryReader(
	pack: OpenPack,
	columns: readonly Column[],
): Promise<(row: number) => CallHistoryEntry> {
	const { ids, times } = await pack.ids();
	const values = await Promise.all(
		columns.map(async (column) => ({ of: definitionOf(column).of, at: await orderedValue(pack, column) })),
	);
	return (row) => {
		const entry: Partial<Record<Attribute, unknown>> = { calledAt: times[row] };
		for (const attribute of idAttributes) entry[attribute] = valueAt(ids[attribute], row);
		for (const { of, at } of values) if (at) entry[of] = at(row);
		return entry as unknown as CallHistoryEntry;
	};
}

async function orderedValue(pack: OpenPack, column: Column): Promise<((row: number) => Value) | undefined> {
	const definition = definitionOf(column);
	const { of } = definition;
	if (isIn(textAttributes, of)) {
		const [shown, folded] = await Promise.all([pack.text(`${of}Shown`), pack.text(of)]);
		return (row) => shownAt(shown, folded, row);
	}
	const { access } = accessTo(column);
	if (access.kind === "values") return readerOf(pack, definition);
	if (access.kind === "text") return undefined;
	const places = await access.column(pack);
	return (row) => valueAt(places, row) as Value;
}

function isIn<Name extends IdAttribute | WordAttribute | NumberAttribute | TextAttribute>(
	names: readonly Name[],
	name: string,
): name is Name {
	return (names as readonly string[]).includes(name);
}
