/*
 * Texts that spreadsheets calculate, or convert to a value and display differently: checked against Excel's manuals,
 * public reports and LibreOffice (docs/decisions/025-spreadsheets.md). Broader than any one of them in any locale,
 * because an unneeded guard does no harm. Characters are compared after `fold`, so that no encoding can turn a harmless
 * text into a fragile one.
 */

/** Starts that make a spreadsheet calculate, or that it hides. Some read ー as a minus (OWASP's issue 1088). */
const misread = /^[=+\-@ー']/;
/** The parts of numbers, dates, times, fractions, percentages, powers and money. */
const parts = [
	String.raw`[\p{Nd}\s.,:/\\\-+*^%‰()\p{Sc}⁄'_#年月日時秒元円曜火水木金土]`,
	// 10時30分, but not 10月分
	"(?<!月)分",
	"午前|午後|明治|大正|昭和|平成|令和|[明大昭平令](?=[\\d元])",
	"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?",
	"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
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
/** An id of several parts is not a date if a part is longer than a year; programs should not find it guarded. */
const longId = /^(?=.*\d{5})\d+(?:[-/]\d+)+$/;
/** Values with other parts or without digits: booleans, errors, the first year of an era, years in kanji digits. */
const word =
	/^(?:true|false|#[\w/]+[!?]?|(?:明治|大正|昭和|平成|令和)元年.{0,9}|[〇一二三四五六七八九]*〇[〇一二三四五六七八九]*)$/i;
/** Only in capitals: h30 may well be an id. */
const yearOfEra = /^[MTSHR]\d\d?$/;

/** Words and single letters that occur in values, at the start of a text or after digits and signs. */
const wordHere = new RegExp(
	[
		"true|false|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat",
		String.raw`[ap]\.?m|jpy|usd|eur|(?<=\d\s|:\d\d\s?)[ap](?![a-z])|(?<=[\d.])[ed](?=[+-]?\d)`,
		String.raw`(?<=\d)t(?=\d)|(?<=\d)z|[mtshr]\d\d?(?![\da-z])`,
	].join("|"),
	"iy",
);
const kanjiStart = /^(?:午[前後]|(?:明治?|大正?|昭和?|平成?|令和?)[\p{Nd}元]|[〇一二三四五六七八九]*〇)/u;

const longestValue = 64;
const ascii = /^[\x20-\x7e]*$/;
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
const unseenStart = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\s]+/u;
/** A leading line break or tab also lets formulas get past guards (OWASP). */
const beginsWithBreak = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\s]*?[\t\n\r]/u;
const dashes = /[\u2010-\u2015\u2212]/g;

/** Whether a spreadsheet would show a text differently. */
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

/** Decides most texts by their first characters: no word of a value begins after digits and letters. */
function mayBeValue(text: string, start: number): boolean {
	if (start >= 0x4e00 && start <= 0x9fff) return kanjiStart.test(text);
	if (!isDigit(start) && !isLetter(start)) return true;
	let index = 0;
	while (index < text.length && isSign(text.charCodeAt(index))) index++;
	if (index === text.length || text.charCodeAt(index) > 0x7e) return true;
	wordHere.lastIndex = index;
	return wordHere.test(text);
}

/**
 * The text as the most lenient reader sees it: half width, one kind of dash, no invisible characters, trimmed; only the
 * start of a long text.
 */
function fold(text: string): string {
	if (ascii.test(text)) return text.trimStart().slice(0, longestValue).trimEnd();
	const head = text.replace(unseenStart, "").slice(0, longestValue);
	return head.normalize("NFKC").replace(unseen, "").replace(dashes, "-").trim();
}

/** No value starts with kana. */
function isKana(unit: number): boolean {
	return (unit >= 0x3041 && unit <= 0x30fa) || (unit >= 0xff71 && unit <= 0xff9d);
}

function isDigit(unit: number): boolean {
	return unit >= 0x30 && unit <= 0x39;
}

function isLetter(unit: number): boolean {
	return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}

/** ASCII that is not a letter. */
function isSign(unit: number): boolean {
	return unit <= 0x7e && !isLetter(unit);
}
