import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Console } from "../console.ts";

/** What has the focus, by its name and else its text. */
export const focused = (page: Page) =>
	page.evaluate<string>(
		"document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim().slice(0, 200)",
	);

/** Where the keyboard stands, and whether its person sees what happens. */
export function focusJourneys(the: () => Console) {
	/** One of yesterday's calls that this supervisor may correct, counted from the end. */
	async function correctable(place: number): Promise<string> {
		const { yesterday, api } = the();
		const body = {
			period: { from: `${yesterday}T00:00`, to: `${yesterday}T24:00` },
			campaignIds: ["c01"],
			page: { size: 1000 },
		};
		const { rows } = (await api("sv01", "POST", "/call-histories/search", body)).body;
		return rows.filter((row: { editable: { allowed: boolean } }) => row.editable.allowed).at(-place).callId;
	}

	describe("a question", () => {
		test("is answered by Enter with yes, unless a yes destroys something", async () => {
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
}
