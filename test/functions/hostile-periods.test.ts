import { beforeAll, describe, expect, it } from "vitest";
import { basicTenant, callCompleted } from "../support/events.ts";
import { idsOf, period, search } from "../support/hostile.ts";
import { createWorld, type World } from "../support/world.ts";
import { expectProblem } from "./hostile-problem.ts";

const name = "search-call-histories";

let world: World;

beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		...[1, 2, 3, 4, 5, 6].map((day) =>
			callCompleted({ callId: `day-${day}`, calledAt: `2026-11-0${day}T12:00:00+09:00` }),
		),
		callCompleted({ callId: "before-change", calledAt: "2026-11-01T01:59:00-04:00" }),
		callCompleted({ callId: "after-change", calledAt: "2026-11-01T01:01:00-05:00" }),
	);
});

describe("a period", () => {
	const day = { from: "2026-11-02T00:00", to: "2026-11-03T00:00" };
	const good: [what: string, period: object, ids: string[]][] = [
		["a day", day, ["day-2"]],
		["a day up to 24:00", { ...day, to: "2026-11-02T24:00" }, ["day-2"]],
		["seconds", { from: "2026-11-02T12:00:00", to: "2026-11-02T12:00:00.001" }, ["day-2"]],
		["an end at the start of the call", { ...day, to: "2026-11-02T12:00" }, []],
		["a start at minute 24", { from: "2026-11-02T11:24:30", to: "2026-11-02T24:00" }, ["day-2"]],
		["full width", { from: "２０２６－１１－０２Ｔ００：００", to: "２０２６－１１－０２　２４：００" }, ["day-2"]],
		["lower case", { from: "2026-11-02t03:00z", to: "2026-11-02t03:01z" }, ["day-2"]],
		["Z", { from: "2026-11-02T03:00:00Z", to: "2026-11-02T03:00:01Z" }, ["day-2"]],
		["+14:00", { from: "2026-11-02T17:00+14:00", to: "2026-11-02T17:01+14:00" }, ["day-2"]],
		["-14:00", { from: "2026-11-01T13:00-14:00", to: "2026-11-01T13:01-14:00" }, ["day-2"]],
		["+05:45", { from: "2026-11-02T08:45+05:45", to: "2026-11-02T08:46+05:45" }, ["day-2"]],
		["two offsets", { from: "2026-11-01T22:00-05:00", to: "2026-11-02T12:01+09:00" }, ["day-2"]],
		[
			"New York before the clocks go back",
			{ from: "2026-11-01T01:00-04:00", to: "2026-11-01T02:00-04:00" },
			["before-change"],
		],
		[
			"New York after the clocks go back",
			{ from: "2026-11-01T01:00-05:00", to: "2026-11-01T02:00-05:00" },
			["after-change"],
		],
		[
			"both of these hours",
			{ from: "2026-11-01T01:00-04:00", to: "2026-11-01T02:00-05:00" },
			["after-change", "before-change"],
		],
		["a summer offset in winter", { from: "2026-11-01T23:00-04:00", to: "2026-11-01T23:01-04:00" }, ["day-2"]],
		["a leap day", { from: "2028-02-29T00:00", to: "2028-02-29T24:00" }, []],
		["the far past", { from: "0001-01-02T00:00", to: "0001-01-03T00:00" }, []],
		["the far future", { from: "9999-12-29T00:00", to: "9999-12-30T00:00" }, []],
	];
	it.each(good)("is understood: %s", async (_, wanted, ids) => {
		const response = await search(world, { period: wanted });
		expect(response.status).toBe(200);
		expect(idsOf(response)).toEqual(ids);
	});

	it("spans at most ten years", async () => {
		for (const from of ["2016-11-21T00:00", "2017-01-01T00:00", "2024-02-28T00:00"]) {
			const year = Number(from.slice(0, 4)) + 10;
			const to = (time: string) => ({ period: { from, to: `${year}${from.slice(4, 10)}T${time}` } });
			expect((await search(world, to("00:00"))).status).toBe(200);
			await expectProblem(
				world,
				name,
				{ body: to("24:00") },
				{
					status: 400,
					code: "invalid-request",
					errors: [["#/period/from", "period-too-long"]],
				},
			);
		}
	});

	const bad: [field: "from" | "to", code: string, texts: string[]][] = [
		[
			"from",
			"not-a-time",
			["2026-11-02T24:00", "2026-11-02 24:00:00", "２０２６-１１-０２　２４：００", "2026-11-02T24:00Z"],
		],
		[
			"to",
			"not-a-time",
			["2026-11-30T24:01", "2026-11-30T24:00:01", "2026-11-30T25:00", "2026-11-30T23:60", "2026-11-30T23:59:60"],
		],
		[
			"to",
			"not-a-time",
			[
				"2026-02-30T00:00",
				"2026-02-29T00:00",
				"2026-13-01T00:00",
				"2026-00-10T00:00",
				"2026-11-00T00:00",
				"2026-11-31T00:00",
			],
		],
		[
			"to",
			"not-a-time",
			[
				"",
				" ",
				"now",
				"2026-11-30",
				"12:00",
				"2026/11/30 00:00",
				"20261130T000000",
				"1795964400000",
				"Mon, 30 Nov 2026",
			],
		],
		[
			"to",
			"not-a-time",
			[
				"2026-11-30T00:00+0900",
				"2026-11-30T00:00+15:00",
				"2026-11-30T00:00+09:60",
				"2026-11-30T00:00 JST",
				"2026-11-30T00:00[Asia/Tokyo]",
			],
		],
		[
			"to",
			"not-a-time",
			[
				"02026-11-30T00:00",
				"+002026-11-30T00:00",
				"-2026-11-30T00:00",
				"2026-11-30T00:00\u0000",
				"2026-11-30T00:00\ud800",
			],
		],
		["to", "not-a-time", ["9999-12-31T24:00-14:00", "10000-01-01T00:00", "0000-01-01T00:00"]],
		["to", "too-long", [`2026-11-30T00:00${" ".repeat(30)}`, "2".repeat(900_000)]],
		[
			"to",
			"period-empty",
			["2026-11-01T00:00", "2026-10-31T24:00", "2026-10-31T23:59", "2026-10-31T15:00Z", "1970-01-01T00:00"],
		],
	];
	it.each(bad)("is refused: %s, %s, %j", async (field, code, texts) => {
		for (const text of texts) {
			const body = { period: { ...period, [field]: text } };
			await expectProblem(
				world,
				name,
				{ body },
				{ status: 400, code: "invalid-request", errors: [[`#/period/${field}`, code]] },
			);
		}
	});
});
