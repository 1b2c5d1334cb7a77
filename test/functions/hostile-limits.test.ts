import { beforeAll, describe, expect, it } from "vitest";
import type { ApiFunction } from "../../infra/routes.ts";
import { correcting, createHostileWorld, lists, many, searching, texts } from "../support/hostile.ts";
import type { ApiRequest, World } from "../support/world.ts";
import { expectProblem } from "./hostile-problem.ts";

const nextAction = { type: "redial", redialAt: "2026-11-25T10:00" };

let world: World;
beforeAll(async () => {
	world = await createHostileWorld();
});

describe("a limit", () => {
	const long = "あ";
	const wide = "𠮷";
	const refused: [what: string, [ApiFunction, ApiRequest], pointer: string, code: string, detail?: RegExp][] = [
		...lists.map((name): (typeof refused)[number] => [
			`201 ${name}`,
			searching({ [name]: many(201) }),
			`#/${name}`,
			"too-many",
			/200件/,
		]),
		["an id of 65 characters", searching({ agentIds: ["a".repeat(65)] }), "#/agentIds/0", "wrong-format"],
		["an id with #", searching({ agentIds: ["ok", "a#b"] }), "#/agentIds/1", "wrong-format"],
		["an id with a line end", searching({ agentIds: ["a\n"] }), "#/agentIds/0", "wrong-format"],
		...texts.flatMap((name): typeof refused => [
			[`a ${name} of 201 characters`, searching({ [name]: long.repeat(201) }), `#/${name}`, "too-long", /200文字/],
			[
				`a ${name} of 201 four-byte characters`,
				searching({ [name]: wide.repeat(201) }),
				`#/${name}`,
				"too-long",
				/200文字/,
			],
			[
				`a ${name} of 300,000 characters`,
				searching({ [name]: long.repeat(300_000) }),
				`#/${name}`,
				"too-long",
				/200文字/,
			],
			[`a ${name} with half a surrogate pair`, searching({ [name]: "a\udc00b" }), `#/${name}`, "lone-surrogate"],
		]),
		[
			"a keyword of eleven words",
			searching({ keyword: "ア b c d e f g h i j k" }),
			"#/keyword",
			"too-many-words",
			/10語/,
		],
		["21 digits", searching({ phone: "1".repeat(21) }), "#/phone", "not-a-number"],
		["a phone of 66 characters", searching({ phone: "1-".repeat(33) }), "#/phone", "too-long", /64文字/],
		["a phone without digits", searching({ phoneEndsWith: "＊" }), "#/phoneEndsWith", "not-a-number"],
		["size 0", searching({ page: { size: 0 } }), "#/page/size", "too-small", /1以上/],
		["size -1", searching({ page: { size: -1 } }), "#/page/size", "too-small", /1以上/],
		["size 1001", searching({ page: { size: 1001 } }), "#/page/size", "too-large", /1000以下/],
		["size 1e300", searching({ page: { size: 1e300 } }), "#/page/size", "too-large", /1000以下/],
		["size 1.5", searching({ page: { size: 1.5 } }), "#/page/size", "wrong-type", /整数/],
		['size "10"', searching({ page: { size: "10" } }), "#/page/size", "wrong-type", /数値/],
		[
			"a cursor of 4097 characters",
			searching({ page: { cursor: "a".repeat(4097) } }),
			"#/page/cursor",
			"too-long",
			/4096文字/,
		],
		["eleven facets", searching({ facets: Array(11).fill("hour") }), "#/facets", "too-many", /10件/],
		["a facet crossed with itself", searching({ facets: ["hour.hour"] }), "#/facets/0", "not-allowed"],
		["a memo of 5001 characters", correcting({ memo: wide.repeat(5001) }), "#/memo", "too-long", /5000文字/],
		["a memo with half a surrogate pair", correcting({ memo: "\ud83d" }), "#/memo", "lone-surrogate"],
		[
			"a reason of 501 characters",
			correcting({ memo: "x", reason: long.repeat(501) }),
			"#/reason",
			"too-long",
			/500文字/,
		],
		["an altPhone of 21 digits", correcting({ altPhone: "0".repeat(21) }), "#/altPhone", "not-a-number"],
		["an altPhone that is only an extension", correcting({ altPhone: "内線 12" }), "#/altPhone", "not-a-number"],
		["a result of another campaign", correcting({ resultId: "c02-x" }), "#/resultId", "result-not-of-campaign"],
		[
			"a redial now",
			correcting({ nextAction: { ...nextAction, redialAt: "2026-11-20T15:00" } }),
			"#/nextAction/redialAt",
			"redial-in-past",
		],
		[
			"a redial at the batch's end",
			correcting({ nextAction: { ...nextAction, redialAt: "2026-11-30T24:00" } }),
			"#/nextAction/redialAt",
			"redial-outside-batch",
		],
		[
			"a redial in the far future",
			correcting({ nextAction: { ...nextAction, redialAt: "9999-12-31T24:00-14:00" } }),
			"#/nextAction/redialAt",
			"redial-outside-batch",
		],
		[
			"a redial on a day that does not exist",
			correcting({ nextAction: { ...nextAction, redialAt: "2026-11-31T10:00" } }),
			"#/nextAction/redialAt",
			"not-a-time",
		],
	];
	for (const [what, [name, request], pointer, code, detail] of refused) {
		it(`is enforced: ${what}`, async () => {
			const response = await expectProblem(world, name, request, {
				status: 400,
				code: "invalid-request",
				errors: [[pointer, code]],
			});
			if (detail) expect(response.body.errors[0].detail).toMatch(detail);
		});
	}

	const taken: [what: string, [ApiFunction, ApiRequest]][] = [
		...lists.map((name): [string, [ApiFunction, ApiRequest]] => [`200 ${name}`, searching({ [name]: many(200) })]),
		["200 ids in every list", searching(Object.fromEntries(lists.map((name) => [name, many(200)])))],
		["an id of 64 characters", searching({ agentIds: ["a".repeat(64)] })],
		...texts.flatMap((name): typeof taken => [
			[`a ${name} of 200 characters`, searching({ [name]: long.repeat(200) })],
			[`a ${name} of 200 four-byte characters`, searching({ [name]: wide.repeat(200) })],
			[`a ${name} that folds to 3,600 characters`, searching({ [name]: "ﷺ".repeat(200) })],
			[`a ${name} of spaces`, searching({ [name]: " 　 " })],
			[`a ${name} of one word 100 times`, searching({ [name]: "a ".repeat(100) })],
		]),
		["a keyword of ten words, some in two spellings", searching({ keyword: "ア b c d e f g h i j ｱ あ B　Ｃ" })],
		["one digit", searching({ phone: "0", phoneEndsWith: "８" })],
		["20 digits", searching({ phone: "1".repeat(20) })],
		["size 1", searching({ page: { size: 1 } })],
		["size 1000", searching({ page: { size: 1000 } })],
		["ten facets", searching({ facets: ["hour", "hour", "agent", "result", ...Array(6).fill("agent.result")] })],
		["no rows", searching({ rows: false })],
		["a memo of 5000 characters", correcting({ memo: wide.repeat(5000) })],
	];
	for (const [what, [name, request]] of taken) {
		it(`permits: ${what}`, async () => {
			const { status, body } = await world.call(name, request);
			expect(body.errors).toBeUndefined();
			expect(status).toBe(200);
		});
	}
});
