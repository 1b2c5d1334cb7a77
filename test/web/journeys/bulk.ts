import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../shared/search/answer.ts";
import { type Console, hitsOf, searchPath, withFewRows } from "../console.ts";
import { rowsOf } from "../rows.ts";
import { violations } from "./quality.ts";

/** まとめて訂正 */
export function bulkJourneys(the: () => Console) {
	/** As many rows as a list has after {@link withFewRows}. */
	const first = (account: string, day: string, more: object = {}) =>
		rowsOf(the(), account, day, { page: { size: 15 }, ...more });
	const detailOf = async (callId: string) => (await the().api("admin", "GET", `/call-histories/${callId}`)).body;
	const choose = async (page: Page, rows: readonly Row[]) => {
		for (const { callId } of rows) {
			const row = page.locator("tbody tr, .rk-cards > li").filter({ has: page.locator(`a[href$="/${callId}"]`) });
			await row.getByRole("checkbox").check();
		}
		await page.getByText(`${rows.length}件を選択中`).waitFor();
		await page.getByRole("button", { name: "まとめて訂正" }).click();
	};

	describe("many corrections at once", () => {
		test("are previewed, confirmed by Enter, reported one by one, and shown in the list", async () => {
			const day = the().daysAgo(2);
			const rows = await first("sv01", day, { campaignIds: ["c01"] });
			const can = rows.filter(({ editable }) => editable.allowed).slice(0, 2);
			const cannot = rows.filter(({ editable }) => !editable.allowed).slice(0, 1);
			const page = await the().enter({ path: searchPath(day, day, "&campaign=c01") });
			await withFewRows(page);
			await page.reload();
			await hitsOf(page);
			await choose(page, [...can, ...cannot]);
			const dialog = page.getByRole("dialog");
			await dialog.getByRole("button", { name: "訂正内容を確認" }).click();
			await dialog.getByText("変更する項目を1つ以上指定してください。").waitFor();
			await dialog.getByRole("button", { name: "対話結果" }).click();
			await page.getByRole("option", { name: "継続了承" }).click();
			await dialog.getByRole("radio", { name: "完了" }).check();
			await dialog.getByRole("radio", { name: "書き換える" }).check();
			await dialog.getByLabel("新しいメモ").fill("一括で訂正");
			await dialog.getByLabel(/修正理由/).fill("担当者の入力誤り");
			expect(await violations(page, "[role=dialog]")).toEqual([]);
			await dialog.getByRole("button", { name: "訂正内容を確認" }).click();
			await dialog.getByText("訂正できる応対履歴: 2件、訂正できない応対履歴: 1件").waitFor();
			await dialog.getByRole("cell", { name: /過去の履歴/ }).waitFor();
			expect(await violations(page, "[role=dialog]")).toEqual([]);
			await dialog.getByRole("button", { name: "2件を保存" }).click();
			await page.getByText("保存しますか?").waitFor();
			await page.keyboard.press("Enter");
			await dialog.getByText("訂正した応対履歴: 2件、訂正しなかった応対履歴: 0件").waitFor();
			expect(await dialog.getByRole("cell", { name: "訂正しました" }).count()).toBe(2);
			await dialog.getByRole("button", { name: "閉じる" }).last().click();
			expect(await page.getByRole("cell", { name: "一括で訂正" }).count()).toBe(2);
			await page.getByText("1件を選択中").waitFor();
			for (const { callId } of can) {
				expect(await detailOf(callId)).toMatchObject({
					memo: "一括で訂正",
					resultLabel: "継続了承",
					nextAction: { type: "done" },
				});
			}
			expect((await detailOf(cannot[0]?.callId ?? "")).memo).not.toBe("一括で訂正");
		});

		test("that failed are sent again as the same request, and are carried out once", async () => {
			const day = the().daysAgo(5);
			const can = (await first("sv01", day)).filter(({ editable }) => editable.allowed);
			const other = can.find(({ campaignId }) => campaignId !== can[0]?.campaignId);
			const chosen = [can[0], other].filter((row) => row !== undefined);
			expect(chosen).toHaveLength(2);
			const page = await the().enter({ path: searchPath(day) });
			await withFewRows(page);
			await page.reload();
			await hitsOf(page);
			const keys: (string | undefined)[] = [];
			await page.route("**/v1/call-histories/corrections", async (route) => {
				if (route.request().postDataJSON().dryRun) return route.continue();
				keys.push(route.request().headers()["idempotency-key"]);
				const response = await route.fetch();
				if (keys.length > 1) return route.fulfill({ response });
				// The request is carried out, but its answer is lost.
				const title = "ただいま混み合っています。";
				await route.fulfill({ status: 503, json: { code: "busy", title, status: 503 } });
			});
			await choose(page, chosen);
			const dialog = page.getByRole("dialog");
			await dialog.getByText("同じキャンペーンの応対履歴だけを選択したとき").waitFor();
			await dialog.getByRole("radio", { name: "書き換える" }).check();
			await dialog.getByLabel("新しいメモ").fill("再送信しても一度だけ");
			await dialog.getByRole("button", { name: "訂正内容を確認" }).click();
			await dialog.getByRole("button", { name: "2件を保存" }).click();
			await page.getByRole("button", { name: "OK" }).click();
			await dialog.getByText("訂正した応対履歴: 0件、訂正しなかった応対履歴: 2件").waitFor();
			await dialog.getByRole("button", { name: "失敗した応対履歴を再送信" }).click();
			await dialog.getByText("訂正した応対履歴: 2件、訂正しなかった応対履歴: 0件").waitFor();
			expect(keys).toEqual([keys[0], keys[0]]);
			for (const { callId } of chosen) {
				const { items } = (await the().api("admin", "GET", `/call-histories/${callId}/corrections`)).body;
				expect(items).toHaveLength(1);
			}
		});

		test("have their records selected for a page at once, up to 100, and still selected on another page", async () => {
			const { today, daysAgo } = the();
			const page = await the().enter();
			await page.evaluate(`localStorage.setItem("rireki.table", '{"pageSize":200}')`);
			await page.goto(the().stack.urls.console + searchPath(daysAgo(6), today).slice(1));
			await hitsOf(page);
			await page
				.getByRole("checkbox", { name: /このページをすべて選択/ })
				.first()
				.press("Space");
			await page.getByText("100件を選択中（上限）").waitFor();
			await page.getByRole("button", { name: "次のページ" }).click();
			await page.waitForURL("**page=2");
			await page.getByText("100件を選択中（上限）").waitFor();
			await page.getByRole("button", { name: "選択を解除" }).click();
			await page.getByText("100件を選択中（上限）").waitFor({ state: "detached" });
		});

		test("are open to an agent for their own calls, on a phone", async () => {
			const { today } = the();
			const chosen = (await first("ag01", today)).filter(({ editable }) => editable.allowed).slice(0, 1);
			const path = `/me/call-histories?from=${today}T00:00&to=${today}T24:00`;
			const page = await the().enter({ account: "ag01", width: 390, path });
			await hitsOf(page);
			await choose(page, chosen);
			const dialog = page.getByRole("dialog");
			await dialog.getByRole("radio", { name: "完了" }).check();
			await dialog.getByRole("button", { name: "訂正内容を確認" }).click();
			await dialog.getByText("訂正できる応対履歴: 1件").waitFor();
			expect(await violations(page, "[role=dialog]")).toEqual([]);
			expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
		});
	});
}
