import type { NextAction } from "../../shared/call-history/model.ts";
import type { systemResults } from "../../shared/directory/model.ts";
import { dayMs, jstDate, jstHour, startOfJstDate } from "../../shared/time/model.ts";
import { addDays, dayWeight } from "./calendar.ts";
import type { Outcome } from "./memos.ts";
import type { Random } from "./random.ts";

export type SystemResult = keyof typeof systemResults;

interface Profile {
	medianSeconds: number;
	sigma: number;
	/** The share of calls that the customer answers in person. */
	self: number;
	next: readonly (readonly [NextAction["type"], number])[];
}

export const profiles: Record<Outcome, Profile> = {
	contract: {
		medianSeconds: 230,
		sigma: 0.4,
		self: 0.95,
		next: [
			["done", 88],
			["redial", 12],
		],
	},
	considering: {
		medianSeconds: 150,
		sigma: 0.5,
		self: 0.93,
		next: [
			["redial", 68],
			["continue", 24],
			["done", 8],
		],
	},
	refused: {
		medianSeconds: 58,
		sigma: 0.6,
		self: 0.85,
		next: [
			["done", 93],
			["continue", 7],
		],
	},
	cancel: {
		medianSeconds: 190,
		sigma: 0.4,
		self: 0.9,
		next: [
			["done", 80],
			["redial", 20],
		],
	},
	absent: {
		medianSeconds: 26,
		sigma: 0.5,
		self: 0,
		next: [
			["continue", 66],
			["redial", 34],
		],
	},
	wrong: { medianSeconds: 30, sigma: 0.4, self: 0, next: [["done", 1]] },
	answered: { medianSeconds: 165, sigma: 0.4, self: 0.96, next: [["done", 1]] },
	complaint: {
		medianSeconds: 250,
		sigma: 0.7,
		self: 0.9,
		next: [
			["done", 72],
			["redial", 28],
		],
	},
};

/** Share of calls that reach somebody, by hour of the day: people are at home in the morning and after work. */
function reachable(hour: number): number {
	if (hour >= 18) return 0.5;
	if (hour >= 17) return 0.46;
	if (hour === 12) return 0.34;
	return hour < 11 ? 0.42 : 0.38;
}

/** The system's own result of an attempt; undefined if somebody answered. */
export function systemResult(
	random: Random,
	call: { at: number; attempts: number; promised: boolean; today: string },
): SystemResult | undefined {
	if (isOutage(call.at, call.today) && random.chance(0.8)) return "system_error";
	const hour = jstHour(call.at);
	if (random.chance(call.promised ? 0.82 : reachable(hour))) return undefined;
	// Barred and wrong numbers are found at the first attempt, and are not called again.
	const first = call.attempts === 1 && !call.promised;
	return random.weighted<SystemResult>([
		["timeout", 54],
		["busy_or_announcement", 29],
		["no_agent", 5],
		["do_not_call", first ? 4 : 0],
		["out_of_service_number", first ? 6 : 0],
		["concurrent_call_limit", hour === 18 ? 10 : 1],
		["system_error", 1],
	]);
}

/** One bad half hour in the history, which stands out in results by hour. */
function isOutage(at: number, today: string): boolean {
	// Determining the day is slow; this cheap test rules out most calls.
	const daysAgo = (startOfJstDate(today) - at) / dayMs;
	if (daysAgo < 11 || daysAgo > 13) return false;
	const date = [12, 13].map((days) => addDays(today, -days)).find((day) => dayWeight(day) > 0);
	if (jstDate(at) !== date) return false;
	const minutes = (at - startOfJstDate(date)) / 60_000;
	return minutes >= 14 * 60 + 5 && minutes < 14 * 60 + 40;
}

/** Seconds from dialling to the end of an attempt that reached nobody. */
export function systemSeconds(random: Random, result: SystemResult): number {
	if (result === "timeout") return random.int(28, 32);
	if (result === "busy_or_announcement") return random.int(3, 14);
	return result === "no_agent" ? random.int(8, 25) : random.int(0, 2);
}

/** Whether the dialler tries again by itself after such a result. */
export function isFinal(result: SystemResult): boolean {
	return result === "do_not_call" || result === "out_of_service_number";
}
