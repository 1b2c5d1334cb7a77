import { beforeAll, describe, expect, it } from "vitest";
import type { ApiFunction } from "../../infra/routes.ts";
import { correction, createHostileWorld, many, period } from "../support/hostile.ts";
import type { World } from "../support/world.ts";
import { expectForm, expectProblem } from "./hostile-problem.ts";

let world: World;
beforeAll(async () => {
	world = await createHostileWorld();
});

describe("a field", () => {
	const names = ["unknown", "__proto__", "constructor", "toString", "hasOwnProperty", "a/b~c", "あ %#", "\ud800"];
	const escaped = [
		"unknown",
		"__proto__",
		"constructor",
		"toString",
		"hasOwnProperty",
		"a~1b~0c",
		"%E3%81%82%20%25%23",
		"%EF%BF%BD",
	];
	const places: [pointer: string, name: ApiFunction, (member: string) => string][] = [
		["", "search-call-histories", (member) => `{"period":${JSON.stringify(period)},${member}}`],
		[
			"/period",
			"search-call-histories",
			(member) => `{"period":{"from":"2026-11-01T00:00","to":"2026-11-02T00:00",${member}}}`,
		],
		["/page", "search-call-histories", (member) => `{"period":${JSON.stringify(period)},"page":{${member}}}`],
		[
			"/sort",
			"search-call-histories",
			(member) => `{"period":${JSON.stringify(period)},"sort":{"column":"memo","direction":"asc",${member}}}`,
		],
		["", "correct-call-history", (member) => `{"memo":"x",${member}}`],
		["/nextAction", "correct-call-history", (member) => `{"nextAction":{"type":"done",${member}}}`],
	];
	for (const [place, name, body] of places) {
		it(`that is unknown is refused in ${name} ${place || "/"}`, async () => {
			for (const [index, field] of names.entries()) {
				const rawBody = body(`${JSON.stringify(field)}:{"x":1}`);
				await expectProblem(
					world,
					name,
					{ ...correction, rawBody },
					{
						status: 400,
						code: "invalid-request",
						errors: [[`#${place}/${escaped[index]}`, "unknown-field"]],
					},
				);
			}
			expect(({} as { x?: number }).x).toBeUndefined();
		});
	}

	const missing: [what: string, ApiFunction, body: object, errors: [string, string][]][] = [
		["period", "search-call-histories", {}, [["#/period", "required"]]],
		[
			"both ends of the period",
			"search-call-histories",
			{ period: {} },
			[
				["#/period/from", "required"],
				["#/period/to", "required"],
			],
		],
		[
			"sort",
			"search-call-histories",
			{ period, sort: {} },
			[
				["#/sort/column", "required"],
				["#/sort/direction", "required"],
			],
		],
		["any field", "correct-call-history", {}, [["#", "nothing-to-correct"]]],
		["any field but the reason", "correct-call-history", { reason: "x" }, [["#", "nothing-to-correct"]]],
		["the next action's type", "correct-call-history", { nextAction: {} }, [["#/nextAction/type", "required"]]],
		[
			"the redial's time",
			"correct-call-history",
			{ nextAction: { type: "redial" } },
			[["#/nextAction/redialAt", "required"]],
		],
	];
	for (const [what, name, body, errors] of missing) {
		it(`that is missing is reported by ${name}: ${what}`, async () => {
			await expectProblem(world, name, { ...correction, body }, { status: 400, code: "invalid-request", errors });
		});
	}

	it("in error is reported, for the first fifty fields", async () => {
		const body = { period, ...Object.fromEntries(many(2000).map((name) => [name, 1])) };
		const response = await world.call("search-call-histories", { body });
		expectForm(response, "ja");
		expect(response.body.errors).toHaveLength(50);
	});
});
