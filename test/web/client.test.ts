import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ApiFunction, routes } from "../../infra/routes.ts";

const folder = "web/src";
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
	.filter((name) => /\.tsx?$/.test(name))
	.map((name) => readFileSync(`${folder}/${name}`, "utf8"))
	.join("\n");

/** Routes that the console does not call: its list shows all that one asynchronous search would. */
const uncalled = new Set<ApiFunction>(["get-async-search"]);

/** Requests in the source: a path and the method right after it; without one it is GET. */
const requests = [
	/\bapi<.*>\((["`])(?<path>\/[^"`?]*)[^"`]*\1(?:, \{ method: "(?<method>\w+)")?/g,
	/\busePages<.*>\(.*, (["`])(?<path>\/[^"`]*)\1/g,
	/\bpath: (["`])(?<path>\/[^"`]*)\1, method: "(?<method>\w+)"/g,
];

/** Each request in the source, as `PATCH /call-histories/{}`. */
function callsIn(source: string): string[] {
	const written = source
		.replaceAll("${path(callId)}", "/call-histories/{}")
		.replaceAll("path(callId)", "`/call-histories/{}`")
		.replaceAll(/\$\{encodeURIComponent\([\w.]+\)\}/g, "{}")
		// Changes of asynchronous searches write only the path after this prefix.
		.replaceAll("/async-searches${path}", "")
		.replaceAll(/\bpath: (["`])(.*?)\1, method/g, "path: $1/async-searches$2$1, method");
	return requests.flatMap((request) =>
		[...written.matchAll(request)].map(({ groups }) => `${groups?.method ?? "GET"} ${groups?.path}`),
	);
}

test("the console calls every route of the API except the listed ones, and no other", () => {
	const called = routes.filter((route) => !uncalled.has(route.function));
	const names = called.map(({ method, path }) => `${method} ${path.replace("/v1", "").replace(/\{\w+\}/, "{}")}`);
	expect([...new Set(callsIn(sources))].toSorted()).toEqual(names.toSorted());
});

test("no English text of the console contains hiragana", () => {
	const hiragana = /[\u3041-\u3096]/;
	for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
		if (!name.endsWith("texts.ts")) continue;
		const english =
			/const en: typeof ja = \{([\s\S]*?)\n\};/.exec(readFileSync(`${folder}/${name}`, "utf8"))?.[1] ?? "";
		expect(hiragana.test(english), name).toBe(false);
	}
});
