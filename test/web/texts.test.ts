import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../web/src");
const sources = new Map(
	readdirSync(root, { recursive: true, encoding: "utf8" })
		.filter((path) => /\.tsx?$/.test(path))
		.map((path) => [path, readFileSync(join(root, path), "utf8")]),
);
/** The keys of a file's own texts: those of the object after `ja`. */
function keysOf(source: string): string[] {
	const own = /^(?:const ja = |\tja: )\{\n([\s\S]*?)^\t?\}/m.exec(source)?.[1] ?? "";
	const depth = own.match(/^\t+/)?.[0].length ?? 0;
	return [...own.matchAll(/^(\t+)(\w+):/gm)].flatMap(([, tabs, key]) => (tabs?.length === depth && key ? [key] : []));
}

/** The source of whatever may use a file's texts: the file itself, and those that import it. */
function readersOf(path: string): string {
	const [folder, module] = path.split("/").slice(-2);
	const readers = [...sources].filter(([reader, source]) => {
		const isNear = reader.split("/").at(-2) === folder;
		return reader === path || source.includes(isNear ? `"./${module}"` : `/${folder}/${module}"`);
	});
	return readers.map(([, source]) => source).join("\n");
}

/** Use as a member, by destructuring, or as a string that stands for one of several keys. */
const usesOf = (key: string) => new RegExp(`\\.${key}\\b|\\{[^{}:;]*\\b${key}\\b[^{}:;]*\\} = useTexts|"${key}"`);

describe("the console's texts", () => {
	test("are all used", () => {
		const unused = [...sources].flatMap(([path, source]) => {
			const readers = readersOf(path);
			return keysOf(source)
				.filter((key) => !usesOf(key).test(readers))
				.map((key) => `${path}: ${key}`);
		});
		expect(unused).toEqual([]);
	});

	test("are found by keysOf", () => {
		expect(keysOf(sources.get("features/search/texts.ts") ?? "")).toContain("refine");
		expect(keysOf(sources.get("components/top-bar.tsx") ?? "")).toEqual([...["product", "menu", "roles"]]);
	});
});
