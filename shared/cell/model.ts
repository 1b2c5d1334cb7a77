import { isFragile } from "../fragile/model.ts";

/** What a file is for: opening it in a spreadsheet by double-click, or reading it with programs. */
export const formats = ["excel", "plain"] as const;
export type Format = (typeof formats)[number];

/** The longest text that Excel accepts in a formula, in UTF-16 code units. */
const longestLiteral = 255;
/** LibreOffice accepts no formula with these. */
const breaks = /[\t\n]/;
/**
 * What must be changed in a text before it is put between quotes: quotes, characters that no cell can hold, and line
 * ends other than those of cells.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are meant
const toClean = /["\0-\x08\x0b-\x1f\x7f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const unholdable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** Makes the fields of a CSV, without the quotes around them. */
export interface CellMaker {
	/** A field for a text that people or other systems wrote. */
	ofText(text: string | undefined): string;
	/** A field for a time or a duration, which a spreadsheet would reformat. */
	ofValue(text: string): string;
	/** What {@link ofValue} puts around each value that is not empty. */
	around: { open: string; close: string };
	/** How many cells needed a guard. */
	guarded: number;
}

/** `plain` cells contain the bare values; `excel` cells make a spreadsheet show the values unchanged. */
export function createCellMaker(format: Format): CellMaker {
	return format === "plain" ? plainCells() : new SpreadsheetCells();
}

function plainCells(): CellMaker {
	return {
		ofText: (text) => (text ? doubled(text) : ""),
		ofValue: (text) => text,
		around: { open: "", close: "" },
		guarded: 0,
	};
}

class SpreadsheetCells implements CellMaker {
	guarded = 0;
	around = { open: '=""', close: '""' };

	ofText(text: string | undefined): string {
		if (!text) return "";
		if (isDigits(text)) return this.ofValue(text);
		if (!toClean.test(text)) return isFragile(text) ? this.guard(text) : text;
		const clean = text.replace(unholdable, "").replace(/\r\n?/g, "\n");
		return isFragile(clean) ? this.guard(clean) : doubled(clean);
	}

	ofValue(text: string): string {
		if (text === "") return "";
		this.guarded++;
		return `=""${text}""`;
	}

	/** `="…"` shows its content unchanged; where that is impossible, an apostrophe makes it text, but remains visible. */
	private guard(text: string): string {
		this.guarded++;
		if (text.length > longestLiteral || breaks.test(text)) return `'${doubled(text)}`;
		// Quotes are doubled for the formula, and again for the file.
		return `=""${doubled(doubled(text))}""`;
	}
}

/** True mostly for telephone numbers, which are guarded in every row. */
function isDigits(text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		if (unit < 0x30 || unit > 0x39) return false;
	}
	return text.length <= longestLiteral;
}

function doubled(text: string): string {
	return text.includes('"') ? text.replaceAll('"', '""') : text;
}
