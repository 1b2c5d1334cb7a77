import { expect, test } from "vitest";
import { shareAt } from "../../commands/load/dialler.ts";
import { faultsOf, percentilesOf, rowOfAnswers, rowOfIntake, rowOfSearches } from "../../commands/load/report.ts";
import { run } from "../local/processes.ts";

test("compresses a day into a run, with few calls at the start and the most in the evening", () => {
	const shares = Array.from({ length: 100 }, (_, index) => shareAt(index / 100));
	expect(Math.max(...shares)).toBe(1);
	expect(shares[0]).toBeLessThan(0.6);
	expect(shares.indexOf(1)).toBeGreaterThan(70);
	expect(shareAt(1)).toBe(shares.at(-1));
});

test("counts faults, throttles and refusals of all kinds of work separately", () => {
	const latency = { p50: 1, p97_5: 2, p99: 3, max: 4 };
	const statusCodeStats = { 200: { count: 90 }, 429: { count: 5 }, 503: { count: 2 } };
	const report = { requests: { average: 1, total: 97 }, statusCodeStats, latency, errors: 1, timeouts: 2 };
	const answer = (status: number) => ({ status, milliseconds: status, body: {} });
	const rows = [
		rowOfSearches("searches", report as never),
		rowOfAnswers("corrections", [200, 409, 0].map(answer), 10),
		rowOfIntake({ sent: 10, refused: 1, delays: [100, 200], known: [], lost: 1 }, 10),
	];
	expect(faultsOf(rows)).toEqual({ faults: 2 + 3 + 1 + 1 + 1, throttled: 5, refused: 1 });
	expect(percentilesOf([300, 100, 200])).toEqual({ p50: 200, p97_5: 300, p99: 300, max: 300 });
});

test("requires all options of a deployed stage together, and numbers above 0", async () => {
	const half = await run("commands/load.ts", "--api", "https://rireki.example/v1");
	expect([half.code, half.stderr]).toEqual([1, expect.stringContaining("--api, --queue-url and --token")]);
	const none = await run("commands/load.ts", "--minutes", "0");
	expect([none.code, none.stderr]).toEqual([1, expect.stringContaining("--minutes must be a number above 0")]);
});
