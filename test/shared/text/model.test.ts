import { expect, test } from "vitest";
import { normalizePhone, phoneSchema } from "../../../shared/call-history/model.ts";
import { fold, foldName, foldPhone, foldWords } from "../../../shared/text/model.ts";

test.each([
	["half-width kana with sound marks", "ｶﾞｷﾞﾊﾟﾋﾟｳﾞ", "ガギパピヴ"],
	["sound marks as characters of their own", "か\u3099は\u309a", "ガパ"],
	["hiragana", "たかはし ゔぁゖゝゞ", "タカハシ ヴァヶヽヾ"],
	["a long vowel in half width", "ｻｰﾋﾞｽ", "サービス"],
	["full-width letters and digits", "ＡＢＣａｂｃ１２３", "abcabc123"],
	["letters of other scripts", "ÉCOLE ПРИВЕТ", "école привет"],
	["a company in one character", "㈱リレキ", "(株)リレキ"],
	["ligatures and units", "ﬁ ㍻ ㌔ ①", "fi 平成 キロ 1"],
	["a full-width space", "料金　表", "料金 表"],
	["kanji variants stay apart", "髙橋 高橋", "髙橋 高橋"],
	["emoji stay", "😀👨‍👩‍👧🇯🇵", "😀👨‍👩‍👧🇯🇵"],
	["nothing", "", ""],
])("folds %s", (_, text, folded) => {
	expect(fold(text)).toBe(folded);
	expect(fold(folded)).toBe(folded);
});

test.each(["髙橋 さくら", "髙橋　サクラ", "髙橋ｻｸﾗ", " 髙 橋\tさ く ら ", "髙橋\u00a0サくラ"])(
	"knows %j as one name",
	(name) => {
		expect(foldName(name)).toBe("髙橋サクラ");
	},
);

test("parts words at half- and full-width spaces", () => {
	expect(foldWords("　料金　ﾌﾟﾗﾝ  ＡＢＣ\n")).toEqual(["料金", "プラン", "abc"]);
	expect(foldWords(" 　 ")).toEqual([]);
});

test.each([
	"09012345678",
	"090-1234-5678",
	"０９０－１２３４－５６７８",
	"０９０ー１２３４ー５６７８",
	"090‐1234−5678",
	"(090) 1234 5678",
	"（０９０）１２３４．５６７８",
	"+81 90 1234 5678",
	"+819012345678",
	"+81 (0)90-1234-5678",
	"+81(0) 90.1234.5678",
	"＋８１ー９０ー１２３４ー５６７８",
	"(+81) 90-1234-5678",
	" +81-090-1234-5678 ",
])("knows %j as one telephone number", (text) => {
	expect(foldPhone(text)).toBe("09012345678");
	expect(normalizePhone(text)).toBe("09012345678");
	expect(phoneSchema.parse(text)).toBe("09012345678");
});

test.each([
	["+1 (212) 555-0100", "+12125550100"],
	["＋４４ ２０ ７９４６ ０９５８", "+442079460958"],
	["0120-000-000", "0120000000"],
	["110", "110"],
])("keeps %j as %s", (text, stored) => {
	expect(phoneSchema.parse(text)).toBe(stored);
	expect(normalizePhone(stored)).toBe(stored);
});

test.each(["", " ", "-", "+", "電話", "090-1234-567a", "123456789012345678901", "1".repeat(41), "090\u{1f600}"])(
	"takes %j for no telephone number",
	(text) => {
		expect(phoneSchema.safeParse(text).success).toBe(false);
	},
);
