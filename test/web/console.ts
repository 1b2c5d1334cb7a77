import type { Browser, Page } from "playwright-core";
import { requestToken } from "../../commands/request-token.ts";
import { buildConsole } from "../../local/build-console.ts";
import { clockFrom } from "../../local/clock.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { dayMs, jstDate } from "../../shared/time/model.ts";
import { keptFolder } from "../local/processes.ts";
import { launchBrowser, openContext } from "../support/browser.ts";

interface Visit {
	/** `sv01` by default. */
	account?: string;
	tenant?: string;
	width?: 1280 | 390;
	/** Below `/console`. */
	path?: string;
	/** Goes through the login's pages even if the account has a session. */
	anew?: boolean;
	/** Keeps the default of 100 rows a page, instead of 50, which are half the work of a visit. */
	fullPages?: boolean;
}

/** The local stack with its demonstration data, and a browser. */
export interface Console {
	stack: Stack;
	browser: Browser;
	/** Today and yesterday in JST, `2026-11-25`. */
	today: string;
	yesterday: string;
	daysAgo(days: number): string;
	/** Errors in the pages so far, including refusals by the content security policy. */
	faults: string[];
	/** Opens a page in a new context, not logged in. */
	open(visit?: Visit): Promise<Page>;
	/** Logs in as a person does, by the button and the account's name; later visits of the account reuse its session. */
	enter(visit?: Visit): Promise<Page>;
	api(account: string, method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
	stop(): Promise<void>;
}

interface Answer {
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: the test reads the answer as a client would
	body: any;
	etag: string;
}

/** The afternoon of a working day in the middle of a month, whenever the tests run. */
const startsAt = "2026-11-18T15:00:00+09:00";

export async function startConsole(): Promise<Console> {
	await buildConsole(() => {});
	const folder = keptFolder();
	const now = clockFrom(Date.parse(startsAt));
	const stack = await startStack({ port: await freePort(), dataDir: folder.path, empty: false, now });
	const browser = await launchBrowser();
	const faults: string[] = [];
	const daysAgo = (days: number) => jstDate(now() - days * dayMs);

	/** What a tab stores of a session, by account: logging in is half the work of a visit. */
	const sessions = new Map<string, Record<string, string>>();

	async function open(
		{ width = 1280, path = "/", fullPages = false }: Visit = {},
		session: Record<string, string> = {},
	): Promise<Page> {
		const context = await openContext(browser, { viewport: { width, height: width === 390 ? 844 : 900 } });
		await context.clock.setSystemTime(now());
		const page = await context.newPage();
		// Only once, so that a session that ends in this tab stays ended.
		await page.addInitScript(`
			if (window.name === "" && location.pathname.startsWith("/console")) {
				for (const [key, value] of Object.entries(${JSON.stringify(session)})) sessionStorage.setItem(key, value);
				if (!${fullPages} && !localStorage.getItem("rireki.table")) localStorage.setItem("rireki.table", '{"pageSize":50}');
				window.name = "visited";
			}
		`);
		page.setDefaultTimeout(60_000);
		page.on("pageerror", (error) => faults.push(String(error)));
		page.on("console", (message) => {
			const text = message.text();
			if (message.type() === "error" && !text.startsWith("Failed to load resource")) faults.push(text);
		});
		await page.goto(`${stack.urls.console}${path.slice(1)}`);
		return page;
	}

	return {
		stack,
		browser,
		today: daysAgo(0),
		yesterday: daysAgo(1),
		daysAgo,
		faults,
		open,
		async enter(visit = {}) {
			const { account = "sv01", tenant = "acme", anew = false } = visit;
			const key = `${tenant} ${account}`;
			const session = sessions.get(key);
			if (session && !anew) return open(visit, session);
			const page = await open(visit);
			await page.getByRole("button", { name: "ログイン" }).click();
			await page
				.locator(`a[href*="tenant=${tenant}&account=${account}&"], a[href*="tenant=${tenant}&#38;account=${account}&"]`)
				.click();
			await page.waitForURL((url) => url.href.startsWith(stack.urls.console) && !url.searchParams.has("code"));
			const kept = "Object.fromEntries(Object.entries(sessionStorage).filter(([key]) => key.startsWith('oidc.user:')))";
			sessions.set(key, await page.evaluate(kept));
			return page;
		},
		async api(account, method, path, body, headers = {}) {
			const token = await requestToken(stack.urls.issuer, { tenant: "acme", account, role: "any" });
			const response = await fetch(stack.urls.api + path, {
				method,
				headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
				...(body ? { body: JSON.stringify(body) } : {}),
			});
			const text = await response.text();
			return {
				status: response.status,
				body: text ? JSON.parse(text) : undefined,
				etag: response.headers.get("etag") ?? "",
			};
		},
		async stop() {
			await browser.close();
			await stack.stop();
			folder.remove();
		},
	};
}

/** Mails link to the console with its port, so it must be known before the start. */
async function freePort(): Promise<number> {
	const { choosePorts } = await import("../../local/ports.ts");
	return (await choosePorts(["gateway"], {})).gateway;
}

export const searchPath = (from: string, to = from, more = "") =>
	`/call-histories?from=${from}T00:00&to=${to}T24:00${more}`;

/** Goes to a path below `/console` as a click on a link does, without loading the console again. */
export async function follow(page: Page, path: string): Promise<void> {
	// Until it shows a page, the console may still be on its way from its root to the account's first page.
	await page.getByRole("heading", { level: 1 }).first().waitFor();
	const address = JSON.stringify(`/console${path}`);
	await page.evaluate(`history.pushState(null, "", ${address}); dispatchEvent(new PopStateEvent("popstate"))`);
}

/** Waits for the end of a page's search. @returns the number of its hits */
export async function hitsOf(page: Page): Promise<number> {
	const heading = page.getByRole("heading", { name: /検索結果/ });
	await heading.getByText(/件）/).waitFor();
	return Number((await heading.textContent())?.replace(/\D/g, ""));
}

/** Shortens the answers to a page's searches: laying out and checking a hundred rows is most of the work. */
export async function withFewRows(page: Page, facets: Record<string, unknown> = {}): Promise<void> {
	await page.route("**/v1/call-histories/search", async (route) => {
		const response = await route.fetch();
		const body = await response.json();
		if (!body.rows) return route.fulfill({ response });
		const json = { ...body, rows: body.rows.slice(0, 15), facets: { ...body.facets, ...facets } };
		await route.fulfill({ response, json });
	});
}
