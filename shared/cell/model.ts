import { isFragile } from "../fragile/model.ts";

/** What a file is for: to be opened in a spreadsheet by a double click, or to be read by programs. */
export const formats = ["excel", "plain"] as const;
export type Format = (typeof formats)[number];

/** Excel takes no longer text in a formula (UTF-16 code units). */
const longestLiteral = 255;
/** LibreOffice takes no formula of several lines. */
const breaks = /[\t\n]/;
/**
 * What has to be changed in a text before it stands between quotes: quotes, what no cell can hold, and line ends other
 * than a cell's own.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is them that are meant
const toMend = /["\0-\x08\x0b-\x1f\x7f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const unholdable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** Makes the fields of a CSV: what stands between their quotes. */
export interface CellMaker {
	/** Of a text that people or other systems wrote. */
	ofText(text: string | undefined): string;
	/** Of a time, or a duration: what a spreadsheet has a form of its own for. */
	ofValue(text: string): string;
	/** What {@link ofValue} puts around each value but the empty one. */
	around: { open: string; close: string };
	/** How many cells have had to be guarded. */
	guarded: number;
}

/** For a format: `plain` are the values, in `excel` a spreadsheet shows them as they are. */
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
		if (!toMend.test(text)) return isFragile(text) ? this.guard(text) : text;
		const clean = text.replace(unholdable, "").replace(/\r\n?/g, "\n");
		return isFragile(clean) ? this.guard(clean) : doubled(clean);
	}

	ofValue(text: string): string {
		if (text === "") return "";
		this.guarded++;
		return `=""${text}""`;
	}

	/** `="…"` shows what it holds; where that cannot be written, an apostrophe makes a text of it, and is seen. */
	private guard(text: string): string {
		this.guarded++;
		if (text.length > longestLiteral || breaks.test(text)) return `'${doubled(text)}`;
		// Quotes are doubled for the formula, and once more for the file.
		return `=""${doubled(doubled(text))}""`;
	}
}

/** Telephone numbers, mostly: the texts that are guarded in each row. */
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
