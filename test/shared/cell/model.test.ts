import { describe, expect, it } from "vitest";
import type { Encoding } from "../../../shared/async-search/model.ts";
import type { Format } from "../../../shared/cell/model.ts";
import { createCellMaker } from "../../../shared/cell/model.ts";
import { createEncoder } from "../../../shared/export/charset.ts";
import { isFragile } from "../../../shared/fragile/model.ts";
import { displayDuration, displayJst } from "../../../shared/time/model.ts";
import { createRandom } from "../../support/records.ts";
import { apostrophedTexts, guardedTexts, leftTexts, mendedTexts } from "../../support/spreadsheet-texts.ts";

/** The cell as written in a file, and the number of guards counted. */
function cellIn(encoding: Encoding, text: string, format: Format = "excel") {
	const cells = createCellMaker(format);
	const field = cells.ofText(text);
	const bytes = Buffer.alloc(field.length * 3);
	const written = createEncoder(encoding).write(field, bytes, 0);
	const file = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, written.bytes));
	// A quote that is not doubled would end the field.
	expect(file.replaceAll('""', "")).not.toContain('"');
	return { cell: file.replaceAll('""', '"'), guarded: cells.guarded };
}

/** A text as CP932 encodes it, without a guard. */
const inCp932 = (text: string) => cellIn("shift_jis", text, "plain").cell;
const literal = (text: string) => `="${text.replaceAll('"', '""')}"`;
const encodings = [
	["utf-8", (text: string) => text],
	["shift_jis", inCp932],
] as const;

describe.each(encodings)("in %s, a cell for a spreadsheet", (encoding, as) => {
	it.each(guardedTexts)("%j is written as a formula that holds only the text", (text) => {
		expect(cellIn(encoding, text)).toEqual({ cell: literal(as(text)), guarded: 1 });
	});

	it.each(apostrophedTexts)("%j is prefixed with an apostrophe", (text) => {
		expect(cellIn(encoding, text)).toEqual({ cell: `'${as(text)}`, guarded: 1 });
	});

	it.each(leftTexts)("%j is left unchanged", (text) => {
		expect(cellIn(encoding, text)).toEqual({ cell: as(text), guarded: 0 });
	});

	it.each(mendedTexts)("%j is written without characters that no cell can hold", (text, cell) => {
		expect(cellIn(encoding, text).cell).toBe(as(cell));
	});

	it("is not fragile in the file when it is unguarded", () => {
		for (const text of leftTexts) expect(isFragile(cellIn(encoding, text).cell), text).toBe(false);
	});
});

describe("times and durations", () => {
	it("are guarded like other texts of the same form", () => {
		const texts = [displayJst(Date.parse("2026-11-20T10:00:05+09:00")), displayDuration(63), displayDuration(100_000)];
		for (const text of texts) {
			const cells = createCellMaker("excel");
			expect(cells.ofValue(text)).toBe(cells.ofText(text));
			expect(cells.guarded).toBe(2);
		}
		expect(createCellMaker("excel").ofValue("")).toBe("");
	});
});

describe.each(encodings)("in %s, a cell for programs", (encoding, as) => {
	it("holds only the value", () => {
		for (const text of [...guardedTexts, ...apostrophedTexts, ...leftTexts, "\u0000=1", "話\r\n中\rで"]) {
			expect(cellIn(encoding, text, "plain")).toEqual({ cell: as(text), guarded: 0 });
		}
		expect(createCellMaker("plain").ofValue("2026/11/20 10:00:05")).toBe("2026/11/20 10:00:05");
	});
});

describe("any text", () => {
	it("is not fragile in the file when it is unguarded, and is unchanged inside its guard", () => {
		const random = createRandom(25);
		const signs = [..."=+-@'\"−－ー\u200b\ufe0f\u00a0\u3000 0１２５½/:.,%()¥令和年月日eE午前amRあ漢😀\n"];
		let unguarded = 0;
		for (let index = 0; index < 3000; index++) {
			const length = 1 + Math.floor(random() * 6);
			const text = Array.from({ length }, () => signs[Math.floor(random() * signs.length)]).join("");
			for (const [encoding, as] of encodings) {
				const { cell, guarded } = cellIn(encoding, text);
				if (guarded === 0) {
					unguarded++;
					expect([isFragile(cell), cell], text).toEqual([false, as(text)]);
				} else if (cell.startsWith("'")) expect(cell.slice(1)).toBe(as(text));
				else expect(cell.slice(2, -1).replaceAll('""', '"')).toBe(as(text));
			}
		}
		expect(unguarded).toBeGreaterThan(500);
	});
});

describe("isFragile", () => {
	it("stays fast for hostile texts", () => {
		// Only the start of a long text is checked: backtracking over all of these would take years.
		const hostile = ["am.", "1 ", "1e", "令和", "sun, ", "jan", "〇", "#", "a.m"].map(
			(part) => `${part.repeat(3000)}!`,
		);
		for (const text of hostile) expect(typeof isFragile(text)).toBe("boolean");
	});
});
