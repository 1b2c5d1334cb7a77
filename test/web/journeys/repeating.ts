import { describe, expect, test } from "vitest";
import { type Console, hitsOf, withFewRows } from "../console.ts";
import { violations } from "./quality.ts";

/** 繰り返し, and the other actions in the list of asynchronous searches. */
export function repeatingJourneys(the: () => Console) {
	describe("a repeating search", () => {
		test("is created, paused, changed, resumed and ended", async () => {
			const { yesterday, today, api, enter } = the();
			const account = "sv03";
			const path = `/async-searches?from=${yesterday}T10:00&to=${yesterday}T11:00&columns=name,phone`;
			const page = await enter({ account, path });
			const stored = async () => (await api(account, "GET", "/async-searches")).body.items[0];
			await page.getByLabel("検索メモ").fill("毎朝");
			await page.getByRole("button", { name: /^繰り返し / }).click();
			await page.getByRole("option", { name: "毎日" }).click();
			const at = page.getByLabel("実行時刻").last();
			await at.fill("25:00");
			await page.getByRole("button", { name: "非同期検索", exact: true }).click();
			await page.getByText("実行時刻（00:00～23:59）を入力してください。").waitFor();
			await at.fill("６３０");
			await at.fill("0630");
			await page.getByRole("button", { name: "非同期検索", exact: true }).click();
			await page.getByRole("button", { name: "OK" }).click();
			const row = page.getByRole("row").filter({ hasText: "毎朝" });
			await row.getByText("毎日 06:30（前日分）").waitFor();
			await row.getByText("次回 2026/11/19 06:30").waitFor();
			await row.getByText("正常終了").waitFor({ timeout: 60_000 });
			const { asyncSearchId, sha256, columns } = await stored();
			expect(columns).toEqual(["name", "phone"]);

			const choose = async (name: string) => {
				await row.getByRole("button", { name: /^その他の操作/ }).click();
				await page.getByRole("menuitem", { name }).waitFor();
				expect(await violations(page, "[role=menu]")).toEqual([]);
				await page.getByRole("menuitem", { name }).click();
			};
			await choose("繰り返しを一時停止");
			await row.getByText("一時停止中").waitFor();
			expect(await stored()).toMatchObject({ paused: true, nextRunAt: null });
			await choose("繰り返しの変更");
			await page
				.getByRole("dialog")
				.getByRole("button", { name: /^繰り返し / })
				.click();
			await page.getByRole("option", { name: "毎週月曜日" }).click();
			expect(await violations(page, "[role=dialog]")).toEqual([]);
			await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
			await row.getByText("毎週月曜日 06:30（先週分）").waitFor();
			// It stays paused.
			expect(await stored()).toMatchObject({
				repeat: { every: "week", at: "06:30", period: "lastWeek" },
				paused: true,
			});
			await choose("繰り返しを再開");
			await row.getByText("次回 2026/11/23 06:30").waitFor();
			await choose("繰り返しをやめる");
			await page.getByText("繰り返しをやめますか?").waitFor();
			await page.getByRole("button", { name: "OK" }).click();
			await row.getByText("毎週月曜日").waitFor({ state: "detached" });
			expect(await stored()).toMatchObject({ repeat: null, state: "completed" });

			await choose("非同期検索の詳細");
			await page.getByRole("dialog").getByText(sha256).waitFor();
			await page.getByRole("dialog").getByText('="…" などの形式で出力したセル').waitFor();
			expect(await violations(page, "[role=dialog]")).toEqual([]);
			await page.getByRole("dialog").getByRole("button", { name: "閉じる" }).last().click();

			// Its conditions are loaded into the form above, and into the search.
			await page.getByLabel("検索メモ").fill("");
			await page.goto(page.url().replace(/\?.*/, ""));
			expect(await page.getByLabel("期間 開始 日付").inputValue()).toBe(today.replaceAll("-", "/"));
			await choose("この条件をフォームに読み込む");
			await expect.poll(() => page.getByLabel("期間 開始 日付").inputValue()).toBe(yesterday.replaceAll("-", "/"));
			expect(await page.getByLabel("期間 開始 時刻").inputValue()).toBe("10:00");
			await withFewRows(page);
			await choose("この条件で応対履歴を検索");
			expect(await hitsOf(page)).toBe((await stored()).rowCount);
			await api(account, "DELETE", `/async-searches/${asyncSearchId}`);
		});

		test("shows its schedule on a phone", async () => {
			const { api, enter, yesterday } = the();
			const conditions = { period: { from: `${yesterday}T10:00`, to: `${yesterday}T10:30` } };
			const repeat = { every: "month", at: "07:00", period: "lastMonth" };
			const body = { conditions, repeat, paused: true };
			const { asyncSearchId } = (await api("ag01", "POST", "/async-searches", body)).body;
			const page = await enter({ account: "ag01", width: 390, path: "/async-searches" });
			await page.getByText("毎月1日 07:00（先月分）").waitFor();
			await page.getByText("一時停止中").waitFor();
			expect(await violations(page)).toEqual([]);
			expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
			await api("ag01", "DELETE", `/async-searches/${asyncSearchId}`);
		});
	});
}
