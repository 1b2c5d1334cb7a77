/*
 * What spreadsheets calculate, or take for a value of theirs and show as another text: held against Excel's manuals, public reports
 * and LibreOffice (docs/decisions/025-spreadsheets.md). Wider than any of them in any one locale: a guard that was not needed does
 * no harm. Signs are compared as `fold` leaves them, so that no encoding can make a fragile text of a harmless one.
 */

/** Where a spreadsheet begins to calculate, or hides the sign. ー is taken for a minus by some (OWASP's issue 1088). */
const misread = /^[=+\-@ー']/;
/** Numbers, dates, times, fractions, percentages, powers and money are made of these. */
const parts = [
	String.raw`[\p{Nd}\s.,:/\\\-+*^%‰()\p{Sc}⁄'_#年月日時秒元円曜火水木金土]`,
	// 10時30分, but not 10月分
	"(?<!月)分",
	"午前|午後|明治|大正|昭和|平成|令和|[明大昭平令](?=[\\d元])",
	"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
	// AM 10, 10 a, 10:00p
	String.raw`[ap]\.?m|(?<=\d\s|:\d\d\s?)[ap](?![a-z])`,
	// 73928e03, 2026-11-20T10:00Z
	String.raw`(?<=[\d.])[ed](?=[+\-]?\d)|(?<=\d)t(?=\d)|(?<=\d)z`,
	// R8.11.20, h30年
	String.raw`(?<![a-z])[mtshr](?=\d\d?\s?[./\-年])`,
	"jpy|usd|eur",
];
const weekday = String.raw`(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*[,.\s]+`;
const value = new RegExp(`^(?:${weekday})?(?:${parts.join("|")})+$`, "iu");
const digit = /\p{Nd}/u;
/** Ids of several parts are no dates, where a part is longer than a year: nobody's programs shall have to take a guard off them. */
const longId = /^(?=.*\d{5})\d+(?:[-/]\d+)+$/;
/** What has other parts, or no digit: truth values, errors, the first year of an era, a year of kanji digits. */
const word =
	/^(?:true|false|#[\w/]+[!?]?|(?:明治|大正|昭和|平成|令和)元年.{0,9}|[〇一二三四五六七八九]*〇[〇一二三四五六七八九]*)$/i;
/** In capitals alone: an id may well be h30. */
const yearOfEra = /^[MTSHR]\d\d?$/;

/** The words of values, and their single letters, as they begin behind digits and signs, or a text itself. */
const wordHere =
	/true|false|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat|[ap]\.?m|jpy|usd|eur|(?<=\d\s|:\d\d\s?)[ap](?![a-z])|(?<=[\d.])[ed](?=[+-]?\d)|(?<=\d)t(?=\d)|(?<=\d)z|[mtshr]\d\d?(?![\da-z])/iy;
const kanjiStart = /^(?:午[前後]|(?:明治?|大正?|昭和?|平成?|令和?)[\p{Nd}元]|[〇一二三四五六七八九]*〇)/u;

const longestValue = 64;
const ascii = /^[\x20-\x7e]*$/;
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
const unseenStart = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\s]+/u;
/** Also a start by which formulas get past guards (OWASP). */
const beginsWithBreak = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\s]*?[\t\n\r]/u;
const dashes = /[\u2010-\u2015\u2212]/g;

/** Whether a spreadsheet would not show a text as it is. */
export function isFragile(text: string): boolean {
	const start = text.charCodeAt(0);
	if (isKana(start) || !mayBeValue(text, start)) return false;
	const seen = fold(text);
	return (
		beginsWithBreak.test(text) ||
		misread.test(seen) ||
		(value.test(seen) && digit.test(seen) && !longId.test(seen)) ||
		word.test(seen) ||
		yearOfEra.test(seen)
	);
}

/** Most texts are told by their first signs, without looking at more: behind digits and letters begins no word of values. */
function mayBeValue(text: string, start: number): boolean {
	if (start >= 0x4e00 && start <= 0x9fff) return kanjiStart.test(text);
	if (!isDigit(start) && !isLetter(start)) return true;
	let index = 0;
	while (index < text.length && isSign(text.charCodeAt(index))) index++;
	if (index === text.length || text.charCodeAt(index) > 0x7e) return true;
	wordHere.lastIndex = index;
	return wordHere.test(text);
}

/** As the most careless reader takes it: in its plain width, one dash for all, nothing unseen, no space around it; of a long text its start. */
function fold(text: string): string {
	if (ascii.test(text)) return text.trimStart().slice(0, longestValue).trimEnd();
	const head = text.replace(unseenStart, "").slice(0, longestValue);
	return head.normalize("NFKC").replace(unseen, "").replace(dashes, "-").trim();
}

/** Kana begin no value. */
function isKana(unit: number): boolean {
	return (unit >= 0x3041 && unit <= 0x30fa) || (unit >= 0xff71 && unit <= 0xff9d);
}

function isDigit(unit: number): boolean {
	return unit >= 0x30 && unit <= 0x39;
}

function isLetter(unit: number): boolean {
	return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}

/** Whatever is neither a letter nor beyond ASCII. */
function isSign(unit: number): boolean {
	return unit <= 0x7e && !isLetter(unit);
}
