import { describe, expect, test } from "vitest";
import type { AsyncSearchAnswer } from "../../../shared/async-search/answer.ts";
import type { Console } from "../console.ts";

/** The file that a search keeps while a new run has made none yet. */
export function formerFileJourneys(the: () => Console) {
	describe("the file of the last completed run", () => {
		test("is offered as such while the search runs again, and after that run has failed", async () => {
			const { yesterday, api, enter, stack } = the();
			const conditions = { period: { from: `${yesterday}T10:00`, to: `${yesterday}T11:00` } };
			const asked = { conditions, note: "前回の分" };
			const path = `/async-searches/${(await api("sv01", "POST", "/async-searches", asked)).body.asyncSearchId}`;
			const stateOf = async () => (await api("sv01", "GET", path)).body.state;
			await expect.poll(stateOf).toBe("completed");

			const page = await enter();
			const none = { rowCount: null, byteCount: null, sha256: null };
			const formerFile = { asOf: "2026-11-17T07:00:00+09:00", rowCount: 1234, byteCount: 5678, sha256: "0" };
			for (const state of ["unprocessed", "processing", "failed"]) {
				let shown: object = { state, formerFile };
				await page.route("**/v1/async-searches", async (route) => {
					const response = await route.fetch();
					const { items } = (await response.json()) as { items: AsyncSearchAnswer[] };
					await route.fulfill({ response, json: { items: items.map((item) => ({ ...item, ...none, ...shown })) } });
				});
				await page.goto(`${stack.urls.console}async-searches`);
				const row = page.getByRole("row").filter({ hasText: "前回の分" });
				await row
					.getByText("前回正常終了時のCSV（2026/11/17 07:00:00 時点、1,234件）をダウンロードできます。")
					.waitFor();
				const [download] = await Promise.all([
					page.waitForEvent("download"),
					row.getByRole("button", { name: /^前回正常終了時のCSVをダウンロード/ }).click(),
				]);
				expect(download.suggestedFilename()).toMatch(/^応対履歴_.*\.csv$/);

				shown = { state, formerFile: null };
				await page.getByRole("button", { name: "更新" }).click();
				await expect.poll(() => row.getByRole("button", { name: /^ダウンロード/ }).isDisabled()).toBe(true);
				expect(await row.getByText("前回正常終了時").count()).toBe(0);
				await page.unroute("**/v1/async-searches");
			}
			await api("sv01", "DELETE", path);
		});
	});
}
