import type { TextColumn } from "../pack/columns.ts";

/** A needle in the form in which columns are searched: its bytes in UTF-8, each as a character. */
export function toLatin1(text: string): string {
	return Buffer.from(text, "utf8").toString("latin1");
}

/**
 * Marks the rows of a column in which a needle occurs. No match can span two rows or split a character, because neither
 * a separator nor the middle of a character begins like a text.
 * @param text the column's characters, or what they are compared as: in the same places
 */
export function markRowsWith(column: TextColumn, text: string, needle: string, marks: Uint8Array): void {
	let place = text.indexOf(needle);
	if (place < 0) return;
	const starts = column.rowStarts();
	let row = 0;
	while (place >= 0) {
		row = rowAt(starts, place, row, column.rows);
		marks[row] = 1;
		// From the separator on: a needle for starts of texts begins with it.
		place = text.indexOf(needle, (starts[row + 1] as number) - 1);
	}
}

/** The row that a place is in, not before `first`; the separator before a row belongs to it. */
function rowAt(starts: Uint32Array, place: number, first: number, rows: number): number {
	let low = first;
	let high = rows - 1;
	while (low < high) {
		const middle = (low + high + 1) >>> 1;
		if ((starts[middle] as number) - 1 <= place) low = middle;
		else high = middle - 1;
	}
	return low;
}
