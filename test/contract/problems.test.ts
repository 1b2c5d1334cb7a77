import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toProblem } from "../../functions/adapters/problem.ts";
import { AppError } from "../../shared/platform/errors.ts";
import { type FieldCode, fieldCode } from "../../shared/problem/field-model.ts";
import { kindByCode } from "../../shared/problem/model.ts";
import { fieldTexts, problemTitles, typeNames } from "../../shared/problem/texts.ts";

const tables = ["shared/problem/", "shared/async-search/failure.ts"];
const source = globSync("{shared,functions}/**/*.ts")
	.filter((path) => !tables.some((table) => path.startsWith(table)))
	.map((path) => readFileSync(path, "utf8"))
	.join("\n");

describe("the table of errors", () => {
	it("has no unused code", () => {
		const codes = [...Object.keys(kindByCode), ...Object.keys(fieldTexts)];
		expect(codes.filter((code) => !source.includes(`"${code}"`))).toEqual([]);
	});

	it("supplies the codes of all schemas, which never write one themselves", () => {
		expect(source.match(/params: \{ code\b.*/g) ?? []).toEqual([]);
	});

	it("hides from callers the codes that are internal to tasks and services", () => {
		const told = (error: AppError) => toProblem(error, "en", "1");
		expect(told(new AppError("table-throttled", ""))).toMatchObject({ code: "temporarily-unavailable", status: 503 });
		expect(told(new AppError("async-search-gone", ""))).toMatchObject({ code: "internal-error", status: 500 });
	});

	it("replaces a code of another release, from a stored refusal, with a generic one", () => {
		// @ts-expect-error A misspelt code does not compile.
		const ofOtherRelease = new AppError("not-fuond", "");
		expect(toProblem(ofOtherRelease, "en", "1")).toMatchObject({ code: "internal-error", status: 500 });
		// @ts-expect-error A misspelt field code does not compile.
		const code: FieldCode = "to-long";
		const errors = [{ pointer: "/memo", code }];
		const detail = fieldTexts.invalid.en;
		expect(toProblem(new AppError("invalid-request", "", { errors }), "en", "1")).toMatchObject({
			code: "invalid-request",
			errors: [{ pointer: "#/memo", code: "invalid", detail }],
		});
		// @ts-expect-error Neither in a schema.
		expect(fieldCode("to-long")).toEqual({ params: { code } });
	});
});

describe("the texts of problem documents", () => {
	it("are in Japanese and English, with the same placeholders", () => {
		for (const [code, { ja, en }] of Object.entries({ ...problemTitles, ...fieldTexts, ...typeNames })) {
			expect(ja, code).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
			expect(en, code).toMatch(/^[\x20-\x7e]+$/);
			expect([...ja.matchAll(/\{\w+\}/g)].map(String).sort(), code).toEqual(
				[...en.matchAll(/\{\w+\}/g)].map(String).sort(),
			);
		}
	});

	it("are complete sentences in Japanese", () => {
		for (const [code, { ja }] of Object.entries({ ...problemTitles, ...fieldTexts })) {
			expect(ja, code).toMatch(/(?:。|: \{values\})$/);
		}
	});
});
