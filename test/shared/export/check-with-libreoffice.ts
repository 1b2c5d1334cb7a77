import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Encoding, encodings } from "../../../shared/async-search/model.ts";
import type { CallHistoryEntry } from "../../../shared/call-history/model.ts";
import type { Column } from "../../../shared/column/model.ts";
import { createEncoder } from "../../../shared/export/charset.ts";
import { createLineMaker, headerLine } from "../../../shared/export/csv.ts";
import { displayDuration, displayJst } from "../../../shared/time/model.ts";
import { readFlatSheet } from "../../support/flat-sheet.ts";
import { apostrophedTexts, guardedTexts, leftTexts, mendedTexts } from "../../support/spreadsheet-texts.ts";

/*
 * `npm run check:libreoffice` opens files of the product's own writer in LibreOffice (`soffice` on the path; on Debian
 * the package libreoffice-calc-nogui) with its recognition of values and its formulas on, and reports cells that it
 * shows differently.
 */

const columns: Column[] = ["callId", "memo", "calledAt", "durationSeconds"];
const entry = { calledAt: Date.parse("2026-11-20T10:00:05+09:00"), durationSeconds: 63 };
const directory = { accounts: [], campaigns: [], batches: [], customerLists: [], callingGroups: [] };
/** LibreOffice's numbers of locales and encodings. */
const locales = { "ja-JP": 1041, "en-US": 1033, "de-DE": 1031 };
const charsets: Record<Encoding, number> = { "utf-8": 76, shift_jis: 60 };

/** Each text, and what the spreadsheet should show. */
const expected: [text: string, shown: string][] = [
	...[...guardedTexts, ...leftTexts].map((text): [string, string] => [text, text]),
	...apostrophedTexts.map((text): [string, string] => [text, `'${text}`]),
	...mendedTexts.map(([text, cell]): [string, string] => [text, cell.replace(/^="(.*)"$/s, "$1")]),
];

/** The text after a round trip through the encoding. */
function inEncoding(encoding: Encoding, text: string): string {
	const bytes = Buffer.alloc(text.length * 3);
	const { bytes: length } = createEncoder(encoding).write(text, bytes, 0);
	return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(0, length));
}

function makeFile(encoding: Encoding): Buffer {
	const none = Object.fromEntries(Object.keys(directory).map((name) => [name, new Map()]));
	const { lineOf } = createLineMaker(columns, none as never, "excel");
	const lines = expected.map(([memo], index) => lineOf({ ...entry, callId: `row ${index}`, memo } as CallHistoryEntry));
	const content = headerLine(columns) + lines.join("");
	const encoder = createEncoder(encoding);
	const bytes = Buffer.alloc(content.length * 3);
	const { bytes: length } = encoder.write(content, bytes, 0);
	return Buffer.concat([encoder.byteOrderMark, bytes.subarray(0, length)]);
}

const folder = mkdtempSync(join(tmpdir(), "rireki-sheet-"));
let wrong = 0;
try {
	for (const encoding of encodings) {
		writeFileSync(join(folder, "file.csv"), makeFile(encoding));
		for (const [locale, number] of Object.entries(locales)) {
			// Separator, quote, encoding, first row, no formats, language, quoted is not text, special numbers, …, formulas.
			const options = `44,34,${charsets[encoding]},1,,${number},false,true,false,false,false,0,true`;
			const profile = `-env:UserInstallation=file://${folder}/profile`;
			const convert = ["--headless", "--convert-to", "fods", `--infilter=CSV:${options}`, "--outdir", folder];
			execFileSync("soffice", [profile, ...convert, join(folder, "file.csv")], {
				stdio: ["ignore", "ignore", "ignore"],
			});
			const rows = readFlatSheet(readFileSync(join(folder, "file.fods"), "utf8")).slice(1);
			if (rows.length !== expected.length) throw new Error(`${rows.length} rows instead of ${expected.length}`);
			for (const [index, [text, shown]] of expected.entries()) {
				const cells = [inEncoding(encoding, shown), displayJst(entry.calledAt), displayDuration(entry.durationSeconds)];
				for (const [column, cell] of cells.entries()) {
					const seen = rows[index]?.[column + 1];
					if ((seen?.type === "string" || (cell === "" && !seen?.type)) && seen?.text === cell) continue;
					wrong++;
					console.error(encoding, locale, JSON.stringify({ text, expected: cell, ...seen }).slice(0, 300));
				}
			}
			console.log(`${encoding}, ${locale}: ${rows.length} rows checked`);
		}
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
if (wrong > 0) process.exitCode = 1;
console.log(wrong === 0 ? "All cells are shown as written." : `${wrong} cells are shown differently.`);
