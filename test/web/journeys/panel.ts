import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../shared/search/answer.ts";
import { type Console, hitsOf, searchPath } from "../console.ts";
import { rowsOf } from "../rows.ts";

const recordOf = (page: Page) => new URL(page.url()).searchParams.get("record") ?? undefined;
const linkOf = (page: Page, row: Row | undefined) => page.locator(`tbody a[href$="/${row?.callId}"]`);
const memoOf = (page: Page) => page.getByRole("textbox", { name: "メモ" });
const scrolled = (page: Page) => page.evaluate<number>("scrollY");

/** Clicks where an element is; a locator's click may scroll the page first. */
async function press(page: Page, thing: Locator): Promise<void> {
	const box = await thing.boundingBox();
	if (!box) throw new Error("the element is not on the screen");
	await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** The detail beside the list. */
export function panelJourneys(the: () => Console) {
	const reads = (page: Page, row: Row | undefined) => expect.poll(() => recordOf(page)).toBe(row?.callId);

	describe("a record beside its list", () => {
		test("is in the address, marked in its row and walked from, and leaves the list where it was", async () => {
			const day = the().daysAgo(2);
			const rows = await rowsOf(the(), "sv01", day, { page: { size: 60 } });
			const page = await the().enter({ path: searchPath(day) });
			await hitsOf(page);
			await page.evaluate("scrollTo(0, 700)");
			const place = await scrolled(page);
			await press(page, linkOf(page, rows[30]));
			await reads(page, rows[30]);
			const panel = page.getByRole("region", { name: "応対履歴の詳細" });
			await panel.getByText(/件中31件目/).waitFor();
			await page.keyboard.press("j");
			await reads(page, rows[31]);
			await panel.getByRole("button", { name: "前の応対履歴" }).click();
			await reads(page, rows[30]);
			expect(await linkOf(page, rows[30]).getAttribute("aria-current")).toBe("true");
			expect(await page.locator("tbody a[aria-current]").count()).toBe(1);
			expect(await scrolled(page)).toBe(place);
			await page.goBack();
			await reads(page, undefined);
			expect(await hitsOf(page)).toBeGreaterThan(50);
			expect(await scrolled(page)).toBe(place);
			await page.goForward();
			await reads(page, rows[30]);
			expect(await scrolled(page)).toBe(place);
			await page.reload();
			await panel.getByText(/件中31件目/).waitFor();
			await linkOf(page, rows[30]).waitFor();
			await page.goBack();
			await reads(page, undefined);

			// Past the end of the page, together with the list.
			await linkOf(page, rows[49]).click();
			await panel.getByText(/件中50件目/).waitFor();
			await page.keyboard.press("j");
			await reads(page, rows[50]);
			await linkOf(page, rows[50]).waitFor();
			expect(new URL(page.url()).searchParams.get("page")).toBe("2");
			await page.keyboard.press("?");
			await page.getByRole("dialog").getByText("次の応対履歴を開く").waitFor();
			await page.keyboard.press("Escape");
			await page.getByRole("dialog").waitFor({ state: "detached" });
			await reads(page, rows[50]);
			await page.keyboard.press("Escape");
			await reads(page, undefined);
			expect(await linkOf(page, rows[50]).evaluate((link) => link === link.ownerDocument.activeElement)).toBe(true);

			// The list is still growing into the panel's room, and a click on a moving row opens nothing.
			await panel.waitFor({ state: "detached" });
			const tabs = async () => {
				await linkOf(page, rows[51]).click({ modifiers: ["ControlOrMeta"] });
				return page.context().pages().length;
			};
			await expect.poll(tabs).toBeGreaterThan(1);
			await page.context().pages()[1]?.waitForURL(`**/call-histories/${rows[51]?.callId}`);
			expect(recordOf(page)).toBe(undefined);
		});

		test("is corrected with two clicks besides the typing; the list follows, and the next record opens", async () => {
			const day = the().daysAgo(4);
			const sort = { column: "phone", direction: "asc" };
			const rows = await rowsOf(the(), "sv01", day, { sort, page: { size: 100 } });
			const many = 3;
			const at = rows.findIndex((_, index) =>
				rows.slice(index, index + many + 1).every(({ editable }) => editable.allowed),
			);
			const chosen = rows.slice(at, at + many);
			expect(chosen).toHaveLength(many);
			const page = await the().enter({ path: searchPath(day, day, "&sort=phone.asc") });
			await page.setViewportSize({ width: 1366, height: 657 });
			await hitsOf(page);
			await linkOf(page, chosen[0]).click();
			await page.getByRole("button", { name: "編集" }).click();
			await page.evaluate("window.clicks = 0; addEventListener('pointerdown', () => { window.clicks += 1 }, true)");
			for (const [index] of chosen.entries()) {
				await memoOf(page).fill(`続けて修正 ${index}`);
				await page.getByRole("button", { name: "保存して次へ" }).click();
				await page.getByRole("button", { name: "OK" }).click();
				await reads(page, rows[at + index + 1]);
			}
			await memoOf(page).waitFor();
			expect(await page.evaluate<number>("window.clicks")).toBe(2 * many);
			expect(
				await page
					.locator("tbody")
					.getByText(/^続けて修正/)
					.count(),
			).toBe(many);
			for (const [index, { callId }] of chosen.entries()) {
				const { body } = await the().api("sv01", "GET", `/call-histories/${callId}`);
				expect(body.memo).toBe(`続けて修正 ${index}`);
			}

			// Opening another row does not discard what is typed, and a refined list keeps the record open.
			const [last, other] = [rows[at + many], rows[at + many + 1]];
			await memoOf(page).fill("まだ保存しない");
			await linkOf(page, other).click();
			await page.getByText("編集内容を破棄しますか?").waitFor();
			await page.keyboard.press("Enter");
			await reads(page, last);
			await page.getByPlaceholder(/絞り込み/).fill("0");
			await page.waitForURL("**keyword=0**");
			expect(await memoOf(page).inputValue()).toBe("まだ保存しない");
			await page.getByRole("button", { name: "詳細を閉じる" }).click();
			await page.getByRole("button", { name: "破棄する" }).click();
			await reads(page, undefined);
		});
	});
}
