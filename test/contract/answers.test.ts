import { beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../contract/openapi/operations.ts";
import { problemSchema } from "../../contract/openapi/problems.ts";
import type { ApiEvent } from "../../functions/adapters/http.ts";
import { createHandler as createSearch } from "../../functions/api/search-call-histories.ts";
import type { ApiFunction } from "../../infra/routes.ts";
import { conditionsSchema } from "../../shared/search/conditions-model.ts";
import { accountSaved, basicTenant, callCompleted, customerListDeleted, recordingStored } from "../support/events.ts";
import { mailedToken } from "../support/mail-addresses.ts";
import { type ApiRequest, createWorld, type World } from "../support/world.ts";
import { expectFit } from "./fit.ts";

const path = { callId: "full" };
const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
const yesterday = { period: { relative: "yesterday" } };
const savedPath = async (world: World) => {
	const [{ savedSearchId }] = (await world.call("list-saved-searches")).body.items;
	return { savedSearchId };
};
const redial = { type: "redial", redialAt: "2026-11-25T10:00:00+09:00" };
const everyFacet = ["result", "agent", "campaign", "hour"];

const corrections = ["bare", "full", "gone"].map((callId) => ({ callId, version: 0, altPhone: "03-1234-5678" }));
const foreignResult = { callId: "older", version: 0, resultId: "c02-contract" };

/** Requests whose answers show every member of the schemas in all its forms. */
const requests: [
	name: ApiFunction,
	what: string,
	request: ApiRequest | ((world: World) => ApiRequest | Promise<ApiRequest>),
][] = [
	...["admin", "sv01", "ag01"].flatMap((account): [ApiFunction, string, ApiRequest][] => [
		["get-me", account, { account }],
		["get-search-options", account, { account }],
		["search-call-histories", `all of ${account}`, { account, body: { period } }],
	]),
	["search-call-histories", "a page and counts", { body: { period, page: { size: 1 }, facets: everyFacet } }],
	["search-call-histories", "counts without hits", { body: { period, agentIds: ["nobody"], facets: everyFacet } }],
	["search-call-histories", "a campaign not granted", { account: "sv01", body: { period, campaignIds: ["c02"] } }],
	["get-call-history", "every member present", { path }],
	["get-call-history", "as many nulls as possible", { path: { callId: "bare" } }],
	["get-call-history", "not editable", { account: "sv01", path: { callId: "older" } }],
	[
		"correct-call-history",
		"a redial",
		{ path, headers: { "if-match": "*" }, body: { nextAction: redial, reason: "訂正" } },
	],
	[
		"correct-call-history",
		"cleared fields",
		{ path, headers: { "if-match": "*" }, body: { memo: null, talkedWith: null } },
	],
	["correct-call-history", "no change", { path, headers: { "if-match": "*" }, body: { memo: null } }],
	["correct-call-histories", "corrected and refused", { body: { items: [...corrections, foreignResult] } }],
	["correct-call-histories", "correctable and refused", { body: { items: corrections, dryRun: true } }],
	["list-corrections", "two corrections", { path }],
	["list-corrections", "none", { path: { callId: "bare" } }],
	["get-email", "an address", { account: "ag01" }],
	["get-email", "none", {}],
	["set-email", "an address", { account: "ag02", body: { email: "ag02@example.com" } }],
	[
		"confirm-email",
		"confirmed",
		(world) => ({ account: "ag02", body: { token: mailedToken(world, "ag02@example.com") } }),
	],
	["set-email", "none", { account: "ag02", body: { email: null } }],
	["list-saved-searches", "none", {}],
	["create-saved-search", "a relative period", { body: { name: "昨日", isStart: true, conditions: yesterday } }],
	["create-saved-search", "a fixed period", { account: "sv01", body: { name: "11月", conditions: { period } } }],
	["list-saved-searches", "one search", {}],
	[
		"replace-saved-search",
		"another name",
		async (world) => ({ path: await savedPath(world), body: { name: "前日", conditions: yesterday } }),
	],
	["delete-saved-search", "deleted", async (world) => ({ path: await savedPath(world) })],
	["send-test-email", "to the address", { account: "ag01" }],
	["open-recording", "to play", { path }],
	["open-recording", "to save", { path, query: { disposition: "attachment" } }],
	["list-record-accesses", "played, saved and corrected", { path }],
	["list-record-accesses", "none", { path: { callId: "bare" } }],
	["list-access-trail", "a day", { query: { date: "2026-11-20" } }],
	["list-access-trail", "none", { query: { date: "2026-01-01", kind: "file" } }],
];

describe("the answers of the API", () => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld();
		const bare = { customerListId: null, callingGroupId: null, callerId: null, name: null, kana: null, remarks: null };
		const noAgent = {
			agentId: null,
			talkedWith: null,
			resultId: "busy_or_announcement",
			memo: null,
			nextAction: redial,
		};
		await world.takeIn(
			...basicTenant(),
			callCompleted({ callId: "older", customerId: "cu-1", calledAt: "2026-11-19T10:00:00+09:00" }),
			callCompleted({ callId: "full", customerId: "cu-1" }),
			callCompleted({
				...bare,
				...noAgent,
				callId: "bare",
				durationSeconds: 0,
				createdAt: null,
				batchId: "b02",
				campaignId: "c02",
			}),
			accountSaved({ accountId: "ag01", email: "Ag01@example.com" }, { time: "2026-11-20T12:00:00+09:00" }),
			recordingStored("full"),
			customerListDeleted("l01", { time: "2026-11-20T12:00:00+09:00" }),
		);
	});

	for (const [name, what, request] of requests) {
		it(`fit the document: ${name}, ${what}`, async () => {
			expectFit(name, await world.call(name, typeof request === "function" ? await request(world) : request));
		});
	}

	it("fit the document: a search over the limit, which offers an asynchronous one with its conditions", async () => {
		const conditions = { period: { from: "2026-11-01T09:24:30", to: "2026-11-30T24:00" }, phone: "+81 90", name: "さ" };
		const { callHistoryReader } = world.deps;
		const readPage: typeof callHistoryReader.readPage = async (request) => {
			const page = await callHistoryReader.readPage(request);
			return { ...page, entries: page.entries.flatMap((entry) => Array.from({ length: 10_001 }, () => entry)) };
		};
		const reader = { ...callHistoryReader, readPage };
		const response = await createSearch({ ...world.deps, callHistoryReader: reader })({
			headers: { "content-type": "application/json" },
			body: JSON.stringify(conditions),
			requestContext: {
				requestId: "r",
				authorizer: { jwt: { claims: { token_use: "access", tenant: "acme", account: "admin" } } },
			},
		} as unknown as ApiEvent);
		expect(response.statusCode).toBe(422);
		const problem = JSON.parse(response.body ?? "");
		expect(problemSchema.parse(problem)).toEqual(problem);
		expect(conditionsSchema.parse(problem.asyncSearch.body.conditions)).toEqual(conditionsSchema.parse(conditions));
	});

	it("are checked for every route (those of asynchronous searches in answers-async-searches.test.ts)", () => {
		const others = Object.entries(operations).filter(([, { tag }]) => tag !== "Asynchronous searches");
		expect([...new Set(requests.map(([name]) => name))].sort()).toEqual(others.map(([name]) => name).sort());
	});
});
