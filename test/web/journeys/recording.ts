import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { demoRecordingKey } from "../../../local/demo/audio.ts";
import { applyEvents } from "../../../shared/intake/apply-events.ts";
import { type Console, hitsOf, searchPath } from "../console.ts";

export function recordingJourneys(the: () => Console) {
	const allRecorded = async () => {
		const { yesterday, api } = the();
		const body = { period: { from: `${yesterday}T00:00`, to: `${yesterday}T24:00` }, page: { size: 200 } };
		const { rows } = (await api("sv01", "POST", "/call-histories/search", body)).body;
		return rows.filter((row: { recording: object | null }) => row.recording);
	};
	const recorded = async () => (await allRecorded())[0];

	describe("a recording", () => {
		test("is opened only when it is played, at a speed of the manual, with its waveform", async () => {
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
			await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(1);
			expect(opened).toHaveLength(1);
			const heights = await page
				.locator(".rk-track rect")
				.evaluateAll((bars) => bars.map((bar) => bar.getAttribute("height")));
			expect(new Set(heights).size).toBeGreaterThan(10);
			await slider.focus();
			await page.keyboard.press("End");
			await page.getByRole("button", { name: "再生", exact: true }).waitFor();
		});

		test("is played without a waveform where the browser cannot decode it", async () => {
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

		test("that is one of several is listed and played in order, by the keyboard alone", async () => {
			// No other journey uses this call.
			const { callId, calledAt } = (await allRecorded()).at(-1);
			const stored = [1, 2].map((number) => ({
				specversion: "1.0",
				id: `several-${number}`,
				source: "urn:test",
				type: "rireki.recording.stored.v1",
				time: new Date(Date.parse(calledAt) + number * 1000).toISOString(),
				tenantid: "acme",
				data: { callId, objectKey: demoRecordingKey("acme", number), durationSeconds: 15 * number },
			}));
			await applyEvents(
				the().stack.deps,
				stored.map((event) => JSON.stringify(event)),
			);
			const page = await the().enter({ path: `/call-histories/${callId}`, account: "admin" });
			const opened: (string | null)[] = [];
			page.on("request", (request) => {
				const url = new URL(request.url());
				if (url.pathname.endsWith("/recording")) opened.push(url.searchParams.get("recordingId"));
			});
			const { recordings } = (await the().api("admin", "GET", `/call-histories/${callId}`)).body;
			expect(recordings.map(({ durationSeconds }: { durationSeconds: number }) => durationSeconds).slice(0, 2)).toEqual(
				[15, 30],
			);
			await page
				.getByRole("region", { name: /^録音 \d$/ })
				.first()
				.waitFor();
			expect(await page.getByRole("region", { name: /^録音 \d$/ }).count()).toBe(recordings.length);
			await page.getByRole("checkbox", { name: "続けて再生" }).focus();
			await page.keyboard.press("Space");
			const [first, second] = [1, 2].map((number) => page.getByRole("region", { name: `録音 ${number}` }));
			await first?.getByRole("button", { name: "再生", exact: true }).focus();
			await page.keyboard.press("Enter");
			await first?.getByRole("button", { name: "一時停止" }).waitFor();
			await first?.getByRole("slider").focus();
			await page.keyboard.press("End");
			await second?.getByRole("button", { name: "一時停止" }).waitFor();
			// Starting another one pauses the one that plays.
			await first?.getByRole("button", { name: "再生", exact: true }).click();
			await second?.getByRole("button", { name: "再生", exact: true }).waitFor();
			expect(opened).toEqual([recordings[0].recordingId, recordings[1].recordingId]);
			await page.reload();
			for (const number of [1, 2])
				await page.locator(".rk-accesses").getByText(`録音 ${number}`, { exact: true }).waitFor();
		});
	});
}
