import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Console, hitsOf, searchPath, withFewRows } from "../console.ts";
import { violations } from "./quality.ts";

const classes = (page: Page) => page.evaluate<string>("document.body.className");
/** Of the page's background, from 0 for black to 255. */
const brightness = (page: Page) =>
	page.evaluate<number>("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");

/** Light and dark mode, standard and compact density. */
export function appearanceJourneys(the: () => Console) {
	describe("the appearance", () => {
		test("is chosen in the account menu, passes axe in both modes, and applies before the first paint", async () => {
			const { yesterday } = the();
			const page = await the().enter();
			await withFewRows(page);
			await page.evaluate(`localStorage.setItem("rireki.table", '{"charts":true}')`);
			await page.goto(the().stack.urls.console + searchPath(yesterday, yesterday, "&name=田").slice(1));
			await hitsOf(page);
			await page
				.getByRole("link", { name: /の応対履歴を開く/ })
				.first()
				.click();
			await page.getByRole("heading", { name: "修正履歴" }).waitFor();
			const menu = page.getByRole("button", { name: /^アカウントメニュー/ });
			const choose = async (name: string) => {
				await menu.click();
				await page.getByRole("menuitemcheckbox", { name }).click();
			};
			expect(await classes(page)).toBe("awsui-compact-mode");
			for (const mode of ["ライト", "ダーク"]) {
				await choose(mode);
				await menu.click();
				await page.getByRole("menuitemcheckbox", { name: mode, checked: true }).waitFor();
				expect({ mode, found: await violations(page) }).toEqual({ mode, found: [] });
				await page.keyboard.press("Escape");
			}
			await choose("標準");
			expect(await classes(page)).toBe("awsui-dark-mode");
			expect(await brightness(page)).toBeLessThan(60);

			// The choice applies even without the page's own scripts.
			await page.route("**/assets/*.js", (route) => route.abort());
			await page.reload();
			expect(await classes(page)).toBe("awsui-dark-mode");
			expect(await brightness(page)).toBeLessThan(60);
		});

		test("follows the system until somebody chooses, and is light on paper", async () => {
			const page = await the().enter({ path: "/results" });
			await page.getByRole("button", { name: /^アカウントメニュー/ }).waitFor();
			expect(await brightness(page)).toBe(255);
			await page.emulateMedia({ colorScheme: "dark" });
			await expect.poll(() => classes(page)).toContain("awsui-dark-mode");
			expect(await brightness(page)).toBeLessThan(60);
			await page.emulateMedia({ colorScheme: "dark", media: "print" });
			expect(await brightness(page)).toBe(255);
		});
	});
}
