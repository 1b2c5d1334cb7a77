import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { long } from "../../support/limits.ts";
import { type Console, follow, hitsOf, searchPath, withFewRows } from "../console.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds in a part of a page by the named rules or tags; by default in the whole page, by all of our tags. */
export async function violations(page: Page, within = "html", rules: readonly string[] = tags): Promise<string[]> {
	if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
	// Only violations leave the page: thousands of elements pass.
	const options = { runOnly: rules, resultTypes: ["violations"] };
	return page.evaluate(`axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)}).then(({ violations }) =>
		violations.map(({ id, nodes }) => id + ": " + nodes[0]?.html.slice(0, 200)))`);
}

/** What every page must be: accessible, within its width, and clear about failures. */
export function pageQuality(the: () => Console) {
	describe.each([1280, 390] as const)("at %i pixels", (width) => {
		test("each page passes axe and keeps within its width", long, async () => {
			const { today, yesterday, daysAgo, api } = the();
			const body = {
				period: { from: `${yesterday}T00:00`, to: `${yesterday}T24:00` },
				campaignIds: ["c01"],
				page: { size: 1000 },
			};
			const { rows } = (await api("sv01", "POST", "/call-histories/search", body)).body;
			const { callId } = rows.find(
				(row: { editable: { allowed: boolean }; recording: unknown }) => row.editable.allowed && row.recording,
			);
			const found: Record<string, unknown> = {};
			const check = async (name: string, page: Page) => {
				const overhang = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
				const faults = await violations(page);
				if (faults.length > 0 || overhang > 0) found[name] = { faults, overhang };
			};
			const login = await the().open({ width });
			await login.getByRole("button", { name: "ログイン" }).waitFor();
			await check("login", login);

			const page = await the().enter({ width });
			await page.getByRole("button", { name: "検索", exact: true }).waitFor();
			await check("search form", page);
			await withFewRows(page);
			await follow(page, searchPath(today));
			await hitsOf(page);
			await page.getByRole("button", { name: "表示設定" }).waitFor();
			await check("results", page);
			await follow(page, searchPath(daysAgo(365), today));
			await page.getByText("検索結果が上限").waitFor();
			await check("too many", page);
			await follow(page, `/call-histories/${callId}`);
			await page.getByRole("heading", { name: "修正履歴" }).waitFor();
			await check("detail", page);
			await page.getByRole("button", { name: "編集" }).click();
			await page.getByRole("radio", { name: "再発信日時設定" }).check();
			await check("edit", page);
			await page.getByLabel("再発信日時 日付").fill(today.replaceAll("-", "/"));
			await page.getByLabel("再発信日時 時刻").fill("23:59");
			await page.getByRole("button", { name: "保存" }).click();
			await page.getByRole("dialog").waitFor();
			await check("confirm", page);
			await page.getByRole("button", { name: "キャンセル" }).last().click();
			await page.getByRole("button", { name: "キャンセル" }).click();
			await page.getByRole("button", { name: "破棄する" }).click();
			await follow(page, "/async-searches");
			await page.getByRole("heading", { name: "検索一覧" }).waitFor();
			await check("asynchronous searches", page);
			await follow(page, "/me/email");
			await page.getByRole("button", { name: "保存" }).waitFor();
			await check("e-mail address", page);
			const admin = await the().enter({ width, account: "admin", path: "/access-trail" });
			await admin.getByRole("heading", { name: "アクセス記録" }).waitFor();
			await admin.getByRole("row").nth(1).waitFor();
			await check("access records", admin);
			await follow(admin, `/call-histories/${callId}`);
			await admin.getByRole("heading", { name: "アクセス記録" }).waitFor();
			await check("detail of an administrator", admin);
			await follow(page, "/nowhere");
			await page.getByText("ページが見つかりません").waitFor();
			await check("not found", page);
			expect(found).toEqual({});
		});
	});

	describe("by the keyboard alone", () => {
		/** Presses Tab until the target has the focus. */
		const tabTo = async (page: Page, target: Locator) => {
			await target.waitFor();
			for (let tabs = 0; tabs < 80; tabs++) {
				await page.keyboard.press("Tab");
				if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
			}
			throw new Error(`No way to ${target} by Tab`);
		};
		const press = async (page: Page, target: Locator) => {
			await tabTo(page, target);
			await page.keyboard.press("Enter");
		};

		test("a user logs in, searches and opens a call", async () => {
			const page = await the().open();
			await press(page, page.getByRole("button", { name: "ログイン" }));
			await press(page, page.getByRole("link", { name: /田中 花子/ }).first());
			await page.getByRole("button", { name: "検索", exact: true }).waitFor();
			await press(page, page.getByRole("button", { name: /^検索$/ }).first());
			await hitsOf(page);
			await press(page, page.getByRole("link", { name: /の応対履歴を開く/ }).first());
			await page.getByRole("heading", { name: "応対内容" }).waitFor();
		});

		test("a user corrects a call and answers 「保存しますか?」", async () => {
			const { yesterday, api } = the();
			const period = { from: `${yesterday}T00:00`, to: `${yesterday}T24:00` };
			const { rows } = (await api("sv01", "POST", "/call-histories/search", { period, page: { size: 1000 } })).body;
			const { callId } = rows.findLast(({ editable }: { editable: { allowed: boolean } }) => editable.allowed);
			const page = await the().enter({ path: `/call-histories/${callId}` });
			await press(page, page.getByRole("button", { name: "編集" }));
			const memo = page.getByLabel("メモ");
			await tabTo(page, memo);
			await page.keyboard.press("Control+A");
			await page.keyboard.type("キーボードだけで修正");
			await press(page, page.getByRole("button", { name: "保存" }));
			await page.getByRole("dialog").getByText("保存しますか?").waitFor();
			await press(page, page.getByRole("button", { name: "OK" }));
			await page.getByText("応対履歴を保存しました。").waitFor();
			expect((await api("sv01", "GET", `/call-histories/${callId}`)).body.memo).toBe("キーボードだけで修正");
		});
	});

	describe("when something fails", () => {
		test("a search says so, and is tried again by a button", async () => {
			const page = await the().enter();
			await page.route("**/v1/call-histories/search", (route) =>
				route.fulfill({
					status: 500,
					json: { code: "internal-error", title: "システムエラーが発生しました。", instance: "urn:rireki:request:r-1" },
				}),
			);
			await page.getByRole("button", { name: "検索", exact: true }).click();
			await page.getByText("お問い合わせ番号: r-1").waitFor();
			await page.unroute("**/v1/call-histories/search");
			await page.getByRole("button", { name: "再試行" }).click();
			await hitsOf(page);
		});

		test("the console says that it is offline, and keeps what is on the screen", async () => {
			const page = await the().enter({ path: searchPath(the().today) });
			const total = await hitsOf(page);
			await page.context().setOffline(true);
			await page.getByText("オフラインです。表示中の内容は最新ではない可能性があります。").waitFor();
			expect(await hitsOf(page)).toBe(total);
			await page.context().setOffline(false);
			await page.getByText("オフラインです。").waitFor({ state: "hidden" });
		});
	});
}
