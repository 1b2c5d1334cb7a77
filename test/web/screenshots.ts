import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { type Console, hitsOf, searchPath, startConsole } from "./console.ts";

// npm run screenshots: the pictures of the README, of the console over the demonstration data.

const inJapaneseFont = true;
const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
mkdirSync(folder, { recursive: true });

const views = [
	{ suffix: "", width: 1280, english: false, isWhole: true },
	{ suffix: "-en", width: 1280, english: true, isWhole: false },
	{ suffix: "-phone", width: 390, english: false, isWhole: false },
] as const;

async function take(page: Page, name: string, fullPage = false): Promise<void> {
	await page.evaluate("document.fonts.ready");
	await page.waitForTimeout(400);
	await page.screenshot({ path: `${folder}${name}.png`, fullPage });
	console.log(`docs/screenshots/${name}.png`);
}

/** A recorded call of yesterday that may be corrected. */
async function findCall({ api, yesterday }: Console): Promise<string> {
	const period = { from: `${yesterday}T00:00`, to: `${yesterday}T24:00` };
	const { body } = await api("sv01", "POST", "/call-histories/search", {
		period,
		campaignIds: ["c01"],
		page: { size: 1000 },
	});
	const row = body.rows.find((one: { editable: { allowed: boolean }; recording: unknown; memo: unknown }) =>
		Boolean(one.editable.allowed && one.recording && one.memo),
	);
	return row.callId;
}

/** So that the history of corrections and the list of searches have something to show. */
async function prepare({ api, daysAgo, yesterday, today }: Console, callId: string): Promise<void> {
	const path = `/call-histories/${callId}`;
	const { etag } = await api("sv01", "GET", path);
	const correction = { resultId: "c01-contract", nextAction: { type: "done" }, reason: "エージェントからの申告" };
	await api("sv01", "PATCH", path, correction, { "if-match": etag });
	const from = `${daysAgo(365)}T00:00`;
	const searches = [
		{ conditions: { period: { from, to: `${today}T24:00` } }, note: "この一年の全件" },
		{
			conditions: { period: { from, to: `${yesterday}T24:00` }, campaignIds: ["c01"] },
			note: "定期購入（月次報告用）",
			encoding: "shift_jis",
		},
	];
	for (const search of searches) await api("sv01", "POST", "/async-searches", search);
	for (;;) {
		const { items } = (await api("sv01", "GET", "/async-searches")).body;
		if (items.every(({ state }: { state: string }) => state === "completed")) return;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

async function tour(
	the: Console,
	callId: string,
	{ suffix, width, english, isWhole }: (typeof views)[number],
): Promise<void> {
	const takeOnce = (page: Page, name: string) => (isWhole ? take(page, name) : undefined);
	const goTo = (page: Page, path: string) => page.goto(`${the.stack.urls.console}${path.slice(1)}`);
	const login = await the.open({ width, inJapaneseFont });
	await login.getByRole("button", { name: "ログイン" }).waitFor();
	if (english) await login.getByRole("button", { name: "English" }).click();
	await takeOnce(login, `login${suffix}`);
	const page = await the.enter({ width, inJapaneseFont });
	await page.getByRole("button", { name: "検索", exact: true }).waitFor();
	if (english) await page.getByRole("button", { name: "English" }).click();
	await takeOnce(page, `search-form${suffix}`);
	await goTo(page, searchPath(the.yesterday));
	await page.getByRole("heading", { name: english ? /Results/ : /検索結果/ }).waitFor();
	if (!english) await hitsOf(page);
	await page.locator("tbody a").first().waitFor();
	await take(page, `search${suffix}`);
	await goTo(page, searchPath(the.daysAgo(365), the.today));
	await page.getByRole("button", { name: english ? "Run as asynchronous search" : "同じ条件で非同期検索" }).waitFor();
	await takeOnce(page, `too-many${suffix}`);
	await goTo(page, `/call-histories/${callId}`);
	await page.getByRole("button", { name: english ? "Play" : "再生", exact: true }).click();
	await page.waitForTimeout(3000);
	await page.getByRole("button", { name: english ? "Pause" : "一時停止" }).click();
	await take(page, `detail${suffix}`, true);
	await page.getByRole("button", { name: english ? "Edit" : "編集" }).click();
	await take(page, `edit${suffix}`);
	await goTo(page, "/async-searches");
	await page
		.getByText(english ? "Completed" : "正常終了")
		.first()
		.waitFor();
	await take(page, `async-searches${suffix}`, true);
	await goTo(page, "/me/email");
	await page.getByRole("button", { name: english ? "Save" : "保存" }).waitFor();
	await takeOnce(page, `email${suffix}`);
	const agent = await the.enter({
		width,
		inJapaneseFont,
		account: "ag01",
		path: searchPath(the.today).replace("/call", "/me/call"),
	});
	await hitsOf(agent);
	if (english) await agent.getByRole("button", { name: "English" }).click();
	await (isWhole || width === 390 ? take(agent, `own-calls${suffix}`) : undefined);
	const admin = await the.enter({ width, inJapaneseFont, account: "admin", path: "/access-trail" });
	if (english) await admin.getByRole("button", { name: "English" }).click();
	await admin.getByRole("row").nth(3).waitFor();
	await take(admin, `access-trail${suffix}`);
	for (const context of the.browser.contexts()) await context.close();
}

const the = await startConsole();
try {
	const callId = await findCall(the);
	await prepare(the, callId);
	for (const view of views) await tour(the, callId, view);
} finally {
	await the.stop();
}
