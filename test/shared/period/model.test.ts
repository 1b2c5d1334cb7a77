import { describe, expect, it } from "vitest";
import { periodOf, type RelativePeriod } from "../../../shared/period/model.ts";
import { formatJst } from "../../../shared/time/model.ts";

function days(relative: RelativePeriod, now: string): [string, string] {
	const { from, to } = periodOf(relative, Date.parse(now));
	expect([formatJst(from).slice(10), formatJst(to).slice(10)]).toEqual(["T00:00:00+09:00", "T00:00:00+09:00"]);
	return [formatJst(from).slice(0, 10), formatJst(to).slice(0, 10)];
}

describe("a relative period", () => {
	it.each<[RelativePeriod, string, string]>([
		["today", "2026-11-20", "2026-11-21"],
		["yesterday", "2026-11-19", "2026-11-20"],
		["thisWeek", "2026-11-16", "2026-11-23"],
		["lastWeek", "2026-11-09", "2026-11-16"],
		["thisMonth", "2026-11-01", "2026-12-01"],
		["lastMonth", "2026-10-01", "2026-11-01"],
		["last7Days", "2026-11-14", "2026-11-21"],
		["last30Days", "2026-10-22", "2026-11-21"],
	])("%s, on a Friday, covers whole days in JST", (relative, from, to) => {
		expect(days(relative, "2026-11-20T15:00:00+09:00")).toEqual([from, to]);
	});

	it("has weeks from Monday through Sunday", () => {
		expect(days("thisWeek", "2026-11-16T00:00:00+09:00")).toEqual(["2026-11-16", "2026-11-23"]);
		expect(days("thisWeek", "2026-11-22T23:59:59+09:00")).toEqual(["2026-11-16", "2026-11-23"]);
		expect(days("lastWeek", "2026-11-23T00:00:00+09:00")).toEqual(["2026-11-16", "2026-11-23"]);
	});

	it("uses the date in Japan, even where it differs from UTC", () => {
		expect(days("today", "2026-11-19T15:00:00Z")).toEqual(["2026-11-20", "2026-11-21"]);
		expect(days("lastMonth", "2026-11-30T15:00:00Z")).toEqual(["2026-11-01", "2026-12-01"]);
	});

	it("handles the end of a year and leap years", () => {
		expect(days("lastMonth", "2027-01-31T12:00:00+09:00")).toEqual(["2026-12-01", "2027-01-01"]);
		expect(days("lastWeek", "2027-01-01T12:00:00+09:00")).toEqual(["2026-12-21", "2026-12-28"]);
		expect(days("lastMonth", "2028-03-31T12:00:00+09:00")).toEqual(["2028-02-01", "2028-03-01"]);
	});
});
