import { describe, expect, it } from "vitest";
import { lastOccurrence, nextOccurrence, periodOfRun, type Repeat } from "../../../shared/repeat/model.ts";
import { formatJst } from "../../../shared/time/model.ts";

const repeat = (every: Repeat["every"], at = "07:00"): Repeat => ({ every, at, period: "yesterday" });
const at = (time: string) => Date.parse(`${time}+09:00`);
const around = (one: Repeat, now: string) =>
	[lastOccurrence(one, at(now)), nextOccurrence(one, at(now))].map((time) => formatJst(time).slice(0, 16));

describe("a repeat", () => {
	it.each<[string, Repeat, string, string, string]>([
		["every day, before its time", repeat("day"), "2026-11-20T06:59:59", "2026-11-19T07:00", "2026-11-20T07:00"],
		["every day, at its time", repeat("day"), "2026-11-20T07:00:00", "2026-11-20T07:00", "2026-11-21T07:00"],
		["every day, at midnight", repeat("day", "00:00"), "2026-12-31T23:59:59", "2026-12-31T00:00", "2027-01-01T00:00"],
		["every week, on its Monday", repeat("week"), "2026-11-16T07:00:00", "2026-11-16T07:00", "2026-11-23T07:00"],
		[
			"every week, on Monday before its time",
			repeat("week"),
			"2026-11-16T06:00:00",
			"2026-11-09T07:00",
			"2026-11-16T07:00",
		],
		["every week, on Sunday", repeat("week", "23:59"), "2026-11-22T23:59:00", "2026-11-16T23:59", "2026-11-23T23:59"],
		["every month, on the 1st", repeat("month"), "2026-12-01T07:00:00", "2026-12-01T07:00", "2027-01-01T07:00"],
		[
			"every month, on the 1st before its time",
			repeat("month"),
			"2027-01-01T00:00:00",
			"2026-12-01T07:00",
			"2027-01-01T07:00",
		],
	])("%s, has a last and a next occurrence", (_, one, now, last, next) => {
		expect(around(one, now)).toEqual([last, next]);
	});

	it.each<[Repeat["period"], string, string]>([
		["yesterday", "2026-11-19", "2026-11-20"],
		["lastWeek", "2026-11-09", "2026-11-16"],
		["lastMonth", "2026-10-01", "2026-11-01"],
	])("of %s searches the period as of when the run was due, however late it starts", (period, from, to) => {
		const due = lastOccurrence({ every: "day", at: "07:00", period }, at("2026-11-21T06:59:00"));
		const { from: first, to: end } = periodOfRun({ every: "day", at: "07:00", period }, due);
		expect([formatJst(first), formatJst(end)]).toEqual([`${from}T00:00:00+09:00`, `${to}T00:00:00+09:00`]);
	});
});
