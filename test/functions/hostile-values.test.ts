import { beforeAll, describe, expect, it } from "vitest";
import type { ApiFunction } from "../../infra/routes.ts";
import { correcting, createHostileWorld, lists, period, searching, texts } from "../support/hostile.ts";
import type { ApiRequest, World } from "../support/world.ts";
import { oddValues } from "./hostile-odd-values.ts";
import { expectForm } from "./hostile-problem.ts";

let world: World;
beforeAll(async () => {
	world = await createHostileWorld();
});

const isText = (value: unknown) => typeof value === "string";
const hasDigits = (value: unknown) => isText(value) && /\d/.test(value as string);
const isBroken = (value: unknown) => isText(value) && !(value as string).isWellFormed();
const isEmpty = (value: unknown) => JSON.stringify(value) === "[]";
const never = () => false;

/** Every field: its pointer, a request that sets it, and the odd values that it accepts. */
const fields: [
	pointer: string,
	request: (value: unknown) => [ApiFunction, ApiRequest],
	takes: (v: unknown) => boolean,
][] = [
	["/period", (value) => searching({ period: value }), never],
	["/period/from", (value) => searching({ period: { ...period, from: value } }), never],
	["/period/to", (value) => searching({ period: { ...period, to: value } }), never],
	...lists.map((name): (typeof fields)[number] => [`/${name}`, (value) => searching({ [name]: value }), isEmpty]),
	...lists.map((name): (typeof fields)[number] => [`/${name}/1`, (value) => searching({ [name]: ["a", value] }), isId]),
	...texts.map((name): (typeof fields)[number] => [`/${name}`, (value) => searching({ [name]: value }), isText]),
	["/phone", (value) => searching({ phone: value }), hasDigits],
	["/phoneEndsWith", (value) => searching({ phoneEndsWith: value }), hasDigits],
	["/sort", (value) => searching({ sort: value }), never],
	["/sort/column", (value) => searching({ sort: { column: value, direction: "asc" } }), never],
	["/sort/direction", (value) => searching({ sort: { column: "memo", direction: value } }), never],
	["/page", (value) => searching({ page: value }), (value) => JSON.stringify(value) === "{}"],
	["/page/size", (value) => searching({ page: { size: value } }), never],
	["/page/cursor", (value) => searching({ page: { cursor: value } }), never],
	["/facets", (value) => searching({ facets: value }), isEmpty],
	["/facets/1", (value) => searching({ facets: ["hour", value] }), never],
	["/altPhone", (value) => correcting({ altPhone: value }), (value) => value === null || value === "-1"],
	["/talkedWith", (value) => correcting({ talkedWith: value }), (value) => value === null],
	["/resultId", (value) => correcting({ resultId: value }), never],
	["/nextAction", (value) => correcting({ nextAction: value }), never],
	["/nextAction/type", (value) => correcting({ nextAction: { type: value } }), never],
	["/nextAction/redialAt", (value) => correcting({ nextAction: { type: "redial", redialAt: value } }), never],
	["/memo", (value) => correcting({ memo: value }), (value) => value === null || isText(value)],
	["/reason", (value) => correcting({ talkedWith: "self", reason: value }), isText],
];

function isId(value: unknown): boolean {
	return isText(value) && /^[A-Za-z0-9._:@+~-]{1,64}$/.test(value as string);
}

describe("an odd value", () => {
	for (const [pointer, request, takes] of fields) {
		it(`is refused in ${pointer}, with its pointer`, async () => {
			for (const value of oddValues) {
				const [name, call] = request(value);
				if (takes(value) && !isBroken(value)) continue;
				const response = await world.call(name, call);
				expectForm(response, "ja");
				expect(response.status, JSON.stringify(value)).toBe(400);
				expect(response.body.errors).not.toEqual([]);
				for (const error of response.body.errors)
					expect(`${error.pointer}/`.startsWith(`#${pointer}/`), error.pointer).toBe(true);
			}
		});

		const taken = oddValues.filter((value) => takes(value) && !isBroken(value));
		it.skipIf(taken.length === 0)(`that ${pointer} accepts causes no server error`, async () => {
			for (const value of taken) {
				const [name, call] = request(value);
				const response = await world.call(name, call);
				expect([200, 400], JSON.stringify(value)).toContain(response.status);
			}
		});
	}
});
