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

it("the README says what each command is for", () => {
	const readme = readFileSync("README.md", "utf8");
	const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
	/** Parts of `npm run check`, which the README tells as a whole. */
	const parts = ["lint", "types", "unused", "synth", "format"];
	const unsaid = Object.keys(scripts).filter((name) => !new RegExp(`npm (run )?${name}(?![\\w:-])`).test(readme));
	expect(unsaid.toSorted()).toEqual(parts.toSorted());
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
