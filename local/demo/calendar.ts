import { dayMs, endOfJstDate, jstDate, startOfJstDate } from "../../shared/time/model.ts";
import type { Random } from "./random.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const opensAtMs = 9 * hourMs;
const closesAtMs = 20.5 * hourMs;

/** How busy each half hour from 9:00 is: a slow start, the lunch dip, the evening peak. */
const halfHours = [3, 5, 7, 8, 8, 7, 3, 3, 5, 6, 6, 6, 5, 5, 6, 7, 9, 11, 12, 11, 9, 7, 4];

/** How far the history reaches back. */
export const historyDays = 70;

/** The minimum number of calls today, whenever the demonstration starts. */
const leastToday = 190;

export function addDays(date: string, days: number): string {
	return jstDate(startOfJstDate(date) + days * dayMs);
}

/** The first day of the month `months` away from that of `date`. */
export function monthStart(date: string, months: number): string {
	return new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, 1))
		.toISOString()
		.slice(0, 10);
}

/** Share of a full day's calls: fewer on Saturdays, none on Sundays. */
export function dayWeight(date: string): number {
	const weekday = new Date(date).getUTCDay();
	if (weekday === 0) return 0;
	return weekday === 6 ? 0.45 : 1;
}

/** When a past day's calls are dialled, in order, in whole seconds. */
export function pastDay(random: Random, date: string, callsOfFullDay: number): number[] {
	const count = Math.round(callsOfFullDay * dayWeight(date) * (0.93 + random.next() * 0.14));
	return businessTimes(random, date, count);
}

/**
 * Today's calls up to now. If the day has just begun, or is a Sunday, calls are added from opening time or over the
 * last two hours, so that there is always something to correct today.
 */
export function today(random: Random, now: number, callsOfFullDay: number): number[] {
	const date = jstDate(now);
	const sinceMidnight = now - startOfJstDate(date);
	const least = Math.ceil(leastToday * Math.min(1, callsOfFullDay / 420));
	const normal = pastDay(random, date, callsOfFullDay).filter((time) => time < now);
	if (normal.length >= least) return normal;
	const isOpen = sinceMidnight > opensAtMs + 40 * minuteMs;
	const beforeOpening = Math.max(sinceMidnight - 2 * hourMs, Math.min(5 * minuteMs, sinceMidnight / 2));
	const start = startOfJstDate(date) + (isOpen ? opensAtMs : beforeOpening);
	const end = Math.min(now, startOfJstDate(date) + closesAtMs);
	// Two dozen agents cannot make more than one call in four seconds at the start of a day.
	const count = Math.min(least, Math.floor((end - start) / 4000));
	return inOrder(Array.from({ length: count }, () => start + random.next() * (end - start)));
}

function businessTimes(random: Random, date: string, count: number): number[] {
	const choices = halfHours.map((weight, index) => [index, weight] as const);
	const opening = startOfJstDate(date) + opensAtMs;
	return inOrder(
		Array.from({ length: count }, () => opening + (random.weighted(choices) + random.next()) * 30 * minuteMs),
	);
}

function inOrder(times: number[]): number[] {
	return times.map((time) => Math.floor(time / 1000) * 1000).sort((a, b) => a - b);
}

/**
 * A time to call again that a customer may have asked for: a full or half hour of a working day after `after`, not
 * later than the batch's end. Undefined if the batch leaves no such time.
 */
export function promisedTime(random: Random, after: number, endsOn: string): number | undefined {
	for (let tries = 0; tries < 4; tries++) {
		const date = addDays(
			jstDate(after),
			random.weighted([
				[0, 2],
				[1, 5],
				[2, 4],
				[3, 3],
				[5, 2],
				[7, 3],
			] as const),
		);
		const time = startOfJstDate(date) + opensAtMs + random.int(1, 21) * 30 * minuteMs;
		if (dayWeight(date) > 0 && time > after + 20 * minuteMs && time < endOfJstDate(endsOn)) return time;
	}
	return undefined;
}
