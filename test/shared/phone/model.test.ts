import { expect, test } from "vitest";
import { phoneSchema } from "../../../shared/call-history/model.ts";
import {
	foldNumber,
	indexedAs,
	normalizePhone,
	numberEndsWith,
	numberStartsWith,
	parseNumber,
} from "../../../shared/phone/model.ts";

const plain = [
	"09012345678",
	"090-1234-5678",
	"０９０－１２３４－５６７８",
	"０９０ー１２３４ー５６７８",
	"090‐1234−5678",
	"(090) 1234 5678",
	"（０９０）１２３４．５６７８",
	"［090］1234［5678］",
	"090・1234・5678",
	"090･1234･5678",
	"090/1234/5678",
	"090\u2003–\u20091234\u00a0—\u30005678",
	"+81 90 1234 5678",
	"+819012345678",
	"+81 (0)90-1234-5678",
	"+81(0) 90.1234.5678",
	"＋８１ー９０ー１２３４ー５６７８",
	"(+81) 90-1234-5678",
	" +81-090-1234-5678 ",
	"0081-90-1234-5678",
	"010-81-90-1234-5678",
	"+010 81 90 1234 5678",
	"819012345678",
	"\u202a+81-90-1234-5678\u202c",
	"\u2066090\u200b-1234\u00ad-5678\u2069",
	"\ufeff090-1234-5678\u200e",
	"٠٩٠-١٢٣٤-٥٦٧٨",
	"090～1234～5678",
];

test.each(plain)("recognizes %j as the same telephone number", (text) => {
	expect(normalizePhone(text)).toBe("09012345678");
	expect(phoneSchema.parse(text)).toBe("09012345678");
	expect(foldNumber(text)).toBe("09012345678");
	expect(indexedAs(text)).toBe("09012345678");
});

test.each([
	"03-1234-5678 内線12",
	"03-1234-5678(内線12)",
	"０３−１２３４−５６７８　（内線：１２）",
	"03-1234-5678 内12",
	"03-1234-5678;ext=12",
	"tel:+81-3-1234-5678;ext=12;phone-context=example.com",
	"03-1234-5678 ext.12",
	"03-1234-5678 Ext 12",
	"03-1234-5678x12",
	"03-1234-5678#12",
	"TEL 03-1234-5678",
	"ＴＥＬ：０３-１２３４-５６７８",
	"℡03-1234-5678",
	"【電話番号】03-1234-5678",
	"自宅:03-1234-5678",
	"Tel/Fax: 03-1234-5678",
	"☎03-1234-5678（代）",
	"03-1234-5678 (代表) 内線12番",
	"03-1234-5678、",
])("reads the number in %j and keeps the whole text", (text) => {
	expect(parseNumber(text)).toEqual({ digits: "0312345678", isAbroad: false, isPlain: false });
	expect(normalizePhone(` ${text} `)).toBe(text);
	expect(phoneSchema.parse(text)).toBe(text);
	expect(indexedAs(text)).toBe("0312345678");
	const folded = foldNumber(text);
	expect(numberStartsWith(folded, "0312345678")).toBe(true);
	expect(numberEndsWith(folded, "5678")).toBe(true);
	expect(numberEndsWith(folded, "12")).toBe(false);
});

test.each([
	["+1 (212) 555-0100", "+12125550100"],
	["010-1-212-555-0100", "+12125550100"],
	["＋４４ ２０ ７９４６ ０９５８", "+442079460958"],
	["+0120-000-000", "0120000000"],
	["0120-000-000", "0120000000"],
	["0088-22-1234", "0088221234"],
	["110", "110"],
	["8112345", "8112345"],
])("stores %j as %s", (text, stored) => {
	expect(phoneSchema.parse(text)).toBe(stored);
	expect(normalizePhone(stored)).toBe(stored);
	expect(foldNumber(text)).toBe(stored);
});

test.each([
	["+81", "start", "0"],
	["+81 90", "start", "090"],
	["0081 90", "start", "090"],
	["0081", "end", "0081"],
	["8190-1234", "end", "81901234"],
	["+81 90 1234 5678", "end", "09012345678"],
	["5678 内線12", "end", "5678"],
] as const)("reads %j as the %s of a number: %s", (text, part, digits) => {
	expect(parseNumber(text, part === "end" ? part : undefined)?.digits).toBe(digits);
});

test.each([
	"非通知",
	"Anonymous",
	"公衆電話",
	"表示圏外",
	"#*31",
	"03-1234-5678/090-1234-5678",
	"03-1234-5678、06-1234-5678",
	"sip:0312@example.com",
	"110番",
	"24:00",
	"110、119",
])("compares %j as text, because it is not a number", (text) => {
	expect(parseNumber(text)).toBeUndefined();
	expect(normalizePhone(text)).toBe(text);
	expect(foldNumber(text)).toBe(text.toLowerCase());
});

test.each(["", " ", "-", "+", "電話", "090-1234-567a", "内線12", "1".repeat(21), "1".repeat(65), "090\u{1f600}"])(
	"rejects %j as a telephone number",
	(text) => {
		expect(phoneSchema.safeParse(text).success).toBe(false);
	},
);
