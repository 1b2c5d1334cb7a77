import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium, { inflate } from "@sparticuz/chromium";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium as playwright } from "playwright-core";

/**
 * Launches the browser that `CHROME_PATH` names, or the Chromium of an npm package for Linux on x64, with the package's
 * libraries if the machine lacks them.
 */
export async function launchBrowser(): Promise<Browser> {
	const { CHROME_PATH } = process.env;
	// Without a locale, Chromium would give downloads ASCII names.
	const env = { LANG: "C.UTF-8", FONTCONFIG_FILE: join(import.meta.dirname, "fonts.conf"), ...process.env };
	if (CHROME_PATH)
		return playwright.launch({
			executablePath: CHROME_PATH,
			args: ["--autoplay-policy=no-user-gesture-required"],
			env,
		});
	if (process.platform !== "linux" || process.arch !== "x64") {
		throw new Error("There is no packed Chromium for this machine: set CHROME_PATH to an installed Chrome");
	}
	const executablePath = await chromium.executablePath();
	const args = ["--no-sandbox", "--font-render-hinting=none", "--autoplay-policy=no-user-gesture-required"];
	try {
		return await playwright.launch({ executablePath, args, env });
	} catch (cause) {
		if (!String(cause).includes("shared libraries")) throw cause;
		const packed = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "../bin/al2023.tar.br");
		const libraries = join(await inflate(packed), "lib");
		return await playwright.launch({ executablePath, args, env: { ...env, LD_LIBRARY_PATH: libraries } });
	}
}

/** A context with an American locale and time zone. */
export function openContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
	return browser.newContext({
		locale: "en-US",
		timezoneId: "America/New_York",
		viewport: { width: 1280, height: 900 },
		// Tests check colours and positions, which animations would change.
		reducedMotion: "reduce",
		...options,
	});
}
