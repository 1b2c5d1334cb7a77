import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inBatches } from "../../commands/ingest/batches.ts";
import { readLines } from "../../commands/ingest/lines.ts";
import { moveDates, weeksTo } from "../../commands/ingest/move-dates.ts";
import { maxMessageBytes } from "../../shared/intake/model.ts";
import { run, temporaryFolder } from "../local/processes.ts";

function write(...lines: string[]): string {
	const file = join(temporaryFolder(), "events.ndjson");
	writeFileSync(file, lines.join("\n"));
	return file;
}

const batch =
	'{"time":"2026-11-01T09:00:00+09:00","data":{"batchId":"b-2611","startsOn":"2026-11-01","endsOn":"2026-11-30"}}';
const call =
	'{"time":"2026-11-19T20:07:28.5+09:00","data":{"callId":"20261119-1","memo":"2026-11-19","calledAt":"2026-11-19T11:00:00Z","nextAction":{"type":"redial","redialAt":"2026-12-31T10:00:00+09:00"}}}';

describe("moving the dates of a file", () => {
	test("moves all dates and times, but not ids and texts", () => {
		expect(moveDates(batch, 4)).toBe(
			'{"time":"2026-11-29T09:00:00+09:00","data":{"batchId":"b-2611","startsOn":"2026-11-29","endsOn":"2026-12-28"}}',
		);
		expect(moveDates(call, 67)).toBe(
			'{"time":"2028-03-02T20:07:28.5+09:00","data":{"callId":"20261119-1","memo":"2026-11-19","calledAt":"2028-03-02T11:00:00Z","nextAction":{"type":"redial","redialAt":"2028-04-13T10:00:00+09:00"}}}',
		);
		expect(moveDates(call, 0)).toBe(call);
	});

	test("leaves invalid dates for the intake to reject", () => {
		for (const body of ['{"time":"yesterday"}', '{"time":20261119}', '{"calledAt":"2026-13-45T10:00"}', "null"]) {
			expect(moveDates(body, 1)).toBe(body);
		}
	});

	test.each([
		["2026-11-19", -1],
		["2026-11-20", 0],
		["2026-11-26", 0],
		["2026-11-27", 1],
		["2028-02-29", 66],
		["2036-11-28", 523],
		["2026-01-01", -47],
	])("moves the last day into the week before %s, by %i weeks", async (date, weeks) => {
		const file = write(call, "", "no event", "{}", '{"time":"whenever"}', batch);
		expect(await weeksTo(file, date)).toBe(weeks);
		const moved = JSON.parse(moveDates(call, weeks)).time.slice(0, 10);
		const daysBefore = (Date.parse(date) - Date.parse(moved)) / 86_400_000;
		expect(daysBefore).toBeGreaterThanOrEqual(1);
		expect(daysBefore).toBeLessThanOrEqual(7);
		expect(new Date(moved).getUTCDay()).toBe(new Date("2026-11-19").getUTCDay());
	});

	test("fails if a file has no time", async () => {
		await expect(weeksTo(write('{"id":"a"}', "[]"), "2026-11-28")).rejects.toThrow("no event with a time");
	});

	test("applies to the messages that are sent", async () => {
		const bodies: string[] = [];
		for await (const { entries } of inBatches(readLines(write(batch, call), maxMessageBytes), () => {}, 4)) {
			bodies.push(...entries.map(({ body }) => body));
		}
		expect(bodies).toEqual([moveDates(batch, 4), moveDates(call, 4)]);
	});

	test("requires a valid date", async () => {
		for (const date of ["2027-02-29", "today", "20261128"]) {
			const { code, stderr } = await run("commands/ingest.ts", "events.ndjson", "--move-to", date);
			expect([code, stderr]).toEqual([
				1,
				expect.stringContaining(`--move-to must be a date such as 2026-11-28, not "${date}"`),
			]);
		}
	});
});
