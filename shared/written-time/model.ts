import { dayMs, endOfJstDate, utcOf } from "../time/model.ts";

/**
 * Times and dates as systems write them: RFC 3339, ISO 8601 extended and basic. Parts may lack a leading zero if they
 * are separated. Half width, trimmed.
 */

const day = String.raw`(?<year>\d{4})(?<dash>[-/.]?)(?<month>\d\d?)\k<dash>(?<day>\d\d?)`;
const seconds = String.raw`(?<second>\d\d)(?:[.,](?<fraction>\d+))?`;
const time = String.raw`(?<hour>\d\d?)(?<colon>:?)(?<minute>\d\d)(?:\k<colon>${seconds})?`;
const zone = String.raw`(?:z|(?<sign>[-+])(?<offsetHour>\d\d?)(?::?(?<offsetMinute>\d\d))?)`;
/** Java adds the name of the zone to the offset, which is enough by itself (RFC 9557). */
const zoneName = String.raw`(?:\[[a-z_]+(?:/[\w+-]+)*\])?`;
const instantForm = new RegExp(String.raw`^${day}(?:\s*t\s*|\s+)${time}\s*${zone}${zoneName}$`, "i");
const dateForm = new RegExp(`^${day}$`);

/** Hyphens and minus signs mean the same; ISO 8601 wants the minus sign. */
const signs = /[\u2010-\u2015\u2212]/g;
const minuteMs = 60_000;
const lastInstant = endOfJstDate("9999-12-31") - 1;

type Parts = Record<string, string | undefined>;

/**
 * Reads a point in time, which needs an offset. `23:59:60Z`, a leap second, is the midnight after it; digits past the
 * millisecond are cut.
 * @returns epoch milliseconds (the last of the year 9999 in JST for a later time), or undefined if it is not a point in
 *   time, or before the year 2000
 */
export function readInstant(text: string): number | undefined {
	const parts: Parts | undefined = instantForm.exec(text.replace(signs, "-"))?.groups;
	if (!parts || !isWhole(parts) || Number(parts.year) < 2000) return undefined;
	const { year, month, day, hour, minute, second, fraction, sign, offsetHour = "0", offsetMinute = "0" } = parts;
	if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
	const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * minuteMs * (sign === "-" ? -1 : 1);
	const isLeap = second === "60";
	const clock = utcOf([year, month, day, hour, minute, isLeap ? "59" : second], fraction);
	if (clock === undefined) return undefined;
	const utc = clock - offset + (isLeap ? 1000 : 0);
	if (isLeap && utc % dayMs >= 1000) return undefined;
	return Math.min(utc, lastInstant);
}

/**
 * Reads a date without a time.
 * @returns `YYYY-MM-DD`, or undefined if it is not a date; its schema refuses days that the calendar does not have
 */
export function readDate(text: string): string | undefined {
	const plain = text.replace(signs, "-").replace(/^(\d+)年\s*(\d+)月\s*(\d+)日$/, "$1-$2-$3");
	const parts: Parts | undefined = dateForm.exec(plain)?.groups;
	if (!parts || !isWhole(parts)) return undefined;
	const { year, month = "", day = "" } = parts;
	return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Parts that are not separated have all their digits. */
function isWhole({ dash, month, day, colon, hour }: Parts): boolean {
	const areDigits = (...parts: (string | undefined)[]) =>
		parts.every((part) => part === undefined || part.length === 2);
	return (dash !== "" || areDigits(month, day)) && (colon !== "" || hour === undefined || areDigits(hour));
}
