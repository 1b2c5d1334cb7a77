import { fold, visible } from "../text/model.ts";

/** A telephone number as it was written: in the national form, or with the digits of its country. */
export interface TelephoneNumber {
	digits: string;
	isAbroad: boolean;
	/** Whether there is nothing but the number: no label, and no extension. */
	isPlain: boolean;
}

/** What nearly all stored numbers are. 0081 and 01081 lead to Japan from abroad, 010 leads abroad. */
const canonical = /^(?:\+(?!81|0)\d+|(?!81[1-9]\d{8,9}$|0081|010)\d+)$/;

// Strings, because one non-ASCII character in a regular expression literal makes the engine store the whole bundle in
// two bytes a character.
const places = "自宅|実家|会社|勤務先|職場|直通|代表|固定|携帯(?:電話)?(?:番号)?|本人";
const label = `tel(?:ephone)?|phone|mobile|cell|fax|[tmpf](?=[:.])|電話(?:番号)?|ケータイ|スマホ|連絡先|${places}|[☎☏✆📞📱]`;
const labels = new RegExp(`^(?:[\\s([<【「]*(?:${label})[\\s.:;/)\\]>】」-]*)+`, "u");
const extensionMark = "内線(?:番号)?|内|;\\s*ext|ext(?:ension)?|x|#";
const extension = new RegExp(`[\\s,;:/([-]*(?:${extensionMark})[\\s.:=-]*\\d{1,10}番?[\\s)\\]]*$`);
const remark = new RegExp(`[\\s,;([]*(?:${places}|代)[\\s)\\]]*$`);
/** Of `tel:` addresses (RFC 3966), but for the extension. */
const parameters = /;(?!\s*ext)[a-z-]+(?:=[^;]*)?/g;
/** What is taken along when a number is copied out of a sentence. */
const stray = /^[,:;\u3001\u3002\s]+|[,:;!?\u3001\u3002\s]+$/g;
/**
 * What may stand between digits. The long mark is taken for a dash; `#` and `*` have a meaning, and times and lists are
 * no numbers.
 */
const separators = /(?![#*@%&:;,!?"=\u3001\u3002])[\p{P}\p{Z}\p{Sk}\s|~\u2212\u223c\u2500\u2501\u30fc]/gu;

/** The most digits of a number, prefixes included, so that two numbers with a sign between them are not read as one. */
const one = /^\+?\d{1,18}$/;
const toJapan = /^(?:\+(?:00|010)?81|(?:00|010)81|81(?=[1-9]\d{8,9}$))/;
const abroad = /^(?:\+(?!0)|010(?=\d{7}))/;
/** Fewer digits than a number dialled to Japan from abroad: as the end of a number, they are taken literally. */
const shortEnd = /^\d{1,11}$/;

/** Reads a number in any writing; undefined where it is none. @param part `end` where it may be the end of one alone */
export function parseNumber(text: string, part?: "end"): TelephoneNumber | undefined {
	if (canonical.test(text)) return { digits: text.replace("+", ""), isAbroad: text.startsWith("+"), isPlain: true };
	const whole = visible(text)
		.normalize("NFKC")
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, westernDigit)
		.toLowerCase()
		.trim();
	const bare = whole
		.replace(stray, "")
		.replace(labels, "")
		.replace(parameters, "")
		.replace(extension, "")
		.replace(remark, "");
	const dense = bare.replace(separators, "");
	if (!one.test(dense)) return undefined;
	const isPlain = bare === whole;
	if (part === "end" && shortEnd.test(dense)) return { digits: dense, isAbroad: false, isPlain };
	if (toJapan.test(dense))
		return { digits: `0${dense.replace(toJapan, "").replace(/^0/, "")}`, isAbroad: false, isPlain };
	return { digits: dense.replace(abroad, "").replace("+", ""), isAbroad: abroad.test(dense), isPlain };
}

function westernDigit(digit: string): string {
	return String(digit.charCodeAt(0) & 15);
}

/**
 * As it is stored and shown: national digits, or `+` and digits abroad. With a label or an extension, and as no number,
 * it stays as it is.
 */
export function normalizePhone(text: string): string {
	const number = parseNumber(text);
	return number?.isPlain ? written(number) : text.trim();
}

function written({ digits, isAbroad }: TelephoneNumber): string {
	return isAbroad ? `+${digits}` : digits;
}

/** Stands behind a number that is followed by all that was written. */
const writtenMark = " (";

/**
 * The form that is compared: the number, followed by all that was written if that is more; without a number, the folded
 * text.
 */
export function foldNumber(text: string): string {
	if (canonical.test(text)) return text;
	const number = parseNumber(text);
	if (!number) return fold(text);
	return number.isPlain ? written(number) : `${written(number)}${writtenMark}${fold(text)})`;
}

/**
 * A keyword that is one number, written from abroad and with spaces, as one word: parted, `+81` would be looked for by
 * itself.
 */
export function asOneWord(keyword: string): string {
	const isFromAbroad = /^[\s(]*(?:\+|0081|010)/.test(visible(keyword).normalize("NFKC"));
	return isFromAbroad && parseNumber(keyword) ? keyword.trim().replace(/\s+/g, "-") : keyword;
}

/** What follows in a folded number on its last digit: nothing, or this. */
export const numberEnds = ["", writtenMark] as const;

/** Whether a folded number starts with digits, with a `+` before them as well. */
export function numberStartsWith(folded: string, digits: string): boolean {
	return folded.startsWith(digits, folded.startsWith("+") ? 1 : 0);
}

/** Whether it ends with digits, whatever extension was written. */
export function numberEndsWith(folded: string, digits: string): boolean {
	return folded.endsWith(digits) || folded.includes(digits + writtenMark);
}

/** The key in the index by number: its digits, or the text itself if it is not a number. */
export function indexedAs(phone: string): string {
	return canonical.test(phone) ? phone.replace("+", "") : (parseNumber(phone)?.digits ?? phone);
}
