import type { CallHistoryEntry } from "../call-history/model.ts";
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

/** Makes lines of list rows: every field quoted, as the screen shows it. The cost of an export is the cost of this, times its rows. */
export function createLineMaker(columns: readonly Column[], directory: Directory): (entry: CallHistoryEntry) => string {
	const fields = columns.map((column) => fieldOf(column, directory));
	const [first = () => "", ...rest] = fields;
	return (entry) => {
		let line = `"${first(entry)}`;
		for (const field of rest) line += `","${field(entry)}`;
		return `${line}"${lineEnd}`;
	};
}

type Field = (entry: CallHistoryEntry) => string;

/** What stands between the quotes. */
function fieldOf(column: Column, directory: Directory): Field {
	const definition = definitionOf(column);
	if (definition.kind === "reference") {
		const names = new Map<string | undefined, string>(
			[...namesOf(directory, definition.names)].map(([id, { name }]) => [id, textField(name)]),
		);
		return (entry) => names.get(entry[definition.of]) ?? "";
	}
	// What people and other systems have written may mislead a spreadsheet; labels, times and durations do not.
	if ("fold" in definition) return (entry) => textField(entry[definition.of]);
	return textOf(column, directory);
}

/** Where a spreadsheet begins to calculate (OWASP, "CSV Injection"), with the full-width forms that some of them take as well. */
const formulaStarts = new Set([..."=+-@\t\r\n＝＋－＠"].map((char) => char.charCodeAt(0)));
/** Digits that a spreadsheet would show without their leading 0, or in powers of ten. */
const fragileNumber = /^(?:\+\d+|0\d+|\d{12,})$/;

/**
 * A text as a field: a number that a spreadsheet would spoil becomes `="090…"`, which shows as it is; what would be calculated
 * gets an apostrophe before it.
 */
export function textField(text: string | undefined): string {
	if (text === undefined || text === "") return "";
	const start = text.charCodeAt(0);
	const maybeNumber = (start >= 48 && start <= 57) || start === 43;
	if (maybeNumber && fragileNumber.test(text)) return `=""${text}""`;
	const safe = formulaStarts.has(start) ? `'${text}` : text;
	return safe.includes('"') ? safe.replaceAll('"', '""') : safe;
}
