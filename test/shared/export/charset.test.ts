import { describe, expect, it } from "vitest";
import { createEncoder } from "../../../shared/export/charset.ts";

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
	])("%s: characters that it lacks become question marks, and are counted", (text, replaced) => {
		expect(encode(text).replaced).toBe(replaced);
		expect(encode(text).hex).toContain("3f");
	});

	it("decodes to the same character, whichever was encoded", () => {
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
		// JIS X 0208, NEC's row 13, IBM's extensions, half-width kana, and the rows for user-defined characters.
		expect(written).toBeGreaterThan(7400);
	});
});
