import { beforeAll, describe, expect, it } from "vitest";
import type { ApiFunction } from "../../infra/routes.ts";
import { basicTenant, callCompleted } from "../support/events.ts";
import { type ApiRequest, createWorld, type World } from "../support/world.ts";
import { oddValues } from "./hostile-odd-values.ts";
import { expectForm } from "./hostile-problem.ts";

const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
const correction = { path: { callId: "k01" }, headers: { "if-match": "*" } };
const lists = ["campaignIds", "batchIds", "customerListIds", "callingGroupIds", "agentIds", "resultIds"];
const texts = ["name", "kana", "memo", "keyword"];

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
