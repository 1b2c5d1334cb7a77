import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Console, follow, hitsOf } from "../console.ts";
import { violations } from "./quality.ts";

const numberIn = (text: string | null) => Number(text?.replace(/\D/g, ""));

/** 結果レポート: the results of a period's calls. */
export function resultJourneys(the: () => Console) {
	/** The cells of a row of a table, as numbers; the table and the row by their names. */
	async function figuresOf(page: Page, table: string, row: string | RegExp): Promise<number[]> {
		const line = page.getByRole("region", { name: table }).getByRole("row", { name: row }).first();
		return (await line.getByRole("cell").allTextContents()).map(numberIn);
	}

	describe("the results", () => {
		test.each([1280, 390] as const)("of a month lead a supervisor to their calls, at %i pixels", async (width) => {
			const page = await the().enter({ width });
			// Reaching the first page closes the menu, a moment after its address appears.
			await page.waitForURL(/\/call-histories/);
			await page.getByRole("button", { name: "検索", exact: true }).waitFor();
			if (width === 390) await page.getByRole("button", { name: "メニューを開閉" }).click();
			await page.getByRole("link", { name: "結果レポート" }).click();
			await page.getByRole("button", { name: "今月" }).click();
			await page.waitForURL((url) => url.searchParams.get("from") === `${the().today.slice(0, 8)}01`);
			const campaign = page.getByRole("region", { name: "キャンペーン別" });
			// Today's report may be shown until the month's is requested.
			const month = the().today.slice(0, 7).replace("-", "/");
			await page.getByText(`${month}/01～${month}/30`).waitFor();
			await campaign.waitFor();

			const sums = await Promise.all(
				["キャンペーン別", "発信担当者別", "時間帯別", "曜日別"].map((table) => figuresOf(page, table, /^合計/)),
			);
			for (const sum of sums) expect(sum).toEqual(sums[0]);
			const period = { from: `${the().today.slice(0, 8)}01T00:00`, to: `${the().today.slice(0, 8)}30T24:00` };
			const body = { period, rows: false, facets: ["talkedWith"] };
			const { total, facets } = (await the().api("sv01", "POST", "/call-histories/search", body)).body;
			const reached = facets.talkedWith.filter(({ value }: { value: unknown }) => value !== null);
			expect(sums[0]?.slice(0, 2)).toEqual([
				total,
				reached.reduce((sum: number, one: { count: number }) => sum + one.count, 0),
			]);

			expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
			expect(await violations(page)).toEqual([]);

			// The most frequent result of the first campaign.
			const link = campaign.getByRole("row").nth(1).getByRole("link").nth(1);
			const count = numberIn(await link.textContent());
			await link.focus();
			await page.keyboard.press("Enter");
			await page.waitForURL((url) => url.pathname.endsWith("/call-histories"));
			expect(await hitsOf(page)).toBe(count);
			await page.goBack();
			await campaign.waitFor();
			expect(new URL(page.url()).searchParams.get("to")).toBe(period.to.slice(0, 10));
		});

		test("of a day lead to the calls of each hour; those of several days do not", async () => {
			const { yesterday } = the();
			const page = await the().enter({ path: `/results?from=${yesterday}&to=${yesterday}` });
			const hours = page.getByRole("region", { name: "時間帯別" });
			const links = hours.locator("tbody").getByRole("link", { name: /発信数/ });
			const count = numberIn(await links.first().textContent());
			await links.first().click();
			await page.waitForURL((url) => url.pathname.endsWith("/call-histories"));
			expect(await hitsOf(page)).toBe(count);
			await follow(page, `/results?from=${the().daysAgo(2)}&to=${yesterday}`);
			await hours.waitFor();
			expect(await links.count()).toBe(0);
			expect(
				await page.getByRole("region", { name: "曜日別" }).locator("tbody").getByRole("link").count(),
			).toBeGreaterThan(0);
		});

		test("are saved as a CSV, and printed without the surroundings, within a page's width", async () => {
			const { yesterday } = the();
			const page = await the().enter({ path: `/results?from=${yesterday}&to=${yesterday}` });
			await page.getByRole("region", { name: "キャンペーン別" }).waitFor();
			const [download] = await Promise.all([
				page.waitForEvent("download"),
				page.getByRole("button", { name: "CSVダウンロード" }).click(),
			]);
			expect(download.suggestedFilename()).toBe(`結果レポート_${yesterday}_${yesterday}.csv`);
			const csv = await readFile(await download.path(), "utf8");
			const [calls, reached] = await figuresOf(page, "曜日別", /^合計/);
			expect(csv).toMatch(new RegExp(`^\ufeff"集計単位","項目","発信数".*\r\n"全体","","${calls}","${reached}",`));

			await page.emulateMedia({ media: "print" });
			// An A4 page in landscape, at 96 pixels per inch and without its margins.
			await page.setViewportSize({ width: 1046, height: 718 });
			expect(await page.locator("nav, .rk-top, .rk-report-filter, main button").filter({ visible: true }).count()).toBe(
				0,
			);
			expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
			const heads = "[...document.querySelectorAll('.rk-report thead')].map((head) => getComputedStyle(head).display)";
			expect(new Set(await page.evaluate<string[]>(heads))).toEqual(new Set(["table-header-group"]));
		});

		test("say when there are none, when the period is invalid, and when they cannot be loaded", async () => {
			const page = await the().enter({ path: "/results?from=2026-11-28&to=2026-11-28" });
			await page.getByText("この期間の応対履歴はありません").waitFor();
			expect(await page.getByRole("button", { name: "CSVダウンロード" }).isDisabled()).toBe(true);
			await page.locator(".rk-report-filter button").first().press("Enter");
			await page.getByRole("dialog", { name: "開始日 カレンダー" }).waitFor();
			await page.keyboard.press("Escape");
			await page.getByLabel("終了日").fill("2026/11/27");
			await page.getByRole("button", { name: "集計", exact: true }).click();
			await page.getByText("終了日には、開始日以降の日付を指定してください。").waitFor();
			await page.route("**/v1/call-histories/search", (route) =>
				route.fulfill({ status: 422, json: { code: "search-too-large", title: "検索に時間がかかりすぎます。" } }),
			);
			await page.getByRole("button", { name: "先月" }).click();
			await page.getByText("検索に時間がかかりすぎます。").waitFor();
			await page.unroute("**/v1/call-histories/search");
			await page.getByRole("button", { name: "再試行" }).click();
			await page
				.getByRole("region", { name: "キャンペーン別" })
				.or(page.getByText("この期間の応対履歴はありません"))
				.waitFor();
		});

		test("are not available to agents", async () => {
			const page = await the().enter({ account: "ag01", path: "/results" });
			await page.getByText("ページが見つかりません").waitFor();
			expect(await page.getByRole("link", { name: "結果レポート" }).count()).toBe(0);
		});
	});
}
