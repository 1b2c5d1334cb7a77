import { beforeAll, describe, expect, it } from "vitest";
import { columns } from "../../shared/column/model.ts";
import { basicTenant } from "../support/events.ts";
import { lists, period, texts } from "../support/hostile.ts";
import { createWorld, type World } from "../support/world.ts";
import { oddValues } from "./hostile-odd-values.ts";
import { expectForm, expectProblem } from "./hostile-problem.ts";

const conditions = { period };
const name = "create-async-search";
const long = "あ";
const wide = "𠮷";
const many = (count: number, length = 1) =>
	Array.from({ length: count }, (_, index) => String(index).padStart(length, "i"));
const such = (more: object) => ({ conditions: { ...conditions, ...more } });

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), ...basicTenant("other"));
});

/** Posts a body that is accepted, then deletes the search, so that the account's places do not run out. */
async function accept(body: object) {
	const answer = await world.call(name, { body });
	expect(answer.status, JSON.stringify(answer.body)).toBe(202);
	const path = { asyncSearchId: answer.body.asyncSearchId };
	expect((await world.call("get-async-search", { path })).body).toEqual(answer.body);
	expect((await world.call("delete-async-search", { path })).status).toBe(204);
	return answer.body;
}

describe("the body of an asynchronous search", () => {
	const twice = ["memo", "name", "memo"];
	const refused: [what: string, body: object, ...errors: [pointer: string, code: string][]][] = [
		["an empty object", {}, ["#/conditions", "required"]],
		["no period", { conditions: {} }, ["#/conditions/period", "required"]],
		["half a period", { conditions: { period: { from: period.from } } }, ["#/conditions/period/to", "required"]],
		[
			"an empty period",
			such({ period: { from: "2026-11-10T00:00", to: "2026-11-10T00:00" } }),
			["#/conditions/period/to", "period-empty"],
		],
		[
			"a period of eleven years",
			such({ period: { from: "2015-11-30T00:00", to: "2026-11-30T00:00" } }),
			["#/conditions/period/from", "period-too-long"],
		],
		["a note of 501 characters", { conditions, note: long.repeat(501) }, ["#/note", "too-long"]],
		["a note of 501 four-byte characters", { conditions, note: wide.repeat(501) }, ["#/note", "too-long"]],
		["a note of 300,000 characters", { conditions, note: long.repeat(300_000) }, ["#/note", "too-long"]],
		["a note with half a surrogate pair", { conditions, note: "月例\ud83d" }, ["#/note", "lone-surrogate"]],
		...lists.map((list): (typeof refused)[number] => [
			`201 ${list}`,
			such({ [list]: many(201) }),
			[`#/conditions/${list}`, "too-many"],
		]),
		["an id of 65 characters", such({ agentIds: ["ok", "a".repeat(65)] }), ["#/conditions/agentIds/1", "wrong-format"]],
		...texts.map((text): (typeof refused)[number] => [
			`a ${text} of 201 characters`,
			such({ [text]: wide.repeat(201) }),
			[`#/conditions/${text}`, "too-long"],
		]),
		["no column", { conditions, columns: [] }, ["#/columns", "too-few"]],
		["a column twice", { conditions, columns: twice }, ["#/columns", "column-twice"]],
		["an unknown column", { conditions, columns: ["memo", "remarks"] }, ["#/columns/1", "not-allowed"]],
		["a column by its label", { conditions, columns: ["メモ"] }, ["#/columns/0", "not-allowed"]],
		["all columns and one of them again", { conditions, columns: [...columns, "memo"] }, ["#/columns", "too-many"]],
		...["UTF-8", "utf8", "utf-16", "cp932", "sjis", ""].map((encoding): (typeof refused)[number] => [
			`the encoding '${encoding}'`,
			{ conditions, encoding },
			["#/encoding", "not-allowed"],
		]),
		...["Excel", "csv", "rfc4180", ""].map((format): (typeof refused)[number] => [
			`the format '${format}'`,
			{ conditions, format },
			["#/format", "not-allowed"],
		]),
		["a page", { conditions, page: { size: 10 } }, ["#/page", "unknown-field"]],
		["facets", { conditions, facets: ["hour"] }, ["#/facets", "unknown-field"]],
		[
			"its conditions at the top level, as in a search",
			{ period },
			["#/conditions", "required"],
			["#/period", "unknown-field"],
		],
		["a sort among the conditions", such({ sort: {} }), ["#/conditions/sort", "unknown-field"]],
	];
	it.each(refused)("is refused with %s", async (_, body, ...errors) => {
		await expectProblem(world, name, { body }, { status: 400, code: "invalid-request", errors });
	});

	it("cannot set the owner, the state or the file of a search", async () => {
		const own = { tenantId: "other", accountId: "sv01", asyncSearchId: "x", run: 7, state: "completed", place: 3 };
		const file = { snapshotAt: 0, expiresAt: 9e15, scope: {}, sha256: "", rowCount: 1, open: "x", constructor: 1 };
		const members = Object.entries({ ...own, ...file });
		for (const [member, value] of members) {
			const errors: [string, string][] = [[`#/${member}`, "unknown-field"]];
			const body = { conditions, [member]: value };
			await expectProblem(world, name, { body }, { status: 400, code: "invalid-request", errors });
		}
	});

	it("is refused with a prototype as a member", async () => {
		const rawBody = `{"__proto__":{"note":"x"},"conditions":${JSON.stringify(conditions)}}`;
		const errors: [string, string][] = [["#/__proto__", "unknown-field"]];
		await expectProblem(world, name, { rawBody }, { status: 400, code: "invalid-request", errors });
	});

	const isText = (value: unknown) => typeof value === "string" && value.isWellFormed();
	const fields: [pointer: string, body: (value: unknown) => object, takes: (value: unknown) => boolean][] = [
		["/conditions", (value) => ({ conditions: value }), () => false],
		["/conditions/period", (value) => such({ period: value }), () => false],
		["/conditions/memo", (value) => such({ memo: value }), isText],
		["/sort", (value) => ({ conditions, sort: value }), () => false],
		["/sort/column", (value) => ({ conditions, sort: { column: value, direction: "asc" } }), () => false],
		["/note", (value) => ({ conditions, note: value }), (value) => value === null || isText(value)],
		["/encoding", (value) => ({ conditions, encoding: value }), () => false],
		["/format", (value) => ({ conditions, format: value }), () => false],
		["/columns", (value) => ({ conditions, columns: value }), () => false],
		["/columns/1", (value) => ({ conditions, columns: ["memo", value] }), () => false],
	];
	it.each(fields)("accepts valid values in %s, and points to it for others", async (pointer, body, takes) => {
		for (const value of oddValues) {
			if (takes(value)) {
				await accept(body(value));
				continue;
			}
			const response = await world.call(name, { body: body(value) });
			expectForm(response, "ja");
			expect(response.status, JSON.stringify(value)).toBe(400);
			for (const error of response.body.errors) expect(`${error.pointer}/`).toContain(`#${pointer}/`);
		}
	});

	it.each([
		["a note of 500 four-byte characters", { conditions, note: wide.repeat(500) }],
		["one column", { conditions, columns: ["memo"] }],
		["all columns in reverse", { conditions, columns: columns.toReversed() }],
		...columns.map((column) => [`a sort by ${column}`, { conditions, sort: { column, direction: "asc" } }]),
	] as [string, object][])("may have %s", async (_, body) => {
		expect(await accept(body)).toMatchObject(JSON.parse(JSON.stringify({ ...body, conditions: {} })));
	});

	it("may be as large as the limits allow in all ten searches of an account", async () => {
		const ids = Object.fromEntries(lists.map((list) => [list, many(200, 64)]));
		const words = Object.fromEntries(texts.map((text) => [text, wide.repeat(200)]));
		const body = { ...such({ ...ids, ...words }), note: wide.repeat(500) };
		for (let kept = 0; kept < 10; kept++) expect((await world.call(name, { tenant: "other", body })).status).toBe(202);
		const { status, body: list } = await world.call("list-async-searches", { tenant: "other" });
		expect(status).toBe(200);
		expect(list.items).toHaveLength(10);
		for (const { conditions: kept } of list.items) expect(kept).toMatchObject({ ...ids, ...words });
	});

	it("leaves no search behind when it is refused", async () => {
		expect((await world.call("list-async-searches")).body.items).toEqual([]);
	});
});
