import { afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { apiHandler } from "../../functions/adapters/http.ts";
import type { ApiFunction } from "../../infra/routes.ts";
import { packTenant } from "../../shared/pack/pack-tenant.ts";
import { AppError } from "../../shared/platform/errors.ts";
import { within } from "../../shared/platform/time-limit.ts";
import { basicTenant, callCompleted } from "../support/events.ts";
import { smallSizes } from "../support/packs.ts";
import { type FaultyProxy, startProxy } from "../support/proxy.ts";
import { type ApiRequest, createWorld, createWorldOn, toEvent, type World } from "../support/world.ts";

const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
const conditions = { period };
let healthy: World;
let world: World;
let proxy: FaultyProxy;

beforeAll(async () => {
	healthy = await createWorld();
	const calls = Array.from({ length: 30 }, (_, index) =>
		callCompleted({ callId: `c-${index}`, calledAt: `2026-11-${10 + (index % 9)}T10:${10 + index}:00+09:00` }),
	);
	await healthy.takeIn(...basicTenant(), ...calls);
	healthy.clock.now += 3_600_000;
	await packTenant(healthy.deps, "acme", { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes });
});
beforeEach(async () => {
	proxy = await startProxy(inject("dynamodbEndpoint"));
	world = createWorldOn({ endpoint: proxy.url, tableName: healthy.tableName });
	world.clock.now = healthy.clock.now;
	world.deps.packFiles = healthy.packs;
});
afterEach(() => void vi.useRealTimers());

/** Calls a route with a shorter limit than the API's: the fault is the same, and the test is short. */
const hurried = (name: ApiFunction, request: ApiRequest = {}, milliseconds = 120) =>
	within(milliseconds, () => world.call(name, request), { graceMs: 5000 });

const path = { callId: "c-1" };
const requests: [ApiFunction, ApiRequest][] = [
	["get-me", {}],
	["get-search-options", {}],
	["search-call-histories", { body: conditions }],
	["get-call-history", { path }],
	["correct-call-history", { path, headers: { "if-match": "*" }, body: { memo: "後" } }],
	["correct-call-histories", { body: { items: [{ ...path, version: 0, memo: "後" }] } }],
	["list-corrections", { path }],
	["list-access-trail", { query: { date: "2026-11-20" } }],
	["create-async-search", { body: { conditions } }],
	["list-async-searches", {}],
	["list-saved-searches", {}],
	["create-saved-search", { body: { name: "前日", conditions } }],
	["set-email", { body: { email: "a@example.com" } }],
	["send-test-email", {}],
];
const ja = "ただいま混み合っています。しばらくしてからもう一度お試しください。";

const faults = [
	["is silent", "silent"],
	["fails", { status: 500, body: '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}' }],
	["throttles", { status: 400, body: '{"__type":"com#ThrottlingException","message":"Rate exceeded"}' }],
	["cuts off its answers", "cut"],
] as const;

describe.each(faults)("a table that %s", (_, fault) => {
	it.each(requests)("%s answers 503, with Retry-After and a title in the reader's language", async (name, request) => {
		proxy.fault = () => fault;
		const answer = await hurried(name, request);
		expect([answer.status, answer.body.code]).toEqual([503, "temporarily-unavailable"]);
		expect(answer.body.title).toBe(ja);
		expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
	});
});

it.each(faults.slice(1))("a table that always %s leads to a 503 even without a shorter limit", async (_, fault) => {
	proxy.fault = () => fault;
	const { status, body } = await world.call("get-me");
	expect([status, body.code]).toEqual([503, "temporarily-unavailable"]);
});

it("a table that falls silent halfway is reported in English, too", async () => {
	let seen = 0;
	proxy.fault = () => (++seen > 2 ? "silent" : undefined);
	const headers = { "accept-language": "en" };
	const answer = await hurried("search-call-histories", { headers, body: { ...conditions, name: "高橋" } }, 1500);
	expect([answer.status, answer.body.title]).toEqual([503, "The service is busy. Try again in a moment."]);
});

it("a search that could not be started is removed although the time is up", async () => {
	const before = (await healthy.call("list-async-searches")).body.items.length;
	world.deps.workflow.start = async () => {
		proxy.fault = () => undefined;
		await new Promise((resolve) => setTimeout(resolve, 600));
		throw new Error("too late");
	};
	expect((await hurried("create-async-search", { body: { conditions } })).status).toBe(503);
	expect((await healthy.call("list-async-searches")).body.items).toHaveLength(before);
});

describe("a bucket that does not answer", () => {
	const silence = new AppError("bucket-unavailable", "silent");

	it("is bypassed while the table answers in time", async () => {
		world.deps.packFiles = { ...healthy.packs, readPart: () => Promise.reject(silence) };
		const answer = await world.call("search-call-histories", { body: conditions });
		expect([answer.status, answer.body.total]).toEqual([200, 30]);
	});

	it("leads to a 503 if the table is too slow for the remaining time", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
		world.deps.packFiles = { ...healthy.packs, readPart: () => Promise.reject(silence) };
		world.deps.callHistoryReader = { ...world.deps.callHistoryReader, readPage: () => new Promise<never>(() => {}) };
		const answer = world.call("search-call-histories", { body: conditions });
		await vi.waitFor(() => expect(proxy.seen.length).toBeGreaterThan(2));
		await vi.advanceTimersByTimeAsync(8500);
		expect((await answer).body.code).toBe("temporarily-unavailable");
	});
});

it("a route answers within ten seconds, whatever it waits for", async () => {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	const handler = apiHandler({}, () => new Promise<never>(() => {}))({});
	const answer = handler(toEvent({}));
	await vi.advanceTimersByTimeAsync(9500);
	expect(await answer).toMatchObject({ statusCode: 503, headers: { "retry-after": "2" } });
});
