import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Console, follow, hitsOf, searchPath } from "../console.ts";
import { rowsOf } from "../rows.ts";
import { violations } from "./quality.ts";

/** Too narrow for a panel: records open as pages. */
const noRoomBeside = { width: 1100, height: 900 };
const idOf = (page: Page) => decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1) ?? "");

/** One record after the other, in the order of the list. */
export function rowJourneys(the: () => Console) {
	const reads = (page: Page, id: string | undefined) => expect.poll(() => idOf(page)).toBe(id);

	describe("records in a row", () => {
		test("follow by keys and buttons in the list's order, across pages, and lead back to it", async () => {
			const day = the().daysAgo(2);
			const rows = await rowsOf(the(), "sv01", day, { page: { size: 60 } });
			const page = await the().enter();
			await page.setViewportSize(noRoomBeside);
			await follow(page, searchPath(day));
			await hitsOf(page);
			await page.locator(`tbody a[href$="/${rows[48]?.callId}"]`).press("Enter");
			await reads(page, rows[48]?.callId);
			await page.getByText(/件中49件目/).waitFor();
			await page.keyboard.press("j");
			await reads(page, rows[49]?.callId);
			await page.getByRole("button", { name: "次の応対履歴" }).click();
			await reads(page, rows[50]?.callId);
			await page.getByText(/件中51件目/).waitFor();
			await page.keyboard.press("k");
			await reads(page, rows[49]?.callId);
			await page.keyboard.press("j");
			await reads(page, rows[50]?.callId);
			await page.getByRole("link", { name: "応対履歴の一覧へ戻る" }).click();
			await page.waitForURL("**page=2");
			await page.locator(`tbody a[href$="/${rows[50]?.callId}"]`).waitFor();
		});

		test("are corrected with two presses each besides the typing, and the next one opens for editing", async () => {
			const day = the().daysAgo(6);
			const rows = await rowsOf(the(), "sv01", day, {
				sort: { column: "phone", direction: "asc" },
				page: { size: 100 },
			});
			const at = rows.findIndex(({ editable }, index) => editable.allowed && rows[index + 1]?.editable.allowed);
			const [one, other] = rows.slice(at);
			const page = await the().enter({ fullPages: true, path: searchPath(day, day, "&sort=phone.asc") });
			await page.setViewportSize(noRoomBeside);
			await hitsOf(page);
			await page.locator(`tbody a[href$="/${one?.callId}"]`).press("Enter");
			await page.getByRole("button", { name: "編集" }).waitFor();
			await page.keyboard.press("e");
			await page.getByLabel("メモ").fill("一件目");
			await page.getByRole("button", { name: "保存して次へ" }).click();
			await page.getByRole("button", { name: "OK" }).click();
			await reads(page, other?.callId);
			await page.getByLabel("メモ").fill("二件目");
			await page.keyboard.press("Control+Enter");
			await page.getByText("保存しますか?").waitFor();
			await page.keyboard.press("Enter");
			await expect
				.poll(async () => (await the().api("sv01", "GET", `/call-histories/${other?.callId}`)).body.memo)
				.toBe("二件目");
			expect((await the().api("sv01", "GET", `/call-histories/${one?.callId}`)).body.memo).toBe("一件目");
		});

		test("have their keys listed under ?, where they can be switched off", async () => {
			const { today } = the();
			const page = await the().enter({
				account: "ag01",
				width: 390,
				path: `/me/call-histories?from=${today}T00:00&to=${today}T24:00`,
			});
			await hitsOf(page);
			await page.keyboard.press("?");
			await page.getByRole("dialog").getByText("次の応対履歴を開く").waitFor();
			expect(await violations(page, "[role=dialog]")).toEqual([]);
			await page.getByRole("checkbox", { name: "1文字のキーによる操作を使う" }).uncheck();
			await page.getByRole("button", { name: "閉じる" }).click();
			const [row] = await rowsOf(the(), "ag01", today, { page: { size: 1 } });
			await page.locator(`.rk-cards a[href$="/${row?.callId}"]`).press("Enter");
			await page.getByRole("button", { name: "次の応対履歴" }).waitFor();
			await page.keyboard.press("j");
			await page.keyboard.press("?");
			expect(await page.getByRole("dialog").count()).toBe(0);
			expect(idOf(page)).toBe(row?.callId);
			expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
		});

		test("can have text selected in the list without opening, and numbers copied", async () => {
			const { today } = the();
			const [row] = await rowsOf(the(), "sv01", today, { page: { size: 1 } });
			const page = await the().enter({ path: searchPath(today) });
			await hitsOf(page);
			const cell = page
				.locator("tbody tr")
				.filter({ has: page.locator("a") })
				.first()
				.locator("td")
				.nth(2);
			const { x, y, height } = (await cell.boundingBox()) ?? { x: 0, y: 0, height: 0 };
			await page.mouse.move(x + 12, y + height / 2);
			await page.mouse.down();
			await page.mouse.move(x + 80, y + height / 2, { steps: 3 });
			await page.mouse.up();
			expect(await page.evaluate("String(getSelection())")).not.toBe("");
			expect(new URL(page.url()).search).not.toBe("");
			await follow(page, `/call-histories/${row?.callId}`);
			await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
			const { phone } = (await the().api("sv01", "GET", `/call-histories/${row?.callId}`)).body;
			await page
				.getByRole("button", { name: `${phone}をコピー`, exact: true })
				.first()
				.click();
			await page.getByText(`${phone}をコピーしました。`).waitFor();
			expect(await page.evaluate("navigator.clipboard.readText()")).toBe(phone);
		});
	});
}
