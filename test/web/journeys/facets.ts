import { describe, expect, test } from "vitest";
import { type Console, hitsOf, searchPath } from "../console.ts";

/** The charts above the table. */
export function facetJourneys(the: () => Console) {
	describe("the charts", () => {
		test("narrow the search to a result and an hour, mark and undo them, and keep the other bars", async () => {
			const page = await the().enter({ path: searchPath(the().yesterday) });
			const all = await hitsOf(page);
			await page.getByRole("button", { name: "グラフを表示" }).click();
			const chart = (name: string) => page.getByRole("region", { name });
			const bars = () => chart("対話結果別").getByRole("button").allInnerTexts();
			const hours = () =>
				page.evaluate<string[]>("[...document.querySelectorAll('.rk-hours button')].map((bar) => bar.ariaLabel)");
			const shows = (count: number) => expect.poll(() => hitsOf(page)).toBe(count);
			const [allBars, allHours] = [await bars(), await hours()];

			const asked: object[] = [];
			page.on("request", (request) => {
				if (request.url().endsWith("/call-histories/search")) asked.push(request.postDataJSON());
			});
			const result = chart("対話結果別").getByRole("button", { name: /^タイムアウト/ });
			const timeouts = Number((await result.innerText()).replace(/\D/g, ""));
			await result.click();
			await shows(timeouts);
			expect(await result.getAttribute("aria-pressed")).toBe("true");
			expect(await bars()).toEqual(allBars);
			// The counts of the wider search are known, so no other search is sent.
			expect(asked).toHaveLength(1);

			const hour = chart("時間帯別").getByRole("button", { name: /^9時/ });
			const both = Number((await hour.getAttribute("aria-label"))?.split(" ")[1]?.replace(/\D/g, ""));
			await hour.click();
			await shows(both);
			expect(await hour.getAttribute("aria-pressed")).toBe("true");
			expect(await hours()).not.toEqual(allHours);

			// The address restores the same view; each bar counts what choosing it would find.
			const [narrowedBars, narrowedHours] = [await bars(), await hours()];
			await page.reload();
			await shows(both);
			await expect.poll(bars).toEqual(narrowedBars);
			await expect.poll(hours).toEqual(narrowedHours);

			await hour.click();
			await shows(timeouts);
			await result.click();
			await shows(all);
			expect([await bars(), await hours()]).toEqual([allBars, allHours]);
		});

		test("have a scale and a unit, keep what is typed in the form, and give no hint while they are empty", async () => {
			const page = await the().enter({ path: searchPath(the().yesterday) });
			await hitsOf(page);
			await page.getByRole("button", { name: "グラフを表示" }).click();
			await page.getByRole("button", { name: "条件を変更" }).click();
			const kana = page.getByRole("textbox", { name: "フリガナ" });
			await kana.fill("タカハシ");
			await page.getByRole("button", { name: /^9時/ }).click();
			await page.waitForURL("**onlyHour=9");
			expect(await kana.inputValue()).toBe("タカハシ");
			await page.getByRole("heading", { name: "時間帯別（件）" }).waitFor();
			expect(Number((await page.locator(".rk-scale").innerText()).replace(/\D/g, ""))).toBeGreaterThan(0);
			expect(await page.getByText(/クリックすると/).count()).toBe(2);

			await kana.fill("該当しないカナ");
			await page.getByRole("button", { name: "検索", exact: true }).click();
			await page.getByText("該当する応対履歴がありません").waitFor();
			expect(await page.getByText(/クリックすると/).count()).toBe(0);
			expect(await page.getByText("集計する応対履歴がありません。").count()).toBe(2);
			expect(new URL(page.url()).searchParams.has("onlyHour")).toBe(false);
		});
	});
}
