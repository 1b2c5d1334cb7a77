import * as z from "zod";

/** Japan has one offset and no daylight saving time: JST arithmetic is a constant. */
export const jstOffsetMs = 9 * 3_600_000;
export const dayMs = 24 * 3_600_000;

/** A calendar date in JST, `YYYY-MM-DD`. */
export const jstDateSchema = z.iso.date();

/** `2026-11-20T10:00:12+09:00`; milliseconds only where there are any. */
export function formatJst(epochMs: number): string {
	const iso = new Date(epochMs + jstOffsetMs).toISOString();
	return `${iso.slice(0, epochMs % 1000 === 0 ? 19 : 23)}+09:00`;
}

/** `2026/11/20 10:00:12`, as the screen and the CSV show a time. */
export function displayJst(epochMs: number): string {
	const iso = new Date(epochMs + jstOffsetMs).toISOString();
	return `${iso.slice(0, 4)}/${iso.slice(5, 7)}/${iso.slice(8, 10)} ${iso.slice(11, 19)}`;
}

/** `00` to `59` */
export const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));

/** `0:03:04`, as the screen and the CSV show how long something took. */
export function displayDuration(seconds: number): string {
	const whole = Math.floor(seconds);
	const minutes = Math.floor(whole / 60);
	return `${Math.floor(minutes / 60)}:${twoDigits[minutes % 60]}:${twoDigits[whole % 60]}`;
}

/** `2026-11-20` */
export function jstDate(epochMs: number): string {
	return new Date(epochMs + jstOffsetMs).toISOString().slice(0, 10);
}

/** 0–23 */
export function jstHour(epochMs: number): number {
	return modulo(Math.floor((epochMs + jstOffsetMs) / 3_600_000), 24);
}

/** 1 (Monday) to 7 (Sunday) */
export function jstWeekday(epochMs: number): number {
	// 1970-01-01 was a Thursday.
	return modulo(Math.floor((epochMs + jstOffsetMs) / dayMs) + 3, 7) + 1;
}

/** Also for times before 1970. */
function modulo(value: number, by: number): number {
	return ((value % by) + by) % by;
}

/** The first millisecond of a JST date. */
export function startOfJstDate(date: string): number {
	return Date.parse(`${date}T00:00:00+09:00`);
}

/** The first millisecond after a JST date (its 24:00). */
export function endOfJstDate(date: string): number {
	return startOfJstDate(date) + dayMs;
}

const dateTime = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d{2}:\d{2})?$/i;

/**
 * Reads a point in time written as JST local (`2026-11-20T10:00`, seconds optional, `24:00` = the next midnight) or
 * with an offset. Full-width digits and signs are accepted. Digits past the millisecond are cut.
 * @returns epoch milliseconds, or undefined if the text is not such a time (`2026-02-30`, `25:00`, …).
 */
export function parseTime(text: string): number | undefined {
	const match = dateTime.exec(text.normalize("NFKC").trim());
	if (!match) return undefined;
	const time = utcOf(match.slice(1, 7), match[7]);
	const offset = offsetMs(match[8]);
	return time === undefined || offset === undefined ? undefined : time - offset;
}

/**
 * The moment at which clocks in UTC show a time (24:00 is the next midnight), in epoch milliseconds; undefined if they
 * never do.
 * @param parts year, month, day, hour, minute, and the second if there is one
 * @param fraction digits of the second's fraction
 */
export function utcOf(parts: readonly (string | undefined)[], fraction = ""): number | undefined {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
	const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
	if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second + milliseconds > 0)) return undefined;
	const midnight = new Date(0);
	midnight.setUTCFullYear(year, month - 1, day);
	if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
	return midnight.getTime() + hour * 3_600_000 + minute * 60_000 + second * 1000 + milliseconds;
}

function offsetMs(zone: string | undefined): number | undefined {
	if (zone === undefined) return jstOffsetMs;
	if (zone.toUpperCase() === "Z") return 0;
	const hours = Number(zone.slice(1, 3));
	const minutes = Number(zone.slice(4, 6));
	if (hours > 14 || minutes > 59) return undefined;
	return (zone.startsWith("-") ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}
