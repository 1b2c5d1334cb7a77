import { describe, expect, test } from "vitest";
import { type Console, hitsOf, searchPath, withFewRows } from "../console.ts";
import { violations } from "./quality.ts";

/** 保存した検索条件 */
export function savedSearchJourneys(the: () => Console) {
	describe("a saved search", () => {
		test("is saved with a relative period, opened, shown at the start, renamed, replaced and deleted", async () => {
			const { yesterday, daysAgo, api, enter, stack } = the();
			const account = "sv03";
			const page = await enter({ account, path: searchPath(yesterday, yesterday, "&name=田&columns=name,phone") });
			await withFewRows(page);
			const hits = await hitsOf(page);
			const menu = page.getByRole("button", { name: "保存した検索条件", exact: true });
			const choose = async (name: string) => {
				await menu.click();
				await page.getByRole("menuitem", { name }).click();
			};
			/** Including the one of the checkboxes. */
			const headings = () => page.locator(".rk-results thead").last().locator("th").count();
			const list = async () => (await api(account, "GET", "/me/saved-searches")).body.items;
			const names = async () => (await list()).map(({ name }: { name: string }) => name);

			await choose("現在の検索条件を保存");
			const dialog = page.getByRole("dialog");
			await dialog.locator("input:focus").waitFor();
			await page.keyboard.press("Enter");
			await dialog.getByText("名前を入力してください。").waitFor();
			expect(await violations(page, "[role=dialog]")).toEqual([]);
			await dialog.getByLabel("名前").fill("昨日の田");
			await dialog.getByRole("button", { name: "昨日" }).waitFor();
			await dialog.getByLabel("応対履歴を開いたときに").check();
			await page.keyboard.press("Enter");
			await page.getByText("検索条件「昨日の田」を保存しました。").waitFor();
			expect(await list()).toMatchObject([
				{
					name: "昨日の田",
					isStart: true,
					conditions: { period: { relative: "yesterday" }, name: "田" },
					columns: ["calledAt", "name", "phone"],
				},
			]);

			// It opens at the start, as in a new tab; the form is reset, and stays empty.
			await page.goto(stack.urls.console);
			expect(await hitsOf(page)).toBe(hits);
			expect(await headings()).toBe(1 + 3);
			await page.getByRole("button", { name: "条件を変更" }).click();
			await page.getByRole("button", { name: "リセット" }).click();
			await page.getByText("検索条件を指定し、「検索」をクリックしてください。").waitFor();
			await page.reload();
			await page.getByText("検索条件を指定し、「検索」をクリックしてください。").waitFor();
			// The account's own columns are as they were.
			await choose("昨日の田");
			expect(await hitsOf(page)).toBe(hits);
			await page.goto(stack.urls.console + searchPath(daysAgo(2), yesterday, "&name=田中").slice(1));
			const others = await hitsOf(page);
			expect(await headings()).toBeGreaterThan(10);

			// The same name but for a space at its end: the dialog says so, and replaces the search.
			await choose("現在の検索条件を保存");
			await dialog.getByLabel("名前").fill("昨日 の田");
			expect(await dialog.getByText("上書きされます").count()).toBe(0);
			await dialog.getByLabel("名前").fill("昨日の田 ");
			await dialog.getByText("同じ名前の検索条件があります。保存すると、上書きされます。").waitFor();
			await dialog.getByRole("button", { name: "上書き保存" }).click();
			await page.getByText("検索条件「昨日の田」を保存しました。").waitFor();
			expect(await list()).toMatchObject([{ isStart: true, conditions: { name: "田中" } }]);

			await api(account, "POST", "/me/saved-searches", {
				name: "今月",
				conditions: { period: { relative: "thisMonth" } },
			});
			await page.goto(stack.urls.console);
			expect(await hitsOf(page)).toBe(others);
			await choose("保存した検索条件の管理");
			await dialog.getByText("（2/50件）").waitFor();
			expect(await violations(page, "[role=dialog]")).toEqual([]);
			await dialog.getByRole("button", { name: "「今月」の名前を変更" }).click();
			await dialog.getByLabel("名前").fill("昨日の田");
			await page.keyboard.press("Enter");
			await dialog.getByText("同じ名前の検索条件がすでに保存されています。別の名前を入力してください。").waitFor();
			await dialog.getByLabel("名前").fill("当月");
			await page.keyboard.press("Enter");
			await expect.poll(names).toEqual(["昨日の田", "当月"]);
			await page
				.getByRole("switch", { name: "「当月」を最初に表示" })
				.or(page.getByLabel("「当月」を最初に表示"))
				.first()
				.click();
			await expect
				.poll(async () => (await list()).map(({ isStart }: { isStart: boolean }) => isStart))
				.toEqual([false, true]);
			for (const name of ["当月", "昨日の田"]) {
				await dialog.getByRole("button", { name: `「${name}」を削除` }).click();
				await page.getByText(`検索条件「${name}」を削除しますか?`).waitFor();
				await page.getByRole("button", { name: "削除", exact: true }).click();
				await page.getByText(`検索条件「${name}」を削除しました。`).waitFor();
			}
			expect(await list()).toEqual([]);
		});

		test("of an agent is opened among the agent's own calls, on a phone", async () => {
			const { api, enter, today } = the();
			const conditions = { period: { relative: "today" }, agentIds: ["ag02"] };
			const body = { name: "今日の分", isStart: true, conditions };
			const { savedSearchId } = (await api("ag01", "POST", "/me/saved-searches", body)).body;
			const page = await enter({ account: "ag01", width: 390 });
			await hitsOf(page);
			const { pathname, searchParams } = new URL(page.url());
			expect(pathname).toMatch(/\/me\/call-histories$/);
			expect(searchParams.get("from")).toBe(`${today}T00:00`);
			expect(searchParams.has("agent")).toBe(false);
			await page.getByRole("button", { name: "保存した検索条件", exact: true }).click();
			await page.getByRole("menuitem", { name: /今日の分/ }).waitFor();
			expect(await violations(page)).toEqual([]);
			await api("ag01", "DELETE", `/me/saved-searches/${savedSearchId}`);
		});
	});
}
