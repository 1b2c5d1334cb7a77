import { expect, test } from "vitest";
import { currentLayout, foldedText, textAttributes } from "../../../shared/pack/layout.ts";

/** Every kind of character that folding handles, or may handle in the future. */
const text = "髙橋　Ｓａｎ﨑 ｶﾞｲﾄﾞ がいど 〜～ー－-−  ㈱Ⅲ①ßİ \u200b𠮷 0３-12 ヶケ";

test("texts are folded as in existing packs: another folding requires a higher layout", () => {
	const folded = Object.fromEntries(textAttributes.map((attribute) => [attribute, foldedText(attribute, text)]));
	expect({ currentLayout, ...folded }).toMatchInlineSnapshot(`
		{
		  "currentLayout": 2,
		  "kana": "高橋san崎ガイドガイド~~----(株)iii1ßi̇吉03-12ケケ",
		  "memo": "高橋 san崎 ガイド ガイド ~~----  (株)iii1ßi̇ 吉 03-12 ケケ",
		  "name": "高橋san崎ガイドガイド~~----(株)iii1ßi̇吉03-12ケケ",
		  "phone": "高橋 san崎 ガイド ガイド ~~----  (株)iii1ßi̇ 吉 03-12 ケケ",
		  "requestId": "髙橋　ｓａｎ﨑 ｶﾞｲﾄﾞ がいど 〜～ー－-−  ㈱ⅲ①ßi̇ ​𠮷 0３-12 ヶケ",
		}
	`);
});
