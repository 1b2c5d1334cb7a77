import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { buildConsole, consoleFolder } from "../../local/build-console.ts";

interface Chunk {
	file: string;
	imports?: string[];
	css?: string[];
}

let manifest: Record<string, Chunk>;
beforeAll(async () => {
	await buildConsole(() => {});
	manifest = JSON.parse(readFileSync(join(consoleFolder, ".vite/manifest.json"), "utf8"));
});

/** Gzipped size of the modules and of all that they import, in KB. */
function scriptOf(...entries: string[]): number {
	const files = new Set<string>();
	const add = (name: string) => {
		const chunk = manifest[name];
		if (!chunk) throw new Error(`There is no ${name} in the build`);
		if (files.has(chunk.file)) return;
		files.add(chunk.file);
		chunk.imports?.forEach(add);
	};
	entries.forEach(add);
	const bytes = [...files].map((file) => gzipSync(readFileSync(join(consoleFolder, file))).length);
	return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}

const messages = "../node_modules/@cloudscape-design/components/i18n/messages/all.ja.js";

describe("the first load of script", () => {
	test("is below 200 KB for the login page", () => {
		expect(scriptOf("index.html", messages)).toBeLessThan(200);
	});

	test("is below 350 KB in total for the search", () => {
		const all = scriptOf("index.html", messages, "src/routes.tsx", "src/features/search/search-page.tsx");
		expect(all).toBeLessThan(350);
	});
});
