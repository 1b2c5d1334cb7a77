import { fold, visible } from "../text/model.ts";

/** A telephone number. Its digits are in the national form or, abroad, begin with the country code. */
export interface TelephoneNumber {
	digits: string;
	isAbroad: boolean;
	/** Whether the text is only the number, without a label or an extension. */
	isPlain: boolean;
}

/** The form of nearly all stored numbers. 0081 and 01081 are prefixes for calls to Japan, 010 for calls abroad. */
const canonical = /^(?:\+(?!81|0)\d+|(?!81[1-9]\d{8,9}$|0081|010)\d+)$/;

// Strings, because one non-ASCII character in a regular expression literal makes the engine store the whole bundle with
// two bytes per character.
const places = "自宅|実家|会社|勤務先|職場|直通|代表|固定|携帯(?:電話)?(?:番号)?|本人";
const label = `tel(?:ephone)?|phone|mobile|cell|fax|[tmpf](?=[:.])|電話(?:番号)?|ケータイ|スマホ|連絡先|${places}|[☎☏✆📞📱]`;
const labels = new RegExp(`^(?:[\\s([<【「]*(?:${label})[\\s.:;/)\\]>】」-]*)+`, "u");
const extensionMark = "内線(?:番号)?|内|;\\s*ext|ext(?:ension)?|x|#";
const extension = new RegExp(`[\\s,;:/([-]*(?:${extensionMark})[\\s.:=-]*\\d{1,10}番?[\\s)\\]]*$`);
const remark = new RegExp(`[\\s,;([]*(?:${places}|代)[\\s)\\]]*$`);
/** Parameters of `tel:` URIs (RFC 3966), except the extension. */
const parameters = /;(?!\s*ext)[a-z-]+(?:=[^;]*)?/g;
/** Punctuation that is copied along with a number out of a sentence. */
const stray = /^[,:;\u3001\u3002\s]+|[,:;!?\u3001\u3002\s]+$/g;
/**
 * What may separate digits. The long vowel mark counts as a dash; `#` and `*` have a meaning, and times and lists are
 * not numbers.
 */
const separators = /(?![#*@%&:;,!?"=\u3001\u3002])[\p{P}\p{Z}\p{Sk}\s|~\u2212\u223c\u2500\u2501\u30fc]/gu;

/** At most the digits of one number with its prefixes, so that two numbers with a sign between them do not match. */
const one = /^\+?\d{1,18}$/;
const toJapan = /^(?:\+(?:00|010)?81|(?:00|010)81|81(?=[1-9]\d{8,9}$))/;
const abroad = /^(?:\+(?!0)|010(?=\d{7}))/;
/** Fewer digits than a number dialled to Japan from abroad: as the end of a number, they are taken literally. */
const shortEnd = /^\d{1,11}$/;

/** Parses a number in any notation; undefined if it is not one. @param part `end` if it may be only a number's end */
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
 * The form that is stored and shown: national digits, or `+` and digits abroad. A text with a label or an extension, or
 * that is not a number, is only trimmed.
 */
export function normalizePhone(text: string): string {
	const number = parseNumber(text);
	return number?.isPlain ? written(number) : text.trim();
}

function written({ digits, isAbroad }: TelephoneNumber): string {
	return isAbroad ? `+${digits}` : digits;
}

/** Separates a number from the full text that follows it. */
const writtenMark = " (";

/**
 * The form that is compared: the number, followed by the full text if that has more; the folded text if it is not a
 * number.
 */
export function foldNumber(text: string): string {
	if (canonical.test(text)) return text;
	const number = parseNumber(text);
	if (!number) return fold(text);
	return number.isPlain ? written(number) : `${written(number)}${writtenMark}${fold(text)})`;
}

/**
 * Joins a keyword that is a single number with an international prefix and spaces to one word: split, `+81` would be a
 * search term of its own.
 */
export function asOneWord(keyword: string): string {
	const isFromAbroad = /^[\s(]*(?:\+|0081|010)/.test(visible(keyword).normalize("NFKC"));
	return isFromAbroad && parseNumber(keyword) ? keyword.trim().replace(/\s+/g, "-") : keyword;
}

/** What can follow the last digit in a folded number. */
export const numberEnds = ["", writtenMark] as const;

/** Whether a folded number starts with these digits, also after a `+`. */
export function numberStartsWith(folded: string, digits: string): boolean {
	return folded.startsWith(digits, folded.startsWith("+") ? 1 : 0);
}

/** Whether a folded number ends with these digits, whatever text follows it. */
export function numberEndsWith(folded: string, digits: string): boolean {
	return folded.endsWith(digits) || folded.includes(digits + writtenMark);
}

/** The key in the index by number: its digits, or the text itself if it is not a number. */
export function indexedAs(phone: string): string {
	return canonical.test(phone) ? phone.replace("+", "") : (parseNumber(phone)?.digits ?? phone);
}
