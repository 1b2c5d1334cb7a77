import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemKinds } from "../../contract/openapi/problem-kinds.ts";
import { fieldTexts, problemTitles, typeNames } from "../../functions/adapters/problem-texts.ts";
import { editableReasons } from "../../shared/call-history/editable-model.ts";

const sources = globSync("{shared,functions}/**/*.ts")
	.filter((path) => !path.endsWith("problem-texts.ts"))
	.map((path) => [path, readFileSync(path, "utf8")] as const);

/** Errors whose code is not written where they are thrown; whoever adds another has to name its codes here. */
const computed: Record<string, { kind: string; codes: readonly string[] }> = {
	"editable.reason": { kind: "conflict", codes: editableReasons },
	"rates[rate].refusedAs": { kind: "too-many", codes: ["too-many-requests", "too-many-mails"] },
	code: { kind: "invalid", codes: ["cursor-invalid", "cursor-expired"] },
	"refusal.code": { kind: "over-limit", codes: ["search-limit-exceeded", "search-too-large"] },
};

/** What was thrown before, told again (functions/adapters/once.ts). */
const replayed = "new AppError(kind, code, message, detail)";

/** What tasks of the workflow throw, for the state machine to match: no caller of the API gets to see it. */
const ofTasks = new Map([
	["async-search-gone", ["shared/async-search/store.ts", "shared/export/plan-export.ts"]],
	["file-too-large", ["shared/export/assemble-file.ts"]],
]);
/** The functions that throw these. */
const throwingTasks = /\b(?:asyncSearches\s*\.(?:markProcessing|plan|markCompleted)|planExport|assembleFile)\(/;

/** Every file whose code a function of the API can run. */
function filesOfTheApi(): string[] {
	const reached = new Set(globSync("functions/api/*.ts"));
	for (const path of reached) {
		const imports = readFileSync(path, "utf8").matchAll(/^(?:import|export) (?!type )[^;]*? from "(\.[^"]+)";/gm);
		for (const [, specifier = ""] of imports) reached.add(join(dirname(path), specifier));
	}
	return [...reached];
}

/** Every code that an AppError of the source can have, with its kind. */
function thrownCodes(): Map<string, string> {
	const codes = new Map<string, string>();
	for (const [path, source] of sources) {
		for (const [, kind = "", argument = ""] of source.matchAll(/new AppError\(\s*"([\w-]+)",\s*([^,)]+)/g)) {
			const literal = /^"([\w-]+)"$/.exec(argument)?.[1];
			const named = computed[argument];
			if (!literal && named?.kind !== kind) throw new Error(`${path}: which codes are ${argument} (${kind})?`);
			for (const code of literal ? [literal] : (named?.codes ?? [])) {
				if (!ofTasks.get(code)?.includes(path)) codes.set(code, kind);
			}
		}
		const all = source.replace(replayed, "").match(/new AppError\(/g)?.length ?? 0;
		const understood = source.match(/new AppError\(\s*"/g)?.length ?? 0;
		if (all !== understood) throw new Error(`${path}: an AppError without a literal kind`);
	}
	return codes;
}

/** Every code of a field error that a function of the API can tell. */
function fieldCodes(): Set<string> {
	const patterns = [
		/\bcode: "([a-z-]+)"/g,
		/\bissue\("\w+", "([a-z-]+)"\)/g,
		/\binvalid\("[^"]+", "([a-z-]+)"\)/g,
		/\bparams: \{ code: "([a-z-]+)"/g,
		/\b(?:string|array): "(too-[a-z]+)"/g,
		/\?\? "([a-z-]+)", params/g,
		/\bcode: code \?\? "([a-z-]+)"/g,
		/"(cursor-[a-z]+)"/g,
	];
	// Those of events are told to logs and dead letters alone.
	const api = new Set(filesOfTheApi());
	const found = sources.flatMap(([path, source]) =>
		!api.has(path) ? [] : patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(([, code = ""]) => code)),
	);
	// What is to be known of a file is no error.
	return new Set(found.filter((code) => code !== "custom" && code !== "too-many-rows"));
}

describe("the texts of problem documents", () => {
	const thrown = thrownCodes();
	// The table's and the queue's faults are all told as one; what else is unavailable has a text of its own.
	const told = new Map([...thrown].filter(([code, kind]) => kind !== "unavailable" || code in problemTitles));
	told.set("temporarily-unavailable", "unavailable");

	it("exist for every code that is thrown, and for no other", () => {
		expect(Object.keys(problemTitles).sort()).toEqual([...told.keys(), "internal-error"].sort());
	});

	it("are not needed for what tasks throw: no route runs what throws it", () => {
		const api = filesOfTheApi();
		expect(api).toEqual(expect.arrayContaining(["shared/async-search/start-run.ts", "shared/platform/dynamodb.ts"]));
		expect(api.filter((path) => throwingTasks.test(readFileSync(path, "utf8")))).toEqual([]);
		const tasks = globSync("{functions/workflow,shared/*}/*.ts").filter((path) =>
			throwingTasks.test(readFileSync(path, "utf8")),
		);
		expect(tasks).toContain("functions/workflow/mark-processing.ts");
	});

	it("exist for every code of a field, and for no other", () => {
		expect(Object.keys(fieldTexts).sort()).toEqual([...fieldCodes()].sort());
	});

	it("are in both languages, and in Japanese where they say so", () => {
		for (const [code, { ja, en }] of Object.entries({ ...problemTitles, ...fieldTexts, ...typeNames })) {
			expect(ja, code).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
			expect(en, code).toMatch(/^[\x20-\x7e]+$/);
			expect([...ja.matchAll(/\{\w+\}/g)].map(String).sort(), code).toEqual(
				[...en.matchAll(/\{\w+\}/g)].map(String).sort(),
			);
		}
	});

	it("are polite sentences", () => {
		for (const [code, { ja }] of Object.entries({ ...problemTitles, ...fieldTexts })) {
			expect(ja, code).toMatch(/(?:。|: \{values\})$/);
		}
	});

	it("go into the OpenAPI document with the kind that is thrown", () => {
		expect(Object.entries(problemKinds).sort()).toEqual([...told].sort());
	});
});
