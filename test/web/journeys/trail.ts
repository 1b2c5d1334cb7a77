import { describe, expect, test } from "vitest";
import { type Console, hitsOf, searchPath } from "../console.ts";

/** What administrators see of everybody's actions. */
export function trailJourneys(the: () => Console) {
	/** One of yesterday's calls with a recording. */
	async function recordedCall(): Promise<string> {
		const { yesterday, api } = the();
		const body = { period: { from: `${yesterday}T00:00`, to: `${yesterday}T24:00` }, page: { size: 1000 } };
		const { rows } = (await api("admin", "POST", "/call-histories/search", body)).body;
		return rows.findLast(({ recording }: { recording: unknown }) => recording).callId;
	}

	describe("the trail", () => {
		test("shows an administrator at once who listened to a call", async () => {
			const callId = await recordedCall();
			await the().api("sv01", "GET", `/call-histories/${callId}/recording?disposition=attachment`);
			const page = await the().enter({ account: "admin", path: `/call-histories/${callId}` });
			const section = page.locator(".rk-accesses");
			await section.getByText("田中 花子 録音のダウンロード").waitFor();
			await page.getByRole("button", { name: "再生" }).click();
			await section.getByText("渡邉 和子 録音の再生").waitFor();
		});

		test("of a day shows who searched what, leads to the call, and keeps its filter in the address", async () => {
			const { today, api } = the();
			const callId = await recordedCall();
			await api("sv01", "GET", `/call-histories/${callId}/recording?disposition=inline`);
			const seen = await the().enter({ path: searchPath(today, today, "&kana=タカハシ") });
			await hitsOf(seen);
			const page = await the().enter({ account: "admin" });
			await page.getByRole("link", { name: "アクセス記録" }).click();
			await page
				.getByRole("row", { name: /田中 花子.*検索.*フリガナ: タカハシ/ })
				.first()
				.waitFor();
			await page.getByRole("button", { name: /^操作/ }).click();
			await page.getByRole("option", { name: "録音", exact: true }).click();
			await page.getByLabel("アカウントID").fill("sv01");
			await page.getByRole("button", { name: "表示", exact: true }).click();
			await page.waitForURL((url) => url.searchParams.get("kind") === "recording");
			await expect.poll(() => page.getByRole("row", { name: /検索/ }).count()).toBe(0);
			await page
				.getByRole("link", { name: `応対履歴 ${callId}` })
				.first()
				.click();
			await page.getByRole("heading", { name: "アクセス記録" }).waitFor();
			await page.goBack();
			await page
				.getByRole("row", { name: /録音の再生/ })
				.first()
				.waitFor();
		});

		test("is not available to anybody else", async () => {
			const page = await the().enter({ path: "/access-trail" });
			await page.getByText("ページが見つかりません").waitFor();
			expect(await page.getByRole("link", { name: "アクセス記録" }).count()).toBe(0);
		});
	});
}
