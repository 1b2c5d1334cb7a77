import { describe, expect, it } from "vitest";
import { createEncoder } from "../../../shared/export/charset.ts";
import { textField } from "../../../shared/export/csv.ts";
import { displayJstOf } from "../../../shared/time/display-time.ts";
import { displayJst } from "../../../shared/time/model.ts";
import { createRandom } from "../../support/records.ts";

describe("a field", () => {
	it.each([
		["=1+1", "'=1+1"],
		["+SUM(A1)", "'+SUM(A1)"],
		["-2+3", "'-2+3"],
		["@cmd", "'@cmd"],
		["\tx", "'\tx"],
		["\rx", "'\rx"],
		["\nx", "'\nx"],
		["＝1", "'＝1"],
		["＋1", "'＋1"],
		["－1", "'－1"],
		["＠x", "'＠x"],
		['="x"', '\'=""x""'],
	])("%j is not calculated", (text, expected) => {
		expect(textField(text)).toBe(expected);
	});

	it.each([
		["09012345678", '=""09012345678""'],
		["+819012345678", '=""+819012345678""'],
		["123456789012", '=""123456789012""'],
		["00", '=""00""'],
	])("%s keeps its digits in a spreadsheet", (text, expected) => {
		expect(textField(text)).toBe(expected);
	});

	it.each(["0", "12345678901", "20261120-000001", "3-4", "1=1", "本日=休み", " =1", "", "話\n中"])(
		"%j stays as it is",
		(text) => {
			expect(textField(text)).toBe(text);
		},
	);

	it("doubles its quotes", () => {
		expect(textField('「"A"」')).toBe('「""A""」');
		expect(textField(undefined)).toBe("");
	});
});

describe("a time", () => {
	it("is the screen's, in whichever order times come", () => {
		const random = createRandom(7);
		for (let index = 0; index < 2000; index++) {
			const time = Math.floor((random() - 0.2) * 4e12);
			expect(displayJstOf(time)).toBe(displayJst(time));
		}
		for (const time of [
			0,
			-1,
			999,
			Date.parse("2026-11-20T23:59:59.999+09:00"),
			Date.parse("2026-11-21T00:00+09:00"),
		]) {
			expect(displayJstOf(time)).toBe(displayJst(time));
		}
	});
});

describe("CP932", () => {
	const encode = (text: string) => {
		const bytes = Buffer.alloc(text.length * 2);
		const written = createEncoder("shift_jis").write(text, bytes, 0);
		return { hex: bytes.subarray(0, written.bytes).toString("hex"), replaced: written.replaced };
	};

	it.each([
		["A\\~\r\n", "415c7e0d0a"],
		["あ漢カｶﾞ", "82a08abf834ab6de"],
		["髙﨑①㈱№Ⅲⅲ", "fbfcfab187408 78a87828756fa42".replace(" ", "")],
		["〜−‖—¢£¥¬", "8160817c8161815c81918192818f81ca"],
		["～－∥―￠￡￥￢", "8160817c8161815c81918192818f81ca"],
		["≒∵∩∪∠⊥", "81e081e681bf81be81da81db"],
		["か\u3099は\u309a", "82aa82cf"],
		["\u001a\u001c\u007f", "1a1c7f"],
		["葛\u{e0100}\ufe00城", "8a8b8fe9"],
	])("%s is written as Windows writes it", (text, hex) => {
		expect(encode(text)).toEqual({ hex, replaced: 0 });
	});

	it.each([
		["😀", 1],
		["𠮷野", 1],
		["鷗", 1],
		["é한", 2],
	])("%s: what it lacks becomes a question mark, and is counted", (text, replaced) => {
		expect(encode(text).replaced).toBe(replaced);
		expect(encode(text).hex).toContain("3f");
	});

	it("is read back as it was written, all of it", () => {
		const decoder = new TextDecoder("shift_jis", { fatal: true });
		let written = 0;
		for (let unit = 0x80; unit < 0x10000; unit++) {
			if (unit >= 0xd800 && unit < 0xe000) continue;
			const char = String.fromCharCode(unit);
			const { hex, replaced } = encode(char);
			if (replaced > 0 || hex === "" || "\u301c\u2212\u2016\u2014\u00a2\u00a3\u00a5\u00ac\u00a6\u00a0".includes(char))
				continue;
			expect(decoder.decode(Buffer.from(hex, "hex"))).toBe(char);
			written++;
		}
		// JIS X 0208, NEC's row 13, IBM's extensions, half-width kana, and the rows for users' own characters.
		expect(written).toBeGreaterThan(7400);
	});
});
