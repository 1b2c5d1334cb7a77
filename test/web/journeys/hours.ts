import { describe, expect, test } from "vitest";
import { long } from "../../support/limits.ts";
import { type Console, hitsOf, searchPath, withFewRows } from "../console.ts";
import { violations } from "./quality.ts";

/** The hits by hour: calls outside the usual hours extend the chart, up to a whole day. */
export function hourJourneys(the: () => Console) {
	describe("the hours", () => {
		test("are wide enough to click and stay in their frame, however many there are, at any width", long, async () => {
			const { today } = the();
			const page = await the().enter();
			await page.evaluate(`localStorage.setItem("rireki.table", '{"charts":true}')`);
			const found: Record<string, unknown> = {};
			for (const first of [9, 7, 0]) {
				const last = first === 0 ? 23 : 20;
				const hour = Array.from({ length: last - first + 1 }, (_, index) => ({
					value: String(first + index),
					count: 10 + index,
				}));
				await withFewRows(page, { hour });
				await page.setViewportSize({ width: 1280, height: 900 });
				await page.goto(the().stack.urls.console + searchPath(today).slice(1));
				await hitsOf(page);
				const bars = page.locator(".rk-hours button");
				expect(await bars.count()).toBe(hour.length);
				for (const width of [1280, 390, 320]) {
					await page.setViewportSize({ width, height: 844 });
					const faults = await violations(page, ".rk-charts", ["target-size"]);
					const overhang = await page.evaluate<number>(
						"((list) => list.scrollHeight - list.clientHeight)(document.querySelector('.rk-hours'))",
					);
					if (faults.length > 0 || overhang > 0) found[`${hour.length} hours at ${width}`] = { faults, overhang };
				}
				await page.unroute("**/v1/call-histories/search");
			}
			expect(found).toEqual({});
		});
	});
}
