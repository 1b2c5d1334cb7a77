import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { routes } from "../../infra/routes.ts";

const folder = "web/src";
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
	.filter((name) => /\.tsx?$/.test(name))
	.map((name) => readFileSync(`${folder}/${name}`, "utf8"))
	.join("\n");

/** The list says all that one of them would; saved searches are for programs so far. */
const unused = new Set([
	"get-async-search",
	...["list-saved-searches", "create-saved-search", "replace-saved-search", "delete-saved-search"],
]);

/** Paths as the client writes them: `/call-histories/${encodeURIComponent(callId)}`, or put together from two parts. */
function isCalled(path: string): boolean {
	const [, , first = "", ...rest] = path.split("/");
	const last = rest.filter((part) => !part.startsWith("{")).at(-1);
	return sources.includes(`/${first}`) && (last === undefined || sources.includes(`/${last}`));
}

test("the console calls every route of the API", () => {
	const missing = routes.filter((route) => !unused.has(route.function) && !isCalled(route.path));
	expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test("every text that Japanese has, English has too, and nobody reads the wrong language", () => {
	const hiragana = /[\u3041-\u3096]/;
	for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
		if (!name.endsWith("texts.ts")) continue;
		const english =
			/const en: typeof ja = \{([\s\S]*?)\n\};/.exec(readFileSync(`${folder}/${name}`, "utf8"))?.[1] ?? "";
		expect(hiragana.test(english), name).toBe(false);
	}
});
