import { beforeAll, describe, expect, test } from "vitest";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, batchSaved, callCompleted } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
let count = 0;
beforeAll(async () => {
	world = await createWorld({ now: "2026-11-20T15:00:30+09:00" });
	await world.takeIn(...basicTenant(), batchSaved({ batchId: "b03", startsOn: "2026-11-25" }));
});

/** A record with a value in every correctable field, unless `data` has another one. */
async function record(data: object = {}): Promise<string> {
	const callId = `f-${++count}`;
	await world.takeIn(
		callCompleted({ callId, altPhone: "0312345678", nextAction: { type: "done" }, memo: "前", ...data }),
	);
	return callId;
}
const patch = (callId: string, body: unknown) =>
	world.call("correct-call-history", { path: { callId }, headers: { "if-match": '"0"' }, body });
const corrections = async (callId: string) => (await world.call("list-corrections", { path: { callId } })).body.items;
const redial = (redialAt: string) => ({ type: "redial", redialAt });
const ofC02 = { campaignId: "c02", batchId: "b02" };
const pairs = "𠮷".repeat(5000);

describe("changes", () => {
	test.each([
		["altPhone", {}, "０９０ー１１１１ー２２２２", "0312345678", "09011112222"],
		["altPhone", {}, "+81 (0)3-9999-8888", "0312345678", "0399998888"],
		["altPhone", { altPhone: null }, "+1 212-555-0100", null, "+12125550100"],
		["altPhone", {}, null, "0312345678", null],
		["talkedWith", {}, "other", "self", "other"],
		["talkedWith", { talkedWith: null }, "self", null, "self"],
		["talkedWith", {}, null, "self", null],
		["resultId", {}, "c01-contract", "c01-refused", "c01-contract"],
		["resultId", { resultId: "timeout" }, "c01-absent", "timeout", "c01-absent"],
		["resultId", { resultId: null }, "c01-absent", null, "c01-absent"],
		["nextAction", {}, { type: "continue" }, { type: "done" }, { type: "continue" }],
		["nextAction", {}, redial("2026-11-20T15:01"), { type: "done" }, redial("2026-11-20T15:01:00+09:00")],
		["nextAction", {}, redial("2026-11-20T06:00:30.001Z"), { type: "done" }, redial("2026-11-20T15:00:30.001+09:00")],
		["nextAction", {}, redial("2026-11-30T23:59"), { type: "done" }, redial("2026-11-30T23:59:00+09:00")],
		["nextAction", {}, redial("2026-11-29T24:00"), { type: "done" }, redial("2026-11-30T00:00:00+09:00")],
		[
			"nextAction",
			{ nextAction: redial("2026-11-25T10:00:00+09:00") },
			redial("２０２６－１１－２６Ｔ１０：００"),
			redial("2026-11-25T10:00:00+09:00"),
			redial("2026-11-26T10:00:00+09:00"),
		],
		[
			"nextAction",
			{ nextAction: redial("2026-11-25T10:00:00+09:00") },
			{ type: "done" },
			redial("2026-11-25T10:00:00+09:00"),
			{ type: "done" },
		],
		["memo", {}, "後", "前", "後"],
		["memo", {}, pairs, "前", pairs],
		["memo", { memo: pairs }, "a".repeat(5000), pairs, "a".repeat(5000)],
		["memo", {}, "一\n二\t😀 ", "前", "一\n二\t😀 "],
		["memo", {}, null, "前", null],
		["memo", {}, "", "前", null],
	])("%s of %j to the requested value", async (field, data, value, before, after) => {
		const callId = await record(data);
		const { status, body, headers } = await patch(callId, { [field]: value });
		expect([status, headers.etag, body.version, body[field]]).toEqual([200, '"1"', 1, after]);
		expect((await world.call("get-call-history", { path: { callId } })).body).toEqual(body);
		expect((await corrections(callId))[0].changes).toEqual([{ field, before, after }]);
	});

	test("several fields at once, and leaves the others and frozen fields alone", async () => {
		const callId = await record();
		const { body: before } = await world.call("get-call-history", { path: { callId } });
		const change = { altPhone: "0120000000", talkedWith: "other", resultId: "c01-absent", memo: "後" };
		const { body } = await patch(callId, { ...change, nextAction: redial("2026-11-25T10:00") });
		const nextAction = redial("2026-11-25T10:00:00+09:00");
		const updated = { updatedAt: "2026-11-20T15:00:30+09:00", updatedBy: "admin", updatedByName: "管理 者" };
		expect(body).toEqual({ ...before, ...change, nextAction, resultLabel: "不在", version: 1, ...updated });
		expect((await corrections(callId))[0].changes).toHaveLength(5);
	});

	test.each([
		["the same values", {}, { altPhone: "03-1234-5678", talkedWith: "self", memo: "前", nextAction: { type: "done" } }],
		["the same result", {}, { resultId: "c01-refused" }],
		["the system's result", { resultId: "timeout" }, { resultId: "timeout" }],
		["the system's result, 設定しない", { ...ofC02, resultId: "timeout" }, { resultId: "timeout" }],
		[
			"empty fields to empty",
			{ altPhone: null, memo: null, talkedWith: null },
			{ altPhone: null, memo: "", talkedWith: null },
		],
		[
			"a redial that has passed",
			{ nextAction: redial("2026-11-20T12:00:00+09:00") },
			{ nextAction: redial("2026-11-20T12:00") },
		],
	])("nothing if the request keeps all values: %s", async (_, data, body) => {
		const callId = await record(data);
		const { body: before } = await world.call("get-call-history", { path: { callId } });
		const answer = await patch(callId, { ...body, reason: "念のため" });
		expect([answer.status, answer.headers.etag, answer.cost.wcu]).toEqual([200, '"0"', 0]);
		expect(answer.body).toEqual(before);
		expect(await corrections(callId)).toEqual([]);
	});
});

test.each([
	["a result of another campaign", {}, { resultId: "c02-contract" }, "/resultId", "result-not-of-campaign"],
	["a system result", {}, { resultId: "timeout" }, "/resultId", "result-not-of-campaign"],
	["a result in another case", {}, { resultId: "C01-contract" }, "/resultId", "result-not-of-campaign"],
	["a result with 設定しない", ofC02, { resultId: "c01-contract" }, "/resultId", "result-entry-off"],
	["an empty result", {}, { resultId: null }, "/resultId", "wrong-type"],
	["an empty next action", {}, { nextAction: null }, "/nextAction", "wrong-type"],
	["a redial in the past", {}, { nextAction: redial("2026-11-20T15:00") }, "/nextAction/redialAt", "redial-in-past"],
	["a redial right now", {}, { nextAction: redial("2026-11-20T15:00:30") }, "/nextAction/redialAt", "redial-in-past"],
	[
		"a redial at the batch's end",
		{},
		{ nextAction: redial("2026-11-30T24:00") },
		"/nextAction/redialAt",
		"redial-outside-batch",
	],
	[
		"a redial after the batch",
		{},
		{ nextAction: redial("2026-12-01T10:00") },
		"/nextAction/redialAt",
		"redial-outside-batch",
	],
	[
		"a redial before the batch",
		{ batchId: "b03" },
		{ nextAction: redial("2026-11-24T23:59:59.999") },
		"/nextAction/redialAt",
		"redial-outside-batch",
	],
	[
		"a redial on a day that does not exist",
		{},
		{ nextAction: redial("2026-11-31T10:00") },
		"/nextAction/redialAt",
		"not-a-time",
	],
	["a redial without a time", {}, { nextAction: { type: "redial" } }, "/nextAction/redialAt", "required"],
	[
		"a time without a redial",
		{},
		{ nextAction: { type: "done", redialAt: "2026-11-25T10:00" } },
		"/nextAction/redialAt",
		"unknown-field",
	],
	["5,001 characters", {}, { memo: "あ".repeat(5001) }, "/memo", "too-long"],
	["5,001 surrogate pairs", {}, { memo: `${pairs}𠮷` }, "/memo", "too-long"],
	["20,000 characters", {}, { memo: "a".repeat(20_000) }, "/memo", "too-long"],
	["a lone surrogate", {}, { memo: "a\ud842" }, "/memo", "lone-surrogate"],
	["a memo that is not text", {}, { memo: 1 }, "/memo", "wrong-type"],
	["a telephone number without digits", {}, { altPhone: "電話" }, "/altPhone", "not-a-number"],
	["21 digits", {}, { altPhone: "1".repeat(21) }, "/altPhone", "not-a-number"],
	["an unknown partner", {}, { talkedWith: "dog" }, "/talkedWith", "not-allowed"],
	["a reason of 501 characters", {}, { memo: "後", reason: "理".repeat(501) }, "/reason", "too-long"],
	["a frozen field", {}, { memo: "後", phone: "0312345678" }, "/phone", "unknown-field"],
	["an empty request", {}, {}, "", "nothing-to-correct"],
	["only a reason", {}, { reason: "念のため" }, "", "nothing-to-correct"],
])("refuses %s", async (_, data, body, pointer, code) => {
	const callId = await record(data);
	const answer = await patch(callId, body);
	expect([answer.status, answer.body.code]).toEqual([400, "invalid-request"]);
	expect(answer.body.errors).toEqual([{ pointer: `#${pointer}`, code, detail: expect.stringMatching(/./) }]);
	expect(JSON.stringify(answer.body)).not.toContain("10000");
	expect(await corrections(callId)).toEqual([]);
});
