import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Console, follow, hitsOf, searchPath } from "../console.ts";
import { yesterdays } from "../rows.ts";

/** The name of the element that has the focus, or else its text. */
const focused = (page: Page) =>
	page.evaluate<string>(
		"document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim().slice(0, 200)",
	);

/** Where the focus is, and whether people at the keyboard see what happens. */
export function focusJourneys(the: () => Console) {
	/** One of yesterday's calls that this supervisor may correct, counted from the end. */
	const correctable = async (place: number) => (await yesterdays(the(), "c01", { allowed: true })).at(-place) ?? "";

	describe("a question", () => {
		test("is answered with yes by Enter, unless yes destroys something", async () => {
			const callId = await correctable(1);
			const page = await the().enter({ path: `/call-histories/${callId}` });
			await page.getByRole("button", { name: "編集" }).click();
			await page.getByLabel("メモ").fill("破棄されるメモ");
			await page.getByRole("button", { name: "キャンセル" }).click();
			await page.getByText("編集内容を破棄しますか?").waitFor();
			await page.keyboard.press("Enter");
			await page.getByRole("dialog").waitFor({ state: "detached" });
			expect(await page.getByLabel("メモ").inputValue()).toBe("破棄されるメモ");
			await page.getByRole("link", { name: "応対履歴の一覧へ戻る" }).click();
			await page.getByText("編集内容を破棄しますか?").waitFor();
			await page.keyboard.press("Enter");
			await page.getByRole("dialog").waitFor({ state: "detached" });

			await page.getByLabel("メモ").fill("Enterで保存");
			await page.getByRole("button", { name: "保存" }).click();
			await page.getByText("保存しますか?").waitFor();
			expect(await focused(page)).toBe("OK");
			await page.keyboard.press("Enter");
			await page.getByText("応対履歴を保存しました。").waitFor();
			expect((await the().api("sv01", "GET", `/call-histories/${callId}`)).body.memo).toBe("Enterで保存");
		});
	});

	describe("a failure", () => {
		/** Whether the whole of the focused element is on the screen. */
		const isSeen = (page: Page) =>
			page.evaluate<boolean>(
				"(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.activeElement.getBoundingClientRect())",
			);

		test("of a save is visible and has the focus: the message, or the field at fault", async () => {
			const page = await the().enter({ path: `/call-histories/${await correctable(2)}` });
			await page.setViewportSize({ width: 1280, height: 657 });
			await page.getByRole("button", { name: "編集" }).click();
			const memo = page.getByLabel("メモ");
			await memo.fill("保存できないメモ");
			const save = async () => {
				await page.getByRole("button", { name: "保存" }).click();
				await page.keyboard.press("Enter");
			};
			await page.route("**/v1/call-histories/*", (route) =>
				route.fulfill({ status: 409, json: { code: "not-latest", title: "過去の履歴のため修正できません。" } }),
			);
			await save();
			await expect.poll(() => focused(page)).toContain("過去の履歴のため修正できません。");
			expect(await isSeen(page)).toBe(true);
			expect(await memo.inputValue()).toBe("保存できないメモ");
			await page.unroute("**/v1/call-histories/*");

			await page.getByRole("radio", { name: "再発信日時設定" }).check();
			const date = page.getByLabel("再発信日時 日付");
			await date.fill("");
			await page.getByRole("button", { name: "保存" }).click();
			await expect.poll(() => focused(page)).toBe("再発信日時 日付");
			await date.fill("2020/01/01");
			await page.getByLabel("再発信日時 時刻").fill("09:30");
			expect(await date.getAttribute("aria-invalid")).toBe(null);
			await save();
			await page.getByText("再発信日時には、現在より後の日時を指定してください。").waitFor();
			await expect.poll(() => focused(page)).toBe("再発信日時 日付");
			expect(await isSeen(page)).toBe(true);
			const described = "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent";
			expect(await page.evaluate<string>(described)).toContain("再発信日時には、現在より後の日時を指定してください。");
		});

		test("of a refinement keeps the rows and the field", async () => {
			const page = await the().enter({ path: searchPath(the().today) });
			const total = await hitsOf(page);
			const refuse = async (status: number, json: object) => {
				await page.unroute("**/v1/call-histories/search");
				await page.route("**/v1/call-histories/search", (route) => route.fulfill({ status, json }));
			};
			const field = page.getByPlaceholder(/絞り込み/);
			const detail = "10語以内で入力してください。";
			await refuse(400, { code: "invalid-request", title: "誤り", errors: [{ pointer: "#/keyword", detail }] });
			await field.fill("多すぎる語");
			await field.press("Enter");
			await page.getByText(detail).waitFor();
			expect(await field.getAttribute("aria-invalid")).toBe("true");
			expect(await focused(page)).toBe("検索結果の絞り込み");

			await refuse(429, { message: "Too Many Requests" });
			await field.fill("急ぎすぎ");
			await field.press("Enter");
			const alert = page.getByRole("alert").filter({ hasText: "しばらくしてからもう一度お試しください。" });
			await alert.waitFor();
			expect(await field.inputValue()).toBe("急ぎすぎ");
			expect(await hitsOf(page)).toBe(total);
			expect(await page.locator("tbody a").count()).toBeGreaterThan(0);
			await page.unroute("**/v1/call-histories/search");
			await alert.getByRole("button", { name: "再試行" }).click();
			await page.getByText("該当する応対履歴がありません").waitFor();
		});
	});

	describe("the keyboard", () => {
		const isBody = (page: Page) => page.evaluate<boolean>("document.activeElement === document.body");

		test("moves on to the results of a search, walks their rows, and keeps the focus on the last page", async () => {
			const { daysAgo } = the();
			const page = await the().enter({ fullPages: true, path: searchPath(daysAgo(1)) });
			const total = await hitsOf(page);
			const pages = Math.ceil(total / 100);
			await page.getByRole("button", { name: "条件を変更" }).click();
			await page.getByRole("textbox", { name: "名前" }).fill("田");
			await page.getByRole("textbox", { name: "名前" }).press("Enter");
			await expect.poll(() => focused(page)).toContain("検索結果");
			await page.goBack();
			await expect.poll(() => hitsOf(page)).toBe(total);

			const links = page.locator("tbody a");
			await links.first().focus();
			for (const _ of [1, 2]) await page.keyboard.press("ArrowDown");
			await page.keyboard.press("ArrowUp");
			expect(await links.nth(1).evaluate((link) => link === link.ownerDocument.activeElement)).toBe(true);

			await page.getByRole("button", { name: `${pages}ページ中${pages - 1}ページ` }).click();
			await page.getByRole("button", { name: "次のページ" }).press("Enter");
			await expect.poll(() => page.getByRole("button", { name: "次のページ" }).isDisabled()).toBe(true);
			expect(await isBody(page)).toBe(false);
		});

		test("keeps its place when a form opens and closes, and when a row is deleted", async () => {
			const page = await the().enter({ path: `/call-histories/${await correctable(3)}` });
			await page.getByRole("button", { name: "編集" }).press("Enter");
			await expect.poll(() => page.evaluate<string>("document.activeElement.tagName")).toBe("INPUT");
			await page.getByRole("button", { name: "キャンセル" }).press("Enter");
			await expect.poll(() => focused(page)).toBe("編集");

			const { yesterday, api } = the();
			const conditions = { period: { from: `${yesterday}T00:00`, to: `${yesterday}T01:00` } };
			await api("sv01", "POST", "/async-searches", { conditions, note: "消える行" });
			await follow(page, "/async-searches");
			const row = page.getByRole("row").filter({ hasText: "消える行" }).first();
			await row.getByRole("button", { name: /^削除/ }).press("Enter");
			await page.getByRole("button", { name: "OK" }).press("Enter");
			await page.getByText("非同期検索を削除しました。").waitFor();
			await page.getByRole("dialog").waitFor({ state: "detached" });
			expect(await isBody(page)).toBe(false);
		});

		test("opens a calendar whose dialog has a name", async () => {
			const page = await the().enter();
			await page.locator(".rk-moment button").first().press("Enter");
			await page.getByRole("dialog", { name: "期間 開始 日付 カレンダー" }).waitFor();
		});
	});

	test("forced colours distinguish the chosen period from the others", async () => {
		const page = await the().enter();
		await page.emulateMedia({ forcedColors: "active" });
		const colourOf = (name: string) =>
			page.getByRole("button", { name }).evaluate((button) => {
				const { getComputedStyle } = button.ownerDocument.defaultView as unknown as {
					getComputedStyle: (of: unknown) => { backgroundColor: string };
				};
				return getComputedStyle(button).backgroundColor;
			});
		expect(await colourOf("今日")).not.toBe(await colourOf("昨日"));
	});
}
