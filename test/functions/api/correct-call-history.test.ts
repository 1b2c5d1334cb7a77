import { beforeAll, describe, expect, test } from "vitest";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, callCompleted, recordingStored } from "../../support/events.ts";
import { type ApiRequest, createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
let count = 0;
const now = "2026-11-20T15:00:00+09:00";
beforeAll(async () => {
	world = await createWorld({ now });
	await world.takeIn(...basicTenant());
});

async function record(): Promise<string> {
	const callId = `p-${++count}`;
	await world.takeIn(callCompleted({ callId }), recordingStored(callId));
	return callId;
}
const patch = (callId: string, request: ApiRequest = {}) =>
	world.call("correct-call-history", {
		path: { callId },
		headers: { "if-match": "*" },
		body: { memo: "後" },
		...request,
	});

describe("If-Match", () => {
	test.each([
		["*", 200],
		['"1"', 200],
		[' "1" ', 200],
		['"0", "1"', 200],
		['"7" ,"1","9"', 200],
		['W/"1", "1"', 200],
		['"0"', 412],
		['"2"', 412],
		['W/"1"', 412],
		['"0", W/"1"', 412],
		['"01"', 412],
		['"1', 412],
		["1", 412],
		["''1''", 412],
		['"1a"', 412],
		['"-1"', 412],
		['"\u0661"', 412],
		["abc", 412],
		[",", 412],
		[",".repeat(5000), 412],
		[undefined, 428],
		["", 428],
		["  ", 428],
	])("%j of a record that was corrected once → %i", async (ifMatch, status) => {
		const callId = await record();
		expect((await patch(callId, { body: { memo: "前" } })).headers.etag).toBe('"1"');
		const answer = await patch(callId, { headers: ifMatch === undefined ? {} : { "if-match": ifMatch } });
		expect(answer.status).toBe(status);
		const seen = await world.call("get-call-history", { path: { callId } });
		expect([seen.headers.etag, seen.body.memo]).toEqual(status === 200 ? ['"2"', "後"] : ['"1"', "前"]);
		if (status !== 200) expect(answer.body.code).toBe(status === 412 ? "stale" : "if-match-required");
	});
});

describe("cost", () => {
	test.each([
		["an agent corrects their own call", "ag01", { memo: "後" }],
		[
			"a supervisor corrects several fields",
			"sv01",
			{ resultId: "c01-contract", memo: null, talkedWith: "other", altPhone: "110" },
		],
		["a second correction", "sv01", { resultId: "c01-absent", memo: "後" }],
	])("twelve write units, three calls, nothing read twice: %s", async (name, account, body) => {
		const callId = await record();
		const already = name === "a second correction" ? 1 : 0;
		for (let i = 0; i < already; i++) await patch(callId, { account, body: { memo: `${i}` } });
		const { status, cost } = await patch(callId, { account, body });
		expect(status).toBe(200);
		expect(cost.calls).toBe(3);
		expect(cost.wcu).toBeLessThanOrEqual(12);
		// Tenant, caller, record, batch, campaign, list, group, pointer; and the agent unless they are the caller.
		expect(cost.rcu).toBe(account === "ag01" ? 8 : 9);
	});

	test("a refused correction writes nothing", async () => {
		const callId = await record();
		for (const request of [
			{ headers: { "if-match": '"9"' } },
			{ account: "ag02" },
			{ body: { resultId: "timeout" } },
		]) {
			expect((await patch(callId, request)).cost.wcu).toBe(0);
		}
	});
});

describe("a record that expires", () => {
	const end = Date.parse("2027-03-01T00:00:00+09:00");

	test.each([
		["a millisecond before", end - 1, 200],
		["at that moment", end, 404],
		["later, while the table still holds it", end + 86_400_000, 404],
	])("%s → %i", async (_, at, status) => {
		world.clock.now = Date.parse(now);
		const callId = await record();
		world.clock.now = at;
		const path = { callId };
		expect((await patch(callId)).status).toBe(status);
		for (const name of ["get-call-history", "list-corrections", "open-recording"] as const) {
			expect((await world.call(name, { path })).status).toBe(status);
		}
		world.clock.now = Date.parse(now);
	});
});

test.each([
	["an unknown call", { path: { callId: "no-such" } }, 404, "call-history-not-found"],
	["a malformed id", { path: { callId: "a b" } }, 404, "not-found"],
	["an id like a key of the table", { path: { callId: "acme#p-1" } }, 404, "not-found"],
	["a body that is not JSON", { rawBody: "{" }, 400, "body-not-json"],
	[
		"a body of another type",
		{ headers: { "if-match": "*", "content-type": "text/plain" } },
		415,
		"content-type-unsupported",
	],
	["a token without an account", { claims: { token_use: "access", tenant: "acme" } }, 401, "token-incomplete"],
])("refuses %s", async (_, request, status, code) => {
	const answer = await patch(await record(), request);
	expect([answer.status, answer.body.code]).toEqual([status, code]);
});
