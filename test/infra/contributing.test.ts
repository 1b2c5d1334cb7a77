import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const text = readFileSync("CONTRIBUTING.md", "utf8");
const paths = [...text.matchAll(/`((?:\w[\w.-]*\/)+[\w.-]*)`|\]\(([\w./-]+)/g)].map(
	([, code, link]) => code ?? link ?? "",
);

const recipes = [...text.matchAll(/^`(\S+)` occurs in (\d+) files of (.+):\n\n((?:[-] .+\n(?: {2}.+\n)*)+)/gm)].map(
	([, word = "", count, folders = "", list = ""]) => ({
		word,
		count: Number(count),
		folders: inCode(folders),
		files: [...list.matchAll(/^- ([^:]+):/gm)].flatMap(([, named = ""]) => inCode(named)),
	}),
);

it("CONTRIBUTING.md names files and folders that exist", () => {
	expect(paths.length).toBeGreaterThan(30);
	expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

it("CONTRIBUTING.md has a recipe for a column with its attribute, a condition, a route and an event", () => {
	expect(recipes.map(({ word }) => word)).toEqual([
		...["customerListName", "callerId", "phoneEndsWith"],
		...["list-saved-searches", "rireki.calling-group.saved.v1"],
	]);
});

it.each(recipes)("CONTRIBUTING.md names each file that $word occurs in", ({ word, count, folders, files }) => {
	expect(files.toSorted()).toEqual(folders.flatMap((folder) => filesWith(word, folder)).toSorted());
	expect(files).toHaveLength(count);
});

it("docs/commands.md gives the purpose of every command, and lists no other", () => {
	const listed = readFileSync("docs/commands.md", "utf8").matchAll(/^- `npm (?:run )?([\w:-]+)[^`]*`: \w/gm);
	const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
	const names = new Set([...listed].map(([, name]) => name));
	expect([...names, "help"].toSorted()).toEqual(Object.keys(scripts).toSorted());
});

function inCode(markdown: string): string[] {
	return [...markdown.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

function filesWith(word: string, folder: string): string[] {
	const whole = new RegExp(`(?<![\\w-])${word.replaceAll(".", "\\.")}(?![\\w-])`);
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".ts"))
		.map((name) => `${folder}${name}`)
		.filter((path) => whole.test(readFileSync(path, "utf8")));
}
