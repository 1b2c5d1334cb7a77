import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Format } from "../cell/model.ts";
import { type CellMaker, createCellMaker } from "../cell/model.ts";
import { type Column, columnLabels, definitionOf } from "../column/model.ts";
import { namesOf } from "../column/names.ts";
import { textOf } from "../column/text.ts";
import type { Directory } from "../directory/model.ts";

const lineEnd = "\r\n";

/** The headings of the list. */
export function headerLine(columns: readonly Column[]): string {
	const labels = columnLabels("ja");
	return columns.map((column) => `"${labels[column]}"`).join(",") + lineEnd;
}

export interface LineMaker {
	/** The line of a list row: every field quoted, as shown on screen. An export costs this times its rows. */
	lineOf(entry: CallHistoryEntry): string;
	/** How many cells in all lines needed a guard. */
	guardedCount(): number;
}

export function createLineMaker(columns: readonly Column[], directory: Directory, format: Format): LineMaker {
	const cells = createCellMaker(format);
	const fields = columns.map((column) => fieldOf(column, directory, cells));
	const { around, starts, end } = separators(columns, cells);
	return {
		lineOf(entry) {
			let line = "";
			for (let index = 0; index < fields.length; index++) line += starts[index] + (fields[index] as Field)(entry);
			cells.guarded += around;
			return line + end;
		},
		guardedCount: () => cells.guarded,
	};
}

/**
 * The separators before each field and after the last. Every row has a time, so its guard is part of the separators:
 * each string concatenation costs.
 */
function separators(columns: readonly Column[], cells: CellMaker) {
	let close = "";
	let around = 0;
	const starts = columns.map((column, index) => {
		const isTime = definitionOf(column).kind === "time";
		const start = `${index === 0 ? "" : `${close}",`}"${isTime ? cells.around.open : ""}`;
		close = isTime ? cells.around.close : "";
		if (isTime && close !== "") around++;
		return start;
	});
	return { starts, end: `${close}"${lineEnd}`, around };
}

type Field = (entry: CallHistoryEntry) => string;

/** The text between the quotes. */
function fieldOf(column: Column, directory: Directory, cells: CellMaker): Field {
	const definition = definitionOf(column);
	switch (definition.kind) {
		case "reference": {
			const { of } = definition;
			const names = new Map<string | undefined, NameCell>(
				[...namesOf(directory, definition.names)].map(([id, { name }]) => [id, nameCell(name, cells)]),
			);
			return (entry) => {
				const name = names.get(entry[of]);
				if (!name) return "";
				cells.guarded += name.guarded;
				return name.cell;
			};
		}
		case "code":
			// Our own labels, none of which a spreadsheet interprets.
			return textOf(column, directory);
		case "time":
			return textOf(column, directory);
		case "duration": {
			const text = textOf(column, directory);
			return (entry) => cells.ofValue(text(entry));
		}
		default: {
			const { of } = definition;
			return (entry) => cells.ofText(entry[of]);
		}
	}
}

interface NameCell {
	cell: string;
	/** How many guards it counts for, each time that it is written. */
	guarded: number;
}

/** Each name is turned into a cell once, however many rows show it. */
function nameCell(name: string, cells: CellMaker): NameCell {
	const before = cells.guarded;
	const cell = cells.ofText(name);
	const guarded = cells.guarded - before;
	cells.guarded = before;
	return { cell, guarded };
}
