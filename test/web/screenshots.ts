import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { type Console, hitsOf, searchPath, startConsole } from "./console.ts";

// npm run screenshots: takes the README's pictures of the console with the demonstration data.

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
mkdirSync(folder, { recursive: true });

/** Names of the screenshots taken in a view; a view without names takes all. */
const main = ["search", "panel", "detail", "edit", "async-searches", "access-trail"];
const dark = ["login", "search", "panel", "detail"];
const views: readonly View[] = [
	{ suffix: "", width: 1280 },
	{ suffix: "-en", width: 1280, english: true, names: main },
	{ suffix: "-dark", width: 1280, isDark: true, names: dark },
	{ suffix: "-phone", width: 390, names: [...main, "own-calls"] },
	{ suffix: "-phone-dark", width: 390, isDark: true, names: dark },
];
interface View {
	suffix: string;
	width: 1280 | 390;
	english?: boolean;
	isDark?: boolean;
	names?: readonly string[];
}

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

/** Fills the history of corrections and the list of asynchronous searches. */
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

async function tour(the: Console, callId: string, { suffix, width, english, isDark, names }: View): Promise<void> {
	const isTaken = (...any: string[]) => !names || any.some((name) => names.includes(name));
	const takeIt = async (page: Page, name: string, fullPage = false) => {
		if (isTaken(name)) await take(page, `${name}${suffix}`, fullPage);
	};
	const goTo = (page: Page, path: string) => page.goto(`${the.stack.urls.console}${path.slice(1)}`);
	const word = (ja: string, en: string) => (english ? en : ja);
	const visit = async (page: Page) => {
		await page.emulateMedia({ colorScheme: isDark ? "dark" : "light" });
		if (english) await page.getByRole("button", { name: "English" }).click();
		return page;
	};
	const enter = async (more: object = {}) => visit(await the.enter({ width, ...more }));
	if (isTaken("login")) {
		const login = await visit(await the.open({ width }));
		await login.getByRole("button", { name: word("ログイン", "Log in") }).waitFor();
		await takeIt(login, "login");
	}
	const page = await enter();
	await page.getByRole("button", { name: word("検索", "Search"), exact: true }).waitFor();
	await takeIt(page, "search-form");
	await goTo(page, searchPath(the.yesterday));
	await page.getByRole("heading", { name: word("検索結果", "Results") }).waitFor();
	const links = page.locator(".rk-results :is(tbody, .rk-cards) a");
	await links.first().waitFor();
	await takeIt(page, "search");
	if (width === 1280 && isTaken("panel")) {
		await links.nth(3).click();
		await page.getByRole("heading", { name: word("応対内容", "Outcome") }).waitFor();
		await takeIt(page, "panel");
	}
	if (isTaken("too-many")) {
		await goTo(page, searchPath(the.daysAgo(365), the.today));
		await page.getByRole("button", { name: word("同じ条件で非同期検索", "Run as asynchronous search") }).waitFor();
		await takeIt(page, "too-many");
	}
	await goTo(page, `/call-histories/${callId}`);
	await page.getByRole("button", { name: word("再生", "Play"), exact: true }).click();
	await page.waitForTimeout(3000);
	await page.getByRole("button", { name: word("一時停止", "Pause") }).click();
	await takeIt(page, "detail", true);
	if (isTaken("edit")) {
		await page.getByRole("button", { name: word("編集", "Edit") }).click();
		await takeIt(page, "edit");
	}
	if (isTaken("async-searches")) {
		await goTo(page, "/async-searches");
		const completed = page.getByText(word("正常終了", "Completed"));
		await completed.first().waitFor();
		await takeIt(page, "async-searches", true);
	}
	if (isTaken("email")) {
		await goTo(page, "/me/email");
		await page.getByRole("button", { name: word("保存", "Save") }).waitFor();
		await takeIt(page, "email");
	}
	if (isTaken("own-calls")) {
		const agent = await enter({ account: "ag01", path: searchPath(the.today).replace("/call", "/me/call") });
		await hitsOf(agent);
		await takeIt(agent, "own-calls");
	}
	if (isTaken("access-trail")) {
		const admin = await enter({ account: "admin", path: "/access-trail" });
		await admin.getByRole("row").nth(3).waitFor();
		await takeIt(admin, "access-trail");
	}
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
