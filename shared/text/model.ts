import { kanjiForms } from "../kanji/model.ts";

/** The form in which texts are compared. The reasons are in docs/decisions/024-folding.md. */

/** Variation selectors, zero-width characters, direction marks, soft hyphens, controls; not white space. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\s)\p{Cc}/gu;
/** Characters that NFKC would convert wrongly, or not at all. */
const odd =
	/[\p{Default_Ignorable_Code_Point}\p{Cf}\u3099-\u309c\u02d7\u02dc\xb0\u02da]|(?!\s)\p{Cc}|\s[\uff9e\uff9f]/u;
const ascii = /^[\t-\r -~]*$/;

/** Kana of は行, in full and half width. */
const haRow = String.raw`\u306f\u3072\u3075\u3078\u307b\u30cf\u30d2\u30d5\u30d8\u30db\uff8a-\uff8e`;
const semiVoiced = new RegExp(String.raw`\s*[\u309a\u309c\uff9f]|(?<=[${haRow}])[\xb0\u02da]`, "g");

/** A text without its invisible characters. */
export function visible(text: string): string {
	return ascii.test(text) ? text : text.replace(unseen, "");
}

/**
 * Joins separate sound marks to their kana, and degree signs to kana of は行: NFKC would make a space and a mark of
 * them. The patterns are escaped, because one non-ASCII character in a regular expression literal makes the engine
 * store the whole bundle with two bytes per character.
 */
function mend(text: string): string {
	return visible(text)
		.replace(/\s*[\u3099\u309b\uff9e]/g, "\u3099")
		.replace(semiVoiced, "\u309a")
		.replace(/\u02d7/g, "-")
		.replace(/\u02dc/g, "~");
}

/** What NFKC leaves different, by code unit. Built on first use: 64 K entries, most of them 0 for "unchanged". */
let unitTable: Uint16Array | undefined;
/** The same for kanji of two code units, by code point. */
const farKanji = new Map<number, number>();

function makeUnitTable(): Uint16Array {
	const table = new Uint16Array(0x10000);
	const codeOf = (char: string) => char.codePointAt(0) as number;
	const put = (from: string, to: string) => {
		for (const char of from) table[codeOf(char)] = codeOf(to);
	};
	for (let kana = 0x3041; kana <= 0x3096; kana++) table[kana] = kana + 0x60;
	put("ゝ", "ヽ");
	put("ゞ", "ヾ");
	// Banks' systems have no small kana, and people mix ヶ with ケ.
	for (const pair of ["ァア", "ィイ", "ゥウ", "ェエ", "ォオ", "ッツ", "ャヤ", "ュユ", "ョヨ", "ヮワ", "ヵカ", "ヶケ"]) {
		const [small = "", large = ""] = pair;
		put(small, large);
		table[codeOf(small) - 0x60] = codeOf(large);
	}
	// The long vowel mark is among them: they look alike, and a search term may begin with one.
	put("\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2501\u2796\u2e3a\u2e3b\u30fc", "-");
	put("\u2053\u223c\u223e\u301c\u3030", "~");
	put("\u2018\u2019\u201b\u02bc\u2032", "'");
	put("\u201c\u201d\u201f", '"');
	put("\u30a0", "=");
	for (const [common = "", ...forms] of kanjiForms.split(" ").map((kanji) => [...kanji])) {
		for (const form of forms) {
			if (form.length > 1) farKanji.set(codeOf(form), codeOf(common));
			else if (common.length === 1) put(form, common);
		}
	}
	return table;
}

/** A buffer for the folded text; grows with the longest one. */
let units = new Uint16Array(1024);

/** Replaces code units by the table, and expands iteration marks. @param text in NFKC and lower case */
function lookUp(text: string): string {
	unitTable ??= makeUnitTable();
	if (units.length < text.length) units = new Uint16Array(2 * text.length);
	let length = 0;
	let changed = false;
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		let code = unitTable[unit] || unit;
		if (code >= 0xd840 && code <= 0xd8ff) {
			const far = text.codePointAt(index) as number;
			const common = farKanji.get(far) ?? far;
			changed ||= common !== far;
			index++;
			code = common;
			if (common > 0xffff) {
				units[length++] = unit;
				code = text.charCodeAt(index);
			}
		} else if (length > 0 && (code === 0x3005 || code === 0x303b || code === 0x30fd || code === 0x30fe)) {
			code = repeated(units[length - 1] as number, code);
		}
		changed ||= code !== unit;
		units[length++] = code;
	}
	return changed ? textOf(units.subarray(0, length)) : text;
}

/** What an iteration mark stands for: 々 and 〻 for a kanji, ヽ for a kana, ヾ for the same with a sound mark. */
function repeated(before: number, mark: number): number {
	const isKanji = before >= 0x3400 && before < 0xd800;
	if (mark === 0x3005 || mark === 0x303b) return isKanji ? before : mark;
	if (before < 0x30a1 || before > 0x30fa) return mark;
	const plain = String.fromCharCode(before).normalize("NFD").charAt(0);
	return (mark === 0x30fe ? `${plain}\u3099` : plain).normalize("NFC").charCodeAt(0);
}

function textOf(codes: Uint16Array): string {
	let text = "";
	// In portions, because the engine limits the arguments of a call; spread syntax takes three times as long.
	for (let start = 0; start < codes.length; start += 4096) {
		const some = codes.subarray(start, start + 4096) as unknown as number[];
		text += String.fromCharCode.apply(null, some);
	}
	return text;
}

/**
 * The form in which a search compares texts: without invisible characters, and the same for full and half width,
 * ligatures, case, hiragana and katakana, small and large kana, dashes and the long vowel mark, waves, quotes, old and
 * common kanji.
 */
export function fold(text: string): string {
	if (ascii.test(text)) return text.toLowerCase();
	return lookUp((odd.test(text) ? mend(text) : text).normalize("NFKC").toLowerCase());
}

const apart = /[\s\xb7\u2022\u30fb]+/g;
const oldKana = /[\u30f0-\u30f2]/g;
const todaysKana: Record<string, string> = { ヰ: "イ", ヱ: "エ", ヲ: "オ" };

/** For names and kana: as {@link fold}, without white space and middle dots, and with old kana as they are read. */
export function foldName(text: string): string {
	return fold(text)
		.replace(apart, "")
		.replace(oldKana, (kana) => todaysKana[kana] as string);
}

/** Words separated by half- or full-width spaces, folded; each once, without empty ones. */
export function foldWords(text: string): string[] {
	return [...new Set(fold(text).split(/\s+/).filter(Boolean))];
}
