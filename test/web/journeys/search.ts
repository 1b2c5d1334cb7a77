import { describe, expect, test } from "vitest";
import { type Console, hitsOf, searchPath } from "../console.ts";

/** The manual's chapter 1, and the first part of chapter 4. */
export function searchJourneys(the: () => Console) {
	const totalOf = async (account: string, conditions: object) => {
		const { today } = the();
		const period = { from: `${today}T00:00`, to: `${today}T24:00` };
		const { body } = await the().api(account, "POST", "/call-histories/search", { period, ...conditions });
		return body.total as number;
	};

	describe("the search", () => {
		test("finds today's calls up to 24:00, as many as the API says", async () => {
			const page = await the().enter();
			await page.getByText("検索条件を指定し、「検索」をクリックしてください。").waitFor();
			expect(await page.getByLabel("期間 終了 時刻").inputValue()).toBe("24:00");
			await page.getByRole("button", { name: "検索", exact: true }).click();
			expect(await hitsOf(page)).toBe(await totalOf("sv01", {}));
		});

		test("asks the API again when the same search is repeated", async () => {
			const page = await the().enter({ path: searchPath(the().today) });
			const total = await hitsOf(page);
			await page.route("**/v1/call-histories/search", async (route) => {
				const response = await route.fetch();
				await route.fulfill({ response, json: { ...(await response.json()), total: total + 1 } });
			});
			await page.getByRole("button", { name: "条件を変更" }).click();
			await page.getByRole("button", { name: "検索", exact: true }).click();
			await expect.poll(() => hitsOf(page)).toBe(total + 1);
		});

		test("has every condition of the manual, and resets them", async () => {
			const page = await the().enter();
			const labels = ["キャンペーン", "バッチ", "顧客リスト", "発信グループ", "発信担当者", "対話結果"];
			for (const label of labels) await page.getByRole("button", { name: label }).first().waitFor();
			await page.getByRole("button", { name: /^キャンペーン/ }).click();
			await page.getByRole("option", { name: "スマホ料金プランのご案内" }).click();
			await page.keyboard.press("Escape");
			await page.getByLabel("フリガナ").fill("すずき");
			await page.getByRole("button", { name: "検索", exact: true }).click();
			expect(await hitsOf(page)).toBe(await totalOf("sv01", { campaignIds: ["c03"], kana: "スズキ" }));
			expect(new URL(page.url()).searchParams.get("campaign")).toBe("c03");

			await page.getByRole("button", { name: "条件を変更" }).click();
			await page.getByRole("button", { name: "リセット" }).click();
			await page.getByText("検索条件を指定し、「検索」をクリックしてください。").waitFor();
			expect(await page.getByLabel("フリガナ").inputValue()).toBe("");
		});

		test("has quick choices for the period, and accepts a typed time", async () => {
			const page = await the().enter();
			await page.getByRole("button", { name: "昨日" }).click();
			expect(await page.getByLabel("期間 開始 日付").inputValue()).toBe(the().yesterday.replaceAll("-", "/"));
			await page.getByRole("button", { name: "今日" }).click();
			await page.getByLabel("期間 終了 時刻").fill("１２：００");
			await page.getByRole("button", { name: "検索", exact: true }).click();
			await hitsOf(page);
			expect(new URL(page.url()).searchParams.get("to")).toBe(`${the().today}T12:00`);
		});

		test("says what is wrong with a period before it asks the API", async () => {
			const page = await the().enter();
			await page.getByLabel("期間 終了 時刻").fill("00:00");
			await page.getByRole("button", { name: "検索", exact: true }).click();
			await page.getByText("終了には、開始より後の日時を指定してください。").waitFor();
		});

		test("points out a likely slip when nothing is found, also at the condition", async () => {
			const page = await the().enter();
			await page.getByLabel("フリガナ").fill("鈴木");
			await page.getByRole("button", { name: "検索", exact: true }).click();
			await page.getByText("該当する応対履歴がありません").waitFor();
			expect(await page.getByText("フリガナに漢字が含まれています。").count()).toBe(2);
			await page.getByRole("textbox", { name: "フリガナ" }).fill("");
			await page.getByRole("button", { name: "検索", exact: true }).click();
			await page
				.getByRole("link", { name: /の応対履歴を開く/ })
				.first()
				.waitFor();
			expect(await hitsOf(page)).toBe(await totalOf("sv01", {}));
		});

		test("is in the address: a link and the back button restore it", async () => {
			const { today, yesterday } = the();
			const page = await the().enter({ path: searchPath(yesterday) });
			const before = await hitsOf(page);
			await page.goto(the().stack.urls.console + searchPath(today, today, "&name=田").slice(1));
			await hitsOf(page);
			await page
				.getByRole("link", { name: /の応対履歴を開く/ })
				.first()
				.click();
			await page.getByRole("heading", { name: "応対内容" }).waitFor();
			await page.goBack();
			await page.getByText("名前: 田").waitFor();
			await page.goBack();
			await page.getByRole("heading", { name: `検索結果 （${before.toLocaleString("ja-JP")}件）` }).waitFor();
		});

		test("refines the hits by words that must all occur", async () => {
			const page = await the().enter({ path: searchPath(the().today) });
			const all = await hitsOf(page);
			await page.getByPlaceholder(/絞り込み/).fill("東京第一　スマホ料金");
			await page.waitForURL("**keyword=**");
			await page.getByText("検索中").first().waitFor({ state: "hidden" });
			const refined = await totalOf("sv01", { keyword: "東京第一 スマホ料金" });
			await page.getByRole("heading", { name: `検索結果 （${refined}件）` }).waitFor();
			expect(refined).toBeLessThan(all);
		});

		test("reports more than 10,000 hits, and leads to the asynchronous search of the same conditions", async () => {
			const { today, daysAgo } = the();
			const page = await the().enter({ path: searchPath(daysAgo(365), today, "&phone=0"), account: "admin" });
			await page.getByText("検索結果が上限の10,000件を超えました").waitFor();
			await page.getByRole("button", { name: "同じ条件で非同期検索" }).click();
			await page.getByRole("heading", { name: "非同期検索", exact: true }).waitFor();
			expect(await page.getByLabel("電話番号", { exact: true }).inputValue()).toBe("0");
			expect(await page.getByLabel("期間 開始 日付").inputValue()).toBe(daysAgo(365).replaceAll("-", "/"));
		});
	});
}
