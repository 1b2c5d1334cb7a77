import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Console, hitsOf, searchPath } from "../console.ts";

const keywordOf = (page: Page) => new URL(page.url()).searchParams.get("keyword") ?? "";
const pageOf = (page: Page) => Number(new URL(page.url()).searchParams.get("page"));

/** Late answers never overwrite what somebody has typed or clicked since. */
export function typingJourneys(the: () => Console) {
	describe("input that is faster than the answers", () => {
		test("is kept by the refinement, key by key and in composition, as one entry of the history", async () => {
			const page = await the().enter({ path: searchPath(the().today) });
			const all = await hitsOf(page);
			const asked: (string | undefined)[] = [];
			page.on("request", (request) => {
				if (request.url().endsWith("/call-histories/search")) asked.push(request.postDataJSON().keyword);
			});
			const field = page.getByPlaceholder(/絞り込み/);
			await field.focus();
			// Each key but the first is pressed when the search of those before it begins.
			for (const typed of ["a", "ab", "abc", "abcd"]) {
				await page.keyboard.press(typed.slice(-1));
				await page.waitForURL((url) => url.searchParams.get("keyword") === typed);
			}
			expect(await field.inputValue()).toBe("abcd");
			await page.keyboard.press("Enter");
			await page.getByText("該当する応対履歴がありません").waitFor();

			// Another refinement, by an input method: a text in conversion is no word yet.
			await field.fill("");
			await page.waitForURL((url) => !url.searchParams.has("keyword"));
			const cdp = await page.context().newCDPSession(page);
			asked.length = 0;
			const compose = (text: string) =>
				cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
			await page.keyboard.type("済");
			await compose("たn");
			// By now, a search for what was typed before the composition would have begun.
			await page.evaluate("new Promise((resolve) => setTimeout(resolve, 1000))");
			await compose("たなか");
			expect(asked).toEqual([]);
			await cdp.send("Input.insertText", { text: "田中" });
			expect(await field.inputValue()).toBe("済田中");
			await page.keyboard.press("Enter");
			await page.waitForURL((url) => url.searchParams.has("keyword"));
			expect(keywordOf(page)).toBe("済田中");
			await expect.poll(() => asked).toEqual(["済田中"]);

			// Each refinement is one entry, however many searches it started.
			await page.goBack();
			await page.waitForURL((url) => url.searchParams.get("keyword") === "abcd");
			await expect.poll(() => field.inputValue()).toBe("abcd");
			await page.goBack();
			expect(await hitsOf(page)).toBe(all);
		});

		test("turns three pages by three clicks, and shows the last of them", async () => {
			const { today, daysAgo } = the();
			const page = await the().enter({ fullPages: true, path: searchPath(daysAgo(6), today) });
			await hitsOf(page);
			await page.getByRole("button", { name: "次のページ" }).click({ clickCount: 3 });
			await expect.poll(() => pageOf(page)).toBe(4);
			const period = { from: `${daysAgo(6)}T00:00`, to: `${today}T24:00` };
			const { rows } = (await the().api("sv01", "POST", "/call-histories/search", { period, page: { size: 400 } }))
				.body;
			const shown = rows[300].calledAt.slice(0, 19).replace("T", " ").replaceAll("-", "/");
			await expect.poll(() => page.locator("tbody a").first().innerText()).toBe(shown);
		});
	});
}
