import { beforeAll, describe, expect, it } from "vitest";
import type { ApiFunction } from "../../infra/routes.ts";
import { basicTenant, callCompleted } from "../support/events.ts";
import { type ApiRequest, createWorld, type World } from "../support/world.ts";
import { expectForm, expectProblem } from "./hostile-problem.ts";

const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
const correction = { path: { callId: "k01" }, headers: { "if-match": "*" } };
const nextAction = { type: "redial", redialAt: "2026-11-25T10:00" };
const many = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);
const deep = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels));

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), callCompleted({ callId: "k01" }));
});

const search = (body: object): [ApiFunction, ApiRequest] => ["search-call-histories", { body: { period, ...body } }];
const correct = (body: object): [ApiFunction, ApiRequest] => ["correct-call-history", { ...correction, body }];

const isText = (value: unknown) => typeof value === "string";
const hasDigits = (value: unknown) => isText(value) && /\d/.test(value as string);
const isEmpty = (value: unknown) => JSON.stringify(value) === "[]";
const never = () => false;

const lists = ["campaignIds", "batchIds", "customerListIds", "callingGroupIds", "agentIds", "resultIds"];
const texts = ["name", "kana", "memo", "keyword"];

/** Every field there is: where it stands, and what of the odd values below it takes. */
const fields: [
	pointer: string,
	request: (value: unknown) => [ApiFunction, ApiRequest],
	takes: (v: unknown) => boolean,
][] = [
	["/period", (value) => search({ period: value }), never],
	["/period/from", (value) => search({ period: { ...period, from: value } }), never],
	["/period/to", (value) => search({ period: { ...period, to: value } }), never],
	...lists.map((name): (typeof fields)[number] => [`/${name}`, (value) => search({ [name]: value }), isEmpty]),
	...lists.map((name): (typeof fields)[number] => [`/${name}/1`, (value) => search({ [name]: ["a", value] }), isId]),
	...texts.map((name): (typeof fields)[number] => [`/${name}`, (value) => search({ [name]: value }), isText]),
	["/phone", (value) => search({ phone: value }), hasDigits],
	["/phoneEndsWith", (value) => search({ phoneEndsWith: value }), hasDigits],
	["/sort", (value) => search({ sort: value }), never],
	["/sort/column", (value) => search({ sort: { column: value, direction: "asc" } }), never],
	["/sort/direction", (value) => search({ sort: { column: "memo", direction: value } }), never],
	["/page", (value) => search({ page: value }), (value) => JSON.stringify(value) === "{}"],
	["/page/size", (value) => search({ page: { size: value } }), never],
	["/page/cursor", (value) => search({ page: { cursor: value } }), never],
	["/facets", (value) => search({ facets: value }), isEmpty],
	["/facets/1", (value) => search({ facets: ["hour", value] }), never],
	["/altPhone", (value) => correct({ altPhone: value }), (value) => value === null || value === "-1"],
	["/talkedWith", (value) => correct({ talkedWith: value }), (value) => value === null],
	["/resultId", (value) => correct({ resultId: value }), never],
	["/nextAction", (value) => correct({ nextAction: value }), never],
	["/nextAction/type", (value) => correct({ nextAction: { type: value } }), never],
	["/nextAction/redialAt", (value) => correct({ nextAction: { type: "redial", redialAt: value } }), never],
	["/memo", (value) => correct({ memo: value }), (value) => value === null || isText(value)],
	["/reason", (value) => correct({ talkedWith: "self", reason: value }), isText],
];

function isId(value: unknown): boolean {
	return isText(value) && /^[A-Za-z0-9._:@+~-]{1,64}$/.test(value as string);
}

const oddValues: unknown[] = [
	...[null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2],
	...["", " ", "-1", "NaN", "Infinity", "null", "undefined", "__proto__", "constructor", "[object Object]", "24:00"],
	...[
		"\ud800",
		"\u0000",
		"\u202e",
		"💥",
		"ﷺ",
		"か\u3099",
		"' OR 1=1 --",
		"${jndi:ldap://x}",
		"=1+1",
		"../../etc/passwd",
	],
	...[[], [[]], [null], {}, { length: 1 }, { $gt: "" }, { toString: "x" }, deep(500)],
];

describe("a value of another sort", () => {
	for (const [pointer, request, takes] of fields) {
		it(`is refused in ${pointer}, by its pointer`, async () => {
			for (const value of oddValues) {
				const [name, call] = request(value);
				const broken = isText(value) && !(value as string).isWellFormed();
				if (takes(value) && !broken) continue;
				const response = await world.call(name, call);
				expectForm(response, "ja");
				expect(response.status, JSON.stringify(value)).toBe(400);
				for (const error of response.body.errors) expect(`${error.pointer}/`).toContain(`#${pointer}/`.slice(0, -1));
			}
		});

		it(`that ${pointer} takes is no fault of the server's`, async () => {
			for (const value of oddValues.filter(takes)) {
				if (isText(value) && !(value as string).isWellFormed()) continue;
				const [name, call] = request(value);
				const response = await world.call(name, call);
				expect([200, 400], JSON.stringify(value)).toContain(response.status);
			}
		});
	}
});

describe("a limit", () => {
	const long = "あ";
	const wide = "𠮷";
	const refused: [what: string, [ApiFunction, ApiRequest], pointer: string, code: string, detail?: RegExp][] = [
		...lists.map((name): (typeof refused)[number] => [
			`201 ${name}`,
			search({ [name]: many(201) }),
			`#/${name}`,
			"too-many",
			/200件/,
		]),
		["an id of 65", search({ agentIds: ["a".repeat(65)] }), "#/agentIds/0", "wrong-format"],
		["an id with #", search({ agentIds: ["ok", "a#b"] }), "#/agentIds/1", "wrong-format"],
		["an id with a line end", search({ agentIds: ["a\n"] }), "#/agentIds/0", "wrong-format"],
		...texts.flatMap((name): typeof refused => [
			[`${name} of 201`, search({ [name]: long.repeat(201) }), `#/${name}`, "too-long", /200文字/],
			[`${name} of 201 in 4 bytes`, search({ [name]: wide.repeat(201) }), `#/${name}`, "too-long", /200文字/],
			[`${name} of 300,000`, search({ [name]: long.repeat(300_000) }), `#/${name}`, "too-long", /200文字/],
			[`${name} with half a character`, search({ [name]: "a\udc00b" }), `#/${name}`, "lone-surrogate"],
		]),
		["21 digits", search({ phone: "1".repeat(21) }), "#/phone", "wrong-format"],
		["a phone of 41", search({ phone: "1-".repeat(21) }), "#/phone", "too-long", /40文字/],
		["a phone without digits", search({ phoneEndsWith: "＊" }), "#/phoneEndsWith", "wrong-format"],
		["size 0", search({ page: { size: 0 } }), "#/page/size", "too-small", /1以上/],
		["size -1", search({ page: { size: -1 } }), "#/page/size", "too-small", /1以上/],
		["size 1001", search({ page: { size: 1001 } }), "#/page/size", "too-large", /1000以下/],
		["size 1e300", search({ page: { size: 1e300 } }), "#/page/size", "too-large", /1000以下/],
		["size 1.5", search({ page: { size: 1.5 } }), "#/page/size", "wrong-type", /整数/],
		['size "10"', search({ page: { size: "10" } }), "#/page/size", "wrong-type", /数値/],
		["a cursor of 4097", search({ page: { cursor: "a".repeat(4097) } }), "#/page/cursor", "too-long", /4096文字/],
		["five facets", search({ facets: Array(5).fill("hour") }), "#/facets", "too-many", /4件/],
		["a memo of 5001", correct({ memo: wide.repeat(5001) }), "#/memo", "too-long", /5000文字/],
		["a memo with half a character", correct({ memo: "\ud83d" }), "#/memo", "lone-surrogate"],
		["a reason of 501", correct({ memo: "x", reason: long.repeat(501) }), "#/reason", "too-long", /500文字/],
		["an altPhone of 21", correct({ altPhone: "0".repeat(21) }), "#/altPhone", "wrong-format"],
		["an altPhone of words", correct({ altPhone: "内線 12" }), "#/altPhone", "wrong-format"],
		["a foreign result", correct({ resultId: "c02-x" }), "#/resultId", "result-not-of-campaign"],
		[
			"a redial now",
			correct({ nextAction: { ...nextAction, redialAt: "2026-11-20T15:00" } }),
			"#/nextAction/redialAt",
			"redial-in-past",
		],
		[
			"a redial at the batch's end",
			correct({ nextAction: { ...nextAction, redialAt: "2026-11-30T24:00" } }),
			"#/nextAction/redialAt",
			"redial-outside-batch",
		],
		[
			"a redial far away",
			correct({ nextAction: { ...nextAction, redialAt: "9999-12-31T24:00-14:00" } }),
			"#/nextAction/redialAt",
			"redial-outside-batch",
		],
		[
			"a redial on no day",
			correct({ nextAction: { ...nextAction, redialAt: "2026-11-31T10:00" } }),
			"#/nextAction/redialAt",
			"not-a-time",
		],
	];
	for (const [what, [name, request], pointer, code, detail] of refused) {
		it(`is kept: ${what}`, async () => {
			const response = await expectProblem(world, name, request, {
				status: 400,
				code: "invalid-request",
				errors: [[pointer, code]],
			});
			if (detail) expect(response.body.errors[0].detail).toMatch(detail);
		});
	}

	const taken: [what: string, [ApiFunction, ApiRequest]][] = [
		...lists.map((name): [string, [ApiFunction, ApiRequest]] => [`200 ${name}`, search({ [name]: many(200) })]),
		["200 of each", search(Object.fromEntries(lists.map((name) => [name, many(200)])))],
		["an id of 64", search({ agentIds: ["a".repeat(64)] })],
		...texts.flatMap((name): typeof taken => [
			[`${name} of 200`, search({ [name]: long.repeat(200) })],
			[`${name} of 200 in 4 bytes`, search({ [name]: wide.repeat(200) })],
			[`${name} that folds to 3,600`, search({ [name]: "ﷺ".repeat(200) })],
			[`${name} of spaces`, search({ [name]: " 　 " })],
			[`100 words of ${name}`, search({ [name]: "a ".repeat(100) })],
		]),
		["one digit", search({ phone: "0", phoneEndsWith: "８" })],
		["20 digits", search({ phone: "1".repeat(20) })],
		["sizes", search({ page: { size: 1 } })],
		["sizes", search({ page: { size: 1000 } })],
		["each facet", search({ facets: ["hour", "hour", "agent", "result"] })],
		["a memo of 5000", correct({ memo: wide.repeat(5000) })],
	];
	for (const [what, [name, request]] of taken) {
		it(`is not undercut: ${what}`, async () => {
			const { status, body } = await world.call(name, request);
			expect(body.errors).toBeUndefined();
			expect(status).toBe(200);
		});
	}
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
		it(`that is not known is refused in ${name} ${place || "/"}`, async () => {
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
			"both ends",
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
		["anything", "correct-call-history", {}, [["#", "nothing-to-correct"]]],
		["anything but a reason", "correct-call-history", { reason: "x" }, [["#", "nothing-to-correct"]]],
		["the type", "correct-call-history", { nextAction: {} }, [["#/nextAction/type", "required"]]],
		["the time", "correct-call-history", { nextAction: { type: "redial" } }, [["#/nextAction/redialAt", "required"]]],
	];
	for (const [what, name, body, errors] of missing) {
		it(`that is missing is named: ${what} of ${name}`, async () => {
			await expectProblem(world, name, { ...correction, body }, { status: 400, code: "invalid-request", errors });
		});
	}

	it("at fault is named once, and no more than fifty of them", async () => {
		const body = { period, ...Object.fromEntries(many(2000).map((name) => [name, 1])) };
		const response = await world.call("search-call-histories", { body });
		expectForm(response, "ja");
		expect(response.body.errors).toHaveLength(50);
	});
});
