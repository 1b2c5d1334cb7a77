import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createConsolePages } from "../../local/gateway/console.ts";
import { temporaryFolder } from "./processes.ts";

it("serves files, and index.html for every address of the console, as CloudFront does", async () => {
	const folder = temporaryFolder();
	mkdirSync(join(folder, "assets"));
	for (const name of ["index.html", "icon.svg", "assets/index-1.js"]) writeFileSync(join(folder, name), name);
	const config = { apiBase: "/v1", oidc: { authority: "http://127.0.0.1:1", client_id: "console" } };
	const find = createConsolePages(folder, { config, s3: "http://127.0.0.1:2" });
	const ask = async (path: string) => {
		const answer = await find("GET", `/console/${path}`);
		return [answer?.status, String(answer?.body), answer?.headers["cache-control"]];
	};
	expect(await ask("assets/index-1.js")).toEqual([200, "assets/index-1.js", "public, max-age=31536000, immutable"]);
	expect(await ask("icon.svg")).toEqual([200, "icon.svg", "no-cache"]);
	expect(await ask("config.json")).toEqual([200, JSON.stringify(config), "no-cache"]);
	for (const path of ["", "call-histories", "call-histories/j-1", "call-histories/j-1.js", "me/call-histories/a..b"]) {
		expect(await ask(path), path).toEqual([200, "index.html", "no-cache"]);
	}
	expect((await ask("assets/gone-1.js"))[0]).toBe(404);
	expect((await ask("assets/..%2f..%2fpackage.json"))[1]).toBe("index.html");
});
