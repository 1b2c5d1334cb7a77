import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { type Console, hitsOf, searchPath } from "../console.ts";

export function recordingJourneys(the: () => Console) {
	const recorded = async () => {
		const { yesterday, api } = the();
		const body = { period: { from: `${yesterday}T00:00`, to: `${yesterday}T24:00` }, page: { size: 200 } };
		const { rows } = (await api("sv01", "POST", "/call-histories/search", body)).body;
		return rows.find((row: { recording: object | null }) => row.recording);
	};

	describe("a recording", () => {
		test("is opened when it is played and not before, at the speed of the manual, with its waveform", async () => {
			const { callId } = await recorded();
			const page = await the().enter({ path: `/call-histories/${callId}` });
			const opened: string[] = [];
			page.on("request", (request) => request.url().includes("/recording?") && opened.push(request.url()));
			await page.getByRole("button", { name: "再生", exact: true }).waitFor();
			expect(opened).toEqual([]);
			await page.getByRole("button", { name: "2.0倍" }).click();
			await page.getByRole("button", { name: "再生", exact: true }).click();
			await page.getByRole("button", { name: "一時停止" }).waitFor();
			const slider = page.getByRole("slider", { name: "再生位置" });
			await expect.poll(async () => Number(await slider.inputValue()), { timeout: 10_000 }).toBeGreaterThan(1);
			expect(opened).toHaveLength(1);
			const heights = await page
				.locator(".rk-track rect")
				.evaluateAll((bars) => bars.map((bar) => bar.getAttribute("height")));
			expect(new Set(heights).size).toBeGreaterThan(10);
			await slider.focus();
			await page.keyboard.press("End");
			await page.getByRole("button", { name: "再生", exact: true }).waitFor();
		});

		test("is played without a waveform where its bytes cannot be read", async () => {
			const { callId } = await recorded();
			const page = await the().enter({ path: `/call-histories/${callId}` });
			await page.addInitScript("delete window.OfflineAudioContext");
			await page.reload();
			await page.getByRole("button", { name: "再生", exact: true }).click();
			await page.getByRole("button", { name: "一時停止" }).waitFor();
		});

		test("is played from the list, and downloaded under a readable name", async () => {
			const { callId } = await recorded();
			const page = await the().enter({ path: searchPath(the().yesterday) });
			await hitsOf(page);
			await page
				.getByRole("button", { name: /^録音を再生/ })
				.first()
				.click();
			const dialog = page.getByRole("dialog");
			await dialog.getByRole("button", { name: "再生", exact: true }).waitFor();
			expect(page.url()).not.toContain(`/${callId}`);
			const [download] = await Promise.all([
				page.waitForEvent("download"),
				dialog.getByRole("button", { name: "ダウンロード" }).click(),
			]);
			expect(download.suggestedFilename()).toMatch(/\.wav$/);
			expect((await readFile(await download.path())).subarray(0, 4).toString()).toBe("RIFF");
		});
	});
}
