import { expect } from "vitest";
import { problemSchema } from "../../contract/openapi/problems.ts";
import type { ApiFunction } from "../../infra/routes.ts";
import type { ProblemCode } from "../../shared/problem/model.ts";
import { problemTitles } from "../../shared/problem/texts.ts";
import type { ApiRequest, ApiResponse, World } from "../support/world.ts";

interface Refusal {
	status: number;
	code: string;
	/** Pointer and code of each field at fault, in any order. */
	errors?: [pointer: string, code: string][];
}

/** Calls a route in both languages and expects well-formed refusals, with nothing written. */
export async function expectProblem(world: World, name: ApiFunction, request: ApiRequest, refusal: Refusal) {
	const { status, code, errors } = refusal;
	const english = { ...request, headers: { ...request.headers, "accept-language": "en-US,en;q=0.9,ja;q=0.5" } };
	const [response, inEnglish] = await Promise.all([world.call(name, request), world.call(name, english)]);
	expect(response.body).toMatchObject({ status, code });
	expect(response.status).toBe(status);
	expectForm(response, "ja");
	expectForm(inEnglish, "en");
	const found = (response.body.errors ?? []).map((error: { pointer: string; code: string }) => [
		error.pointer,
		error.code,
	]);
	if (errors) expect(found.sort()).toEqual([...errors].sort());
	return response;
}

/** Expects a complete problem document in the given language. */
export function expectForm(response: ApiResponse, language: "ja" | "en"): void {
	const { status, headers, body, cost } = response;
	expect(status).toBeGreaterThanOrEqual(400);
	expect(status).toBeLessThan(500);
	expect(headers).toMatchObject({
		"content-type": "application/problem+json",
		"content-language": language,
		"cache-control": "no-store",
	});
	const { errors, ...rest } = problemSchema.parse(body);
	expect(rest).toEqual({
		type: `urn:rireki:problem:${body.code}`,
		code: body.code,
		title: problemTitles[body.code as ProblemCode]?.[language],
		status,
		instance: "urn:rireki:request:test-request",
	});
	for (const error of errors ?? []) {
		expect(error.pointer).toMatch(/^#(?:\/[^#\s]*)?$/);
		expect(error.detail).not.toMatch(/[{}]|undefined|NaN/);
		const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(error.detail);
		expect(japanese, error.detail).toBe(language === "ja");
	}
	expect(cost.wcu).toBe(0);
}
