import { describe, expect, test } from "vitest";
import { type Console, hitsOf, searchPath } from "../console.ts";

/** The main columns, and then the manual's others in its order. */
const usualColumns = [
	...["発信日時", "名前", "電話番号", "発信担当者", "対話結果", "通話時間", "録音", "次のアクション"],
	...["キャンペーン", "バッチ", "顧客リスト", "発信グループ", "通知番号", "フリガナ", "対話者", "メモ", "作成日時"],
	...["リクエストID", "更新日時", "更新者"],
];

/** The manual's 2.1. */
export function tableJourneys(the: () => Console) {
	describe("the table", () => {
		test("has all of the manual's columns, without the ID at first", async () => {
			const page = await the().enter({ path: searchPath(the().today) });
			await hitsOf(page);
			const headers = await page.locator("thead").first().locator("th").allInnerTexts();
			// After the column of checkboxes.
			expect(headers.map((text) => text.trim())).toEqual(["", ...usualColumns]);
		});

		test("shows the columns that are chosen in its menu, and remembers them", async () => {
			const page = await the().enter({ path: searchPath(the().today) });
			await hitsOf(page);
			await page.getByRole("button", { name: "表示設定" }).click();
			await page.getByRole("checkbox", { name: "ID", exact: true }).check();
			await page.getByRole("checkbox", { name: "フリガナ" }).uncheck();
			await page.getByRole("button", { name: "確定" }).click();
			await page.reload();
			await hitsOf(page);
			const headers = await page.locator("thead").first().locator("th").allInnerTexts();
			expect(headers.map((text) => text.trim())).toContain("ID");
			expect(headers.map((text) => text.trim())).not.toContain("フリガナ");
		});

		test("sorts by a column, and turns pages by arrows", async () => {
			const { yesterday } = the();
			const page = await the().enter({ fullPages: true, path: searchPath(yesterday) });
			const total = await hitsOf(page);
			expect(total).toBeGreaterThan(100);
			const times = () => page.locator("tbody a").allInnerTexts();
			const first = await times();
			expect(first).toHaveLength(100);
			expect(first).toEqual(first.toSorted().toReversed());
			await page.getByRole("button", { name: "次のページ" }).click();
			await page.waitForURL("**page=2");
			await expect.poll(async () => (await times())[0]).not.toBe(first[0]);
			expect([first.at(-1), (await times())[0]].toSorted().at(-1)).toBe(first.at(-1));
			// By the keyboard, as the sticky header covers this one for the pointer.
			await page.getByRole("columnheader", { name: "発信日時" }).first().getByRole("button").first().press("Enter");
			await page.waitForURL("**sort=calledAt.asc");
			// The old rows stay until the new order arrives.
			const isSorted = async () => {
				const shown = await times();
				return shown.length === 100 && shown.join() === shown.toSorted().join();
			};
			await expect.poll(isSorted).toBe(true);
		});

		test("shows times of Japan to a browser in New York", async () => {
			const { today, api } = the();
			const page = await the().enter({ path: searchPath(today) });
			await hitsOf(page);
			const body = { period: { from: `${today}T00:00`, to: `${today}T24:00` }, page: { size: 1 } };
			const { rows } = (await api("sv01", "POST", "/call-histories/search", body)).body;
			const shown = await page.locator("tbody a").first().innerText();
			expect(shown).toBe(rows[0].calledAt.slice(0, 19).replace("T", " ").replaceAll("-", "/"));
		});

		test("renders only what is visible of 1,000 rows, and shows the last of them at the end", async () => {
			const page = await the().enter();
			await page.evaluate(`localStorage.setItem("rireki.table", '{"pageSize":1000}')`);
			// More than a page, and far fewer than the limit of 10,000.
			const { today, daysAgo } = the();
			await page.goto(the().stack.urls.console + searchPath(daysAgo(6), today).slice(1));
			expect(await hitsOf(page)).toBeGreaterThan(1000);
			const links = page.locator("tbody a");
			expect(await links.count()).toBeLessThan(150);
			// 40 notches of the wheel are 129 rows. Each change of the window renders all its rows again.
			const rendered = await page.evaluate<number>(`(async () => {
				let count = 0;
				const watch = new MutationObserver(() => { count += document.querySelectorAll("tbody tr").length });
				watch.observe(document.querySelector("tbody:has(a)"), { childList: true });
				for (let notch = 0; notch < 40; notch++) {
					scrollBy(0, 100);
					await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
				}
				return count;
			})()`);
			expect(rendered / 129).toBeLessThan(3.5);
			const seen = "document.elementFromPoint(640, innerHeight / 2).closest('tr').querySelector('a') !== null";
			await expect.poll(() => page.evaluate<boolean>(seen)).toBe(true);
			const before = await page.evaluate<number>("document.body.scrollHeight");
			await page.evaluate("scrollTo(0, document.body.scrollHeight)");
			const body = { period: { from: `${daysAgo(6)}T00:00`, to: `${today}T24:00` }, page: { size: 1000 } };
			const { rows } = (await the().api("sv01", "POST", "/call-histories/search", body)).body;
			const last = rows[999].calledAt.slice(0, 19).replace("T", " ").replaceAll("-", "/");
			await expect.poll(() => links.last().innerText()).toBe(last);
			expect(Math.abs((await page.evaluate<number>("document.body.scrollHeight")) - before)).toBeLessThan(40);
		});

		test("says so when nothing is found", async () => {
			const page = await the().enter({ path: searchPath(the().today, the().today, "&name=いない名前") });
			await page.getByText("該当する応対履歴がありません").waitFor();
		});
	});
}
