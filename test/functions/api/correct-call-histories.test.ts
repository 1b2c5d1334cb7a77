import { beforeAll, describe, expect, test } from "vitest";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { scanTable } from "../../support/table.ts";
import { type ApiRequest, createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
let count = 0;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

const correct = (items: unknown, more: object = {}, request: ApiRequest = {}) =>
	world.call("correct-call-histories", { ...request, body: { items, ...more } });
const item = (callId: string, more: object = {}) => ({ callId, version: 0, memo: "後", ...more });
async function records(number: number, data: object = {}): Promise<string[]> {
	const callIds = Array.from({ length: number }, () => `m-${++count}`);
	await world.takeIn(...callIds.map((callId) => callCompleted({ callId, ...data })));
	return callIds;
}

describe("a request that is refused as a whole", () => {
	const many = (number: number) => Array.from({ length: number }, (_, index) => item(`n-${index}`));
	const refused: [what: string, items: unknown, errors: [pointer: string, code: string][]][] = [
		["no items", undefined, [["#/items", "required"]]],
		["an item instead of a list", item("a"), [["#/items", "wrong-type"]]],
		["an empty list", [], [["#/items", "too-few"]]],
		["101 items", many(101), [["#/items", "too-many"]]],
		["a record twice", [item("a"), item("b"), item("a", { memo: "別" })], [["#/items/2/callId", "call-twice"]]],
		[
			"a record three times",
			[item("a"), item("a"), item("a")],
			[
				["#/items/1/callId", "call-twice"],
				["#/items/2/callId", "call-twice"],
			],
		],
		["no version", [item("a"), { callId: "b", memo: "後" }], [["#/items/1/version", "required"]]],
		["a version as a string", [item("a", { version: "0" })], [["#/items/0/version", "wrong-type"]]],
		["a negative version", [item("a", { version: -1 })], [["#/items/0/version", "too-small"]]],
		["a strange id", [item("a#c")], [["#/items/0/callId", "wrong-format"]]],
		["nothing to correct", [item("a"), { callId: "b", version: 0 }], [["#/items/1", "nothing-to-correct"]]],
		["a reason for one item", [item("a", { reason: "x" })], [["#/items/0/reason", "unknown-field"]]],
		["a memo that is too long", [item("a"), item("b", { memo: "あ".repeat(5001) })], [["#/items/1/memo", "too-long"]]],
		[
			"a redial without a time",
			[item("a", { nextAction: { type: "redial" } })],
			[["#/items/0/nextAction/redialAt", "required"]],
		],
	];
	test.each(refused)("%s", async (_, items, errors) => {
		const { status, body } = await correct(items);
		expect([status, body.code]).toEqual([400, "invalid-request"]);
		expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual(errors);
		for (const { detail } of body.errors) expect(detail).toMatch(/[ぁ-ん]/);
	});

	test("more than 1 MB", async () => {
		const items = many(100).map((one) => ({ ...one, memo: "あ".repeat(4000) }));
		const { status, body } = await correct(items);
		expect([status, body.code]).toEqual([413, "body-too-large"]);
	});

	test.each([
		["free", "admin", "outbound-option-required"],
		["acme", "nobody", "account-unknown"],
	])("of %s/%s: %s", async (tenant, account, code) => {
		for (const dryRun of [false, true]) {
			const body = { items: [item("a")], dryRun };
			const refusal = await world.call("correct-call-histories", { tenant, account, body });
			expect([refusal.status, refusal.body.code]).toEqual([403, code]);
		}
	});
});

test("answers in the order of the items, with each record's new version or problem", async () => {
	const [first = "", second = "", third = ""] = await records(3);
	await correct([item(second)]);
	const items = [item(third), item("no-such-call"), item(second, { memo: "別" }), item(first)];
	const { status, body } = await correct(items, { reason: "まとめて訂正" });
	const problem = (code: string, httpStatus: number) => ({
		type: `urn:rireki:problem:${code}`,
		code,
		status: httpStatus,
		title: expect.any(String),
		instance: "urn:rireki:request:test-request",
	});
	expect(status).toBe(200);
	expect(body).toEqual({
		items: [
			{ callId: third, outcome: "corrected", version: 1 },
			{ callId: "no-such-call", outcome: "refused", problem: problem("call-history-not-found", 404) },
			{ callId: second, outcome: "refused", problem: problem("stale", 412) },
			{ callId: first, outcome: "corrected", version: 1 },
		],
	});
	for (const callId of [first, third]) {
		const { items: corrections } = (await world.call("list-corrections", { path: { callId } })).body;
		expect(corrections).toMatchObject([
			{ correctedBy: "admin", reason: "まとめて訂正", changes: [{ field: "memo", after: "後" }] },
		]);
	}
});

test("reports wrong fields by their place in the request, in the reader's language, also when repeated", async () => {
	const [good = "", bad = ""] = await records(2);
	const body = { items: [item(good), { callId: bad, version: 0, resultId: "c02-contract" }] };
	const told = [];
	for (const language of ["ja", "en"]) {
		const headers = { "idempotency-key": "fields", "accept-language": language };
		const { items } = (await world.call("correct-call-histories", { headers, body })).body;
		expect(items[0]).toEqual({ callId: good, outcome: "corrected", version: 1 });
		expect(items[1].problem.errors).toMatchObject([{ pointer: "#/items/1/resultId", code: "result-not-of-campaign" }]);
		told.push(items[1].problem.errors[0].detail);
	}
	expect(told).toEqual([
		"キャンペーンに登録されている対話結果を指定してください。",
		"must be one of the campaign's results",
	]);
});

describe("a preview", () => {
	test("writes nothing and reports what can be corrected", async () => {
		const [good = "", bad = ""] = await records(2);
		const before = await scanTable(world);
		const items = [item(good), item(bad, { version: 3 }), item("no-such-call")];
		const headers = { "idempotency-key": "preview" };
		const { status, body, cost } = await world.call("correct-call-histories", {
			headers,
			body: { items, dryRun: true },
		});
		expect([status, cost.wcu]).toEqual([200, 0]);
		expect(body.items).toMatchObject([
			{ callId: good, outcome: "correctable", version: 0, updatedAt: "2026-11-20T10:03:40+09:00" },
			{ callId: bad, outcome: "refused", problem: { code: "stale" } },
			{ callId: "no-such-call", outcome: "refused", problem: { code: "call-history-not-found" } },
		]);
		expect(await scanTable(world)).toEqual(before);
		// The key can still be used for the correction itself.
		const saved = await world.call("correct-call-histories", { headers, body: { items } });
		expect(saved.body.items[0]).toEqual({ callId: good, outcome: "corrected", version: 1 });
	});

	test("needs no version, and returns the one to save with and the time of the last update", async () => {
		const [callId = ""] = await records(1);
		await correct([item(callId)]);
		const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
		const listed = (await world.call("search-call-histories", { body: { period, page: { size: 1000 } } })).body.rows;
		const row = listed.find((one: { callId: string }) => one.callId === callId);
		const asked = { callId, memo: "別" };
		const [preview] = (await correct([asked], { dryRun: true })).body.items;
		expect(preview).toEqual({ callId, outcome: "correctable", version: 1, updatedAt: row.updatedAt });
		const saved = await correct([{ ...asked, version: preview.version }]);
		expect(saved.body.items).toEqual([{ callId, outcome: "corrected", version: 2 }]);
	});

	test("is made again even with the same key, and saving what was correctable may be refused", async () => {
		const [callId = ""] = await records(1, { customerId: "cu-preview" });
		const headers = { "idempotency-key": "moment" };
		const preview = () =>
			world.call("correct-call-histories", { headers, body: { items: [item(callId)], dryRun: true } });
		expect((await preview()).body.items).toMatchObject([{ outcome: "correctable" }]);
		await records(1, { customerId: "cu-preview", calledAt: "2026-11-20T11:00:00+09:00" });
		expect((await preview()).body.items).toMatchObject([{ problem: { code: "not-latest" } }]);
		expect((await correct([item(callId)])).body.items).toMatchObject([{ problem: { code: "not-latest" } }]);
	});
});

test("reveals nothing about hidden records, neither in its text nor in its costs", async () => {
	const hidden = { campaignId: "c02", batchId: "b02" };
	const [small = ""] = await records(1, hidden);
	const [large = ""] = await records(1, { ...hidden, memo: "あ".repeat(5000), remarks: "い".repeat(2000) });
	await world.takeIn(...basicTenant("globex"), callCompleted({ callId: "theirs" }, { tenant: "globex" }));
	const [own = ""] = await records(1);
	for (const dryRun of [true, false]) {
		const told = async (callId: string) => {
			const items = [item(own, { version: 7 }), item(callId)];
			const { body, headers } = await correct(items, { dryRun }, { account: "sv01" });
			return JSON.stringify([body, headers]).replaceAll(callId, "ID");
		};
		const answers = new Set([await told("nothing"), await told(small), await told(large), await told("theirs")]);
		expect([...answers]).toHaveLength(1);
		expect([...answers][0]).toContain("rcu=0 wcu=0 calls=0 trips=0");
	}
});
