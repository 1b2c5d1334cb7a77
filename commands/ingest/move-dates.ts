import { maxMessageBytes } from "../../shared/intake/model.ts";
import { dayMs, jstDate, parseTime } from "../../shared/time/model.ts";
import { readEvent } from "./events.ts";
import { readLines } from "./lines.ts";

const weekDays = 7;

/** The members of events that are dates or times. Ids made from dates stay as they are. */
const dated: ReadonlySet<string> = new Set(["time", "calledAt", "createdAt", "redialAt", "startsOn", "endsOn"]);

/** An event with all dates and times moved by whole weeks, so that weekdays stay the same. */
export function moveDates(body: string, weeks: number): string {
	if (weeks === 0) return body;
	const event = JSON.parse(body, (name, value) =>
		dated.has(name) && typeof value === "string" ? moveDate(value, weeks) : value,
	);
	return JSON.stringify(event);
}

/** Invalid dates are left for the intake to refuse. */
function moveDate(text: string, weeks: number): string {
	const date = /^\d{4}-\d{2}-\d{2}(?=[Tt ]|$)/.exec(text)?.[0] ?? "";
	const moved = new Date(Date.parse(date) + weeks * weekDays * dayMs);
	return Number.isNaN(moved.getTime()) ? text : moved.toISOString().slice(0, 10) + text.slice(date.length);
}

/** How many weeks to move a file's events so that its last day comes as close as possible before a date. */
export async function weeksTo(file: string, date: string): Promise<number> {
	let last = Number.NEGATIVE_INFINITY;
	for await (const line of readLines(file, maxMessageBytes)) {
		const reading = readEvent(line);
		const time = reading.kind === "event" ? parseTime(String(JSON.parse(reading.body)?.time)) : undefined;
		last = Math.max(last, time ?? last);
	}
	if (last === Number.NEGATIVE_INFINITY) throw new Error(`${file} has no event with a time to be moved`);
	const days = (Date.parse(date) - Date.parse(jstDate(last))) / dayMs;
	return Math.floor((days - 1) / weekDays);
}
