import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Console, follow, hitsOf, searchPath, withFewRows } from "../console.ts";
import { rowsOf } from "../rows.ts";

const focused = (page: Page) =>
	page.evaluate<string>(
		"document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
	);

/** The number of rows that are entirely visible, with nothing over them. */
const wholeRows = (page: Page) =>
	page.evaluate<number>(`[...document.querySelectorAll("tbody tr:has(a)")].filter((row) => {
		const { top, bottom, left } = row.getBoundingClientRect();
		const isOwn = (y) => document.elementFromPoint(left + 60, y)?.closest("tr") === row;
		return top >= 0 && bottom <= innerHeight && isOwn(top + 2) && isOwn(bottom - 2);
	}).length`);

/** Those of the named columns that have a cell or the header cut off, or beyond the screen. */
const cutColumns = (page: Page, names: readonly string[]) =>
	page.evaluate<string[]>(`(() => {
		const table = document.querySelector("table:has(tbody a)");
		const heads = [...table.querySelectorAll("thead th")];
		const isCut = (cell) => {
			const { left, right } = cell.getBoundingClientRect();
			return left < 0 || right > document.documentElement.clientWidth || [cell, ...cell.querySelectorAll("*")].some((part) => {
				const { textOverflow, webkitLineClamp } = getComputedStyle(part);
				if (textOverflow !== "ellipsis" && webkitLineClamp === "none") return false;
				return part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight + 1;
			});
		};
		return ${JSON.stringify(names)}.filter((name) => {
			const index = heads.findIndex(({ innerText }) => innerText.trim() === name);
			return index < 0 || isCut(heads[index]) || [...table.querySelectorAll("tbody tr")].some(({ cells }) => isCut(cells[index]));
		});
	})()`);

/** The columns that people need most. */
const wanted = ["名前", "電話番号", "発信担当者", "対話結果", "通話時間", "録音"];

const wantedInEnglish = ["Name", "Phone number", "Agent", "Result", "Duration", "Recording"];

/** The list shows what people work with. */
export function listJourneys(the: () => Console) {
	describe("the list after a search", () => {
		test.each(["sv01", "ag01"])(
			"shows %s ten rows at 1366 × 657, and the main columns in full at 1280",
			async (account) => {
				const day = account === "ag01" ? the().today : the().yesterday;
				const path = searchPath(day, day, "&phone=0").replace("/call", account === "ag01" ? "/me/call" : "/call");
				const page = await the().enter({ account });
				await withFewRows(page);
				await page.setViewportSize({ width: 1366, height: 657 });
				await follow(page, path);
				const hits = await hitsOf(page);
				await page.getByRole("button", { name: "表示設定" }).waitFor();
				await expect.poll(() => wholeRows(page)).toBeGreaterThanOrEqual(Math.min(10, hits));
				await page.setViewportSize({ width: 1280, height: 657 });
				expect(await cutColumns(page, wanted)).toEqual([]);
				await page.getByRole("button", { name: "English" }).click();
				await page.getByRole("columnheader", { name: "Called at" }).first().waitFor();
				expect(await cutColumns(page, wantedInEnglish)).toEqual([]);
			},
		);

		test("has its conditions in a line, where each can be removed, and changes them in the form", async () => {
			const { yesterday } = the();
			const page = await the().enter({ path: searchPath(yesterday, yesterday, "&campaign=c01&name=田&onlyHour=10") });
			await withFewRows(page);
			await hitsOf(page);
			const line = page.getByRole("group", { name: "検索中の条件" });
			expect(await line.getByRole("listitem").first().innerText()).toBe(
				`${yesterday.replaceAll("-", "/")} 00:00～${yesterday.replaceAll("-", "/")} 24:00`,
			);
			await line.getByRole("button", { name: "条件「グラフで選択: 10時」を解除" }).press("Enter");
			await expect.poll(() => new URL(page.url()).searchParams.has("onlyHour")).toBe(false);
			await line.getByRole("button", { name: "条件「名前: 田」を解除" }).press("Enter");
			expect(await focused(page)).toBe("条件を変更");
			const period = { from: `${yesterday}T00:00`, to: `${yesterday}T24:00` };
			const { body } = await the().api("sv01", "POST", "/call-histories/search", { period, campaignIds: ["c01"] });
			await expect.poll(() => hitsOf(page)).toBe(body.total);
			expect(await line.getByRole("listitem").count()).toBe(2);

			await page.keyboard.press("Enter");
			await page.getByRole("textbox", { name: "名前" }).waitFor();
			expect(await focused(page)).toBe("期間 開始 日付");
			await page.getByRole("button", { name: "検索条件を閉じる" }).press("Enter");
			expect(await focused(page)).toBe("条件を変更");
		});

		test("is cards on a phone, which are selected, sorted, walked by the arrows, and all rendered", async () => {
			const { yesterday } = the();
			const byPhone = { sort: { column: "phone", direction: "desc" }, page: { size: 2 } };
			const [first] = await rowsOf(the(), "sv01", yesterday, byPhone);
			const page = await the().enter({ width: 390, fullPages: true, path: searchPath(yesterday) });
			await hitsOf(page);
			const cards = page.locator(".rk-cards > li");
			// The browser's own search finds only what is rendered.
			expect(await cards.count()).toBe(100);
			await page.getByRole("button", { name: "並べ替え" }).click();
			await page.getByRole("option", { name: "電話番号" }).click();
			await expect.poll(() => cards.first().innerText()).toContain(first?.phone);
			const text = await cards.first().innerText();
			for (const shown of [first?.name, first?.resultLabel, first?.agentName ?? "-"]) expect(text).toContain(shown);
			await cards.nth(1).getByRole("checkbox").check();
			await page.getByText("1件を選択中").waitFor();
			await page.getByRole("checkbox", { name: "このページをすべて選択" }).check();
			await page.getByText("100件を選択中（上限）").waitFor();
			await cards.first().getByRole("link").focus();
			await page.keyboard.press("ArrowDown");
			expect(
				await cards
					.nth(1)
					.getByRole("link")
					.evaluate((link) => link === link.ownerDocument.activeElement),
			).toBe(true);
			expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
			await page.keyboard.press("Enter");
			await page.getByRole("heading", { name: "応対内容" }).waitFor();
			expect(new URL(page.url()).pathname).toMatch(/call-histories\/.+/);
		});
	});
}
