import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../support/csv.ts";
import { type Console, follow } from "../console.ts";

/** The manual's chapter 4. */
export function asyncSearchJourneys(the: () => Console) {
	describe("an asynchronous search", () => {
		test("is created, followed to its end, downloaded, run again and deleted", async () => {
			const { yesterday } = the();
			const path = `/async-searches?from=${yesterday}T00:00&to=${yesterday}T24:00`;
			const page = await the().enter({ path });
			await page.getByLabel("検索メモ").fill("昨日の分");
			await page.getByRole("radio", { name: /^プログラム連携用/ }).check();
			await page.getByRole("button", { name: "非同期検索", exact: true }).click();
			await page.getByRole("dialog").getByText("保存しますか?").waitFor();
			await page.getByRole("button", { name: "OK" }).click();
			const row = page.getByRole("row").filter({ hasText: "昨日の分" });
			await row.getByText(/未処理|処理中/).waitFor();
			await row.getByText("プログラム連携用・UTF-8").waitFor();
			await row.getByText("正常終了").waitFor({ timeout: 60_000 });

			const [download] = await Promise.all([
				page.waitForEvent("download"),
				row.getByRole("button", { name: /^ダウンロード/ }).click(),
			]);
			expect(download.suggestedFilename()).toMatch(/^応対履歴_\d{8}-\d{6}\.csv$/);
			const [header, ...rows] = parseCsv(await readFile(await download.path(), "utf8"));
			expect(header).toHaveLength(21);
			// Only the values: no row has a guarded cell.
			expect(rows.filter((cells) => cells.some((cell) => cell.startsWith("=")))).toEqual([]);
			await row.getByText(`${rows.length.toLocaleString("ja-JP")}件`).waitFor();

			await row.getByRole("button", { name: /^再実行/ }).click();
			await page.getByRole("button", { name: "OK" }).click();
			await page.getByText("非同期検索を再実行します。").waitFor();
			await row.getByText("正常終了").waitFor({ timeout: 60_000 });

			await row.getByRole("button", { name: /^削除/ }).click();
			await page.getByText("この非同期検索を削除しますか?").waitFor();
			await page.getByRole("button", { name: "OK" }).click();
			await row.waitFor({ state: "detached" });
		});

		test("shows why it failed and how far it is, and is refused when ten are kept", async () => {
			const page = await the().enter({ account: "sv03" });
			const item = {
				asyncSearchId: "x-1",
				note: "失敗",
				conditions: { period: { from: "2026-11-01T00:00:00+09:00", to: "2026-12-01T00:00:00+09:00" } },
				sort: { column: "calledAt", direction: "desc" },
				encoding: "utf-8",
				format: "excel",
				columns: ["callId"],
				createdAt: "2026-11-20T10:00:00+09:00",
				startedAt: null,
				finishedAt: null,
				expiresAt: "2027-02-18T10:00:00+09:00",
				rowCount: null,
				byteCount: null,
				sha256: null,
				replacedCount: null,
				guardedCount: null,
				warnings: [],
			};
			const failure = { code: "busy", title: "システムが混み合っているため、処理できませんでした。", retryable: true };
			const warning = { code: "too-many-rows", title: "1,048,576行を超えています。" };
			const none = { rowsDone: 0, rowsEstimated: null, percent: 0 };
			const half = { rowsDone: 5000, rowsEstimated: 10_000, percent: 45 };
			await page.route("**/v1/async-searches", (route) =>
				route.request().method() === "POST"
					? route.fulfill({
							status: 409,
							json: { code: "async-search-limit", title: "非同期検索は10件まで保存できます。" },
						})
					: route.fulfill({
							json: {
								items: [
									{ ...item, state: "failed", progress: none, failure },
									{
										...item,
										asyncSearchId: "x-3",
										note: "全件",
										state: "completed",
										failure: null,
										progress: { ...none, percent: 100 },
										rowCount: 1_200_000,
										warnings: [warning],
									},
									{ ...item, asyncSearchId: "x-2", note: "途中", state: "processing", progress: half, failure: null },
								],
							},
						}),
			);
			await follow(page, "/async-searches");
			const failed = page.getByRole("row").filter({ hasText: "失敗" });
			await failed.getByText("異常終了").waitFor();
			await failed.getByText(failure.title).waitFor();
			await page.getByText("2026/11/01 00:00～2026/11/30 24:00").first().waitFor();
			const large = page.getByRole("row").filter({ hasText: "全件" });
			await large.getByText(warning.title).waitFor();
			await large.getByText("Excel用・UTF-8").waitFor();
			await page.getByText("5,000 / 約10,000件").first().waitFor();
			await page.getByRole("button", { name: "非同期検索", exact: true }).click();
			await page.getByRole("button", { name: "OK" }).click();
			await page.getByText("非同期検索は10件まで保存できます。").waitFor();
		});

		test("ends with a mail that leads back to it, to an address set and tested in the console", async () => {
			const mails = async () => {
				const { emails } = (await (await fetch(`${the().stack.urls.aws.ses}/store`)).json()) as { emails: Mail[] };
				return emails.filter(({ destination }) => destination.to.includes("sv02@example.com"));
			};
			const before = (await mails()).length;
			const page = await the().enter({ account: "sv02", path: "/me/email" });
			const field = page.getByLabel("メールアドレス", { exact: true });
			await field.fill("Sv02@example.com");
			await page.getByRole("button", { name: "保存" }).click();
			await page.getByText("メールアドレスに英大文字は使用できません。").waitFor();
			await field.fill("tanaka@example.com");
			await page.getByRole("button", { name: "保存" }).click();
			await page.getByText("ほかのアカウントで使用されています").waitFor();
			await field.fill("sv02@example.com");
			await page.getByRole("button", { name: "保存" }).click();
			await page.getByText("sv02@example.com に確認メールを送信しました。").waitFor();
			await page.getByText("sv02@example.com はまだ確認されていません。").waitFor();
			expect(await page.getByRole("button", { name: "テストメールを送信" }).isDisabled()).toBe(true);
			await page.getByRole("button", { name: "確認メールを再送信" }).click();
			await expect.poll(async () => (await mails()).length - before).toBe(2);

			// The link is opened where nobody is logged in, and no request has its token in the URL.
			const elsewhere = await the().open({ path: linkIn(await mails(), "/confirm").split("/console")[1] ?? "" });
			const asked: string[] = [];
			elsewhere.on("request", (request) => asked.push(request.url()));
			await elsewhere.getByRole("button", { name: "ログイン" }).click();
			await elsewhere.locator('a[href*="tenant=acme"][href*="account=sv02&"]').click();
			await elsewhere.getByRole("button", { name: "確認を完了する" }).click();
			await elsewhere.getByText("sv02@example.com を確認しました。").waitFor();
			const token = linkIn(await mails(), "/confirm").split("#")[1] ?? "";
			expect(asked.filter((url) => url.split("#")[0]?.includes(token))).toEqual([]);

			await page.reload();
			await page.getByText("確認済み", { exact: true }).waitFor();
			await page.getByRole("button", { name: "テストメールを送信" }).click();
			await page.getByText("sv02@example.com にテストメールを送信しました。").waitFor();

			await page.getByRole("link", { name: "非同期検索" }).click();
			await page.getByText("処理が終わると sv02@example.com にメールで通知します。").waitFor();
			await page.getByRole("button", { name: "非同期検索", exact: true }).click();
			await page.getByRole("button", { name: "OK" }).click();
			await page.getByText("正常終了").waitFor({ timeout: 60_000 });
			await expect.poll(async () => (await mails()).length - before).toBe(4);
			await page.goto(linkIn(await mails(), "/async-searches"));
			await page.getByRole("heading", { name: "検索一覧" }).waitFor();
		});
	});
}

interface Mail {
	destination: { to: string[] };
	body: { text: string };
}

/** The latest mail's link to a path. */
function linkIn(mails: Mail[], path: string): string {
	const links = mails.map(({ body }) => /http\S+/.exec(body.text)?.[0] ?? "");
	return links.findLast((link) => link.includes(path)) ?? "";
}
