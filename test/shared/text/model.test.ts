import { expect, test } from "vitest";
import { kanjiForms } from "../../../shared/kanji/model.ts";
import { fold, foldName, foldWords, visible } from "../../../shared/text/model.ts";

test.each([
	["half-width kana with sound marks", "ｶﾞｷﾞﾊﾟﾋﾟｳﾞ", "ガギパピヴ"],
	["combining sound marks", "か\u3099は\u309a", "ガパ"],
	["separate sound marks", "カ゛トウ ﾊ゜ン ウ゛ィ か ゛ ﾊ ﾟ", "ガトウ パン ヴイ ガ パ"],
	["a degree sign as a sound mark, and for degrees", "ハ°ナソニック 38°", "パナソニツク 38°"],
	["hiragana", "たかはし ゔぁ", "タカハシ ヴア"],
	["small kana", "キョウコ ﾊｯﾄﾘ ヮヵヶ", "キヨウコ ハツトリ ワカケ"],
	["iteration marks", "佐々木 なゝ いすゞ みすゞ じゝ 複々々線 〻", "佐佐木 ナナ イスズ ミスズ ジシ 複複複線 〻"],
	["the long mark, hyphens and dashes", "ﾛｰﾛ-ロ－ロ‐ロ—ロ−ロ―ロ﹣ロ⁃ロ─ロ", "ロ-ロ-ロ-ロ-ロ-ロ-ロ-ロ-ロ-ロ-ロ"],
	["wave dashes", "1〜2～3~4∼5〰6", "1~2~3~4~5~6"],
	["quotes", "O’Brien “A”", 'o\'brien "a"'],
	["full-width letters and digits", "ＡＢＣａｂｃ１２３", "abcabc123"],
	["letters of other scripts", "ÉCOLE ПРИВЕТ", "école привет"],
	["a company in one character", "㈱リレキ", "(株)リレキ"],
	["ligatures and units", "ﬁ ㍻ ㌔ ①", "fi 平成 キロ 1"],
	["a full-width space", "料金　表", "料金 表"],
	["line ends and tabs", "一\r\n二\t三", "一\r\n二\t三"],
	["old and rare forms of kanji", "髙橋 﨑 邉邊 澤 𠮷 齋 齊 嶋 濵 國 𣘺 德", "高橋 崎 辺辺 沢 吉 斎 斉 島 浜 国 橋 徳"],
	["radicals for kanji", "⻑⾕川 ⼭⽥", "長谷川 山田"],
	["compatibility ideographs", "神\ufa19 塚\ufa10", "神神 塚塚"],
	["similar common kanji separately", "斉斎 著着 弁並", "斉斎 著着 弁並"],
	["emoji", "😀👨‍👩‍👧🇯🇵", "😀👨👩👧🇯🇵"],
	["kanji of two UTF-16 units", "𠀋𩸽𠮷", "丈𩸽吉"],
	["nothing", "", ""],
])("folds %s", (_, text, folded) => {
	expect(fold(text)).toBe(folded);
	expect(fold(folded)).toBe(folded);
});

test.each([
	["variation selectors", "葛\u{e0100}城\ufe00\u{e01ef}"],
	["zero-width characters", "\u200b葛\u200c城\u200d\u2060"],
	["soft hyphens and byte order marks", "\ufeff葛\u00ad城\ufeff"],
	["direction marks", "\u202a\u2066葛\u200e城\u200f\u2069\u202c"],
	["control characters", "葛\u0000\u0085城\u001b"],
])("ignores %s", (_, text) => {
	expect(fold(text)).toBe("葛城");
	expect(visible(text)).toBe("葛城");
});

test("a long text is folded like a short one", () => {
	expect(fold("髙い".repeat(5000))).toBe("高イ".repeat(5000));
});

test.each(["髙橋 さくら", "高橋　サクラ", "髙橋ｻｸﾗ", " 髙 橋\tさ く ら ", "高橋・さくら", "髙橋\u00a0サくラ"])(
	"folds %j to the same name",
	(name) => {
		expect(foldName(name)).toBe("高橋サクラ");
	},
);

test("folds old kana as spoken in names, and as written in memos", () => {
	expect(foldName("ヨシヱ ゐ を")).toBe("ヨシエイオ");
	expect(fold("料金を")).toBe("料金ヲ");
});

test("no form of kanji is in two classes, and none changes under normalization", () => {
	const all = [...kanjiForms.replaceAll(" ", "")];
	expect(new Set(all).size).toBe(all.length);
	expect(all.filter((kanji) => kanji.normalize("NFKC") !== kanji)).toEqual([]);
	expect(all.length).toBeGreaterThan(3500);
});

test("splits words at half- and full-width spaces", () => {
	expect(foldWords("　料金　ﾌﾟﾗﾝ  ＡＢＣ\n")).toEqual(["料金", "プラン", "abc"]);
	expect(foldWords(" 　 ")).toEqual([]);
});
