import { beforeEach, describe, expect, it } from "vitest";
import { conditions as conditionNames, conditionTable } from "../../../shared/condition/model.ts";
import { maxPageBytes, weightOf } from "../../../shared/page/model.ts";
import { maxSaved, savedSearchSchema } from "../../../shared/saved-search/model.ts";
import { presentSavedSearch } from "../../../shared/saved-search/present.ts";
import { toRequestBody } from "../../../shared/search/conditions-model.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { accountSaved, basicTenant, callCompleted, tenantSaved } from "../../support/events.ts";
import { partitionOf } from "../../support/table.ts";
import { type ApiRequest, createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const yesterday = { period: { relative: "yesterday" } };
let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

const save = (name: string, more: object = {}, options: ApiRequest = {}) =>
	world.call("create-saved-search", { ...options, body: { name, conditions: yesterday, ...more } });
const list = async (options: ApiRequest = {}) => (await world.call("list-saved-searches", options)).body.items;
const names = async (options: ApiRequest = {}) => (await list(options)).map(({ name }: { name: string }) => name);
const starts = async () =>
	(await list()).flatMap(({ name, isStart }: { name: string; isStart: boolean }) => (isStart ? [name] : []));

describe("a saved search", () => {
	it("is stored as given, for its account only", async () => {
		const conditions = {
			period: { from: "2026-11-01T00:00", to: "2026-11-15T24:00" },
			campaignIds: ["c01"],
			memo: "再",
		};
		const sort = { column: "durationSeconds", direction: "asc" };
		const { status, body } = await save("　11月前半 ", { conditions, sort, columns: ["memo", "calledAt"] });
		expect(status).toBe(201);
		const times = { from: "2026-11-01T00:00:00+09:00", to: "2026-11-16T00:00:00+09:00" };
		expect(body).toMatchObject({
			name: "11月前半",
			isStart: false,
			sort,
			columns: ["memo", "calledAt"],
			period: times,
		});
		expect(body.conditions).toEqual({ ...conditions, period: times });
		expect(await list()).toEqual([body]);
		expect(await list({ account: "sv01" })).toEqual([]);
	});

	it("keeps a relative period as such and shows its current dates", async () => {
		await save("前日");
		world.clock.now = Date.parse("2026-12-01T00:00:00+09:00");
		const [{ conditions, period }] = await list();
		expect(conditions).toEqual(yesterday);
		expect(period).toEqual({ from: "2026-11-30T00:00:00+09:00", to: "2026-12-01T00:00:00+09:00" });
	});

	it("can be searched with as returned, within the grants of that moment", async () => {
		await world.takeIn(callCompleted({ callId: "k01", calledAt: "2026-11-19T10:00:00+09:00" }));
		const options = { account: "sv01" };
		await save("前日", { conditions: { ...yesterday, campaignIds: ["c01"] } }, options);
		const search = async () => {
			const [{ conditions, period, sort }] = await list(options);
			return (await world.call("search-call-histories", { ...options, body: { ...conditions, period, sort } })).body;
		};
		expect((await search()).total).toBe(1);
		const later = { time: "2026-11-20T12:00:00+09:00" };
		await world.takeIn(accountSaved({ accountId: "sv01", role: "supervisor", campaignIds: [] }, later));
		expect((await search()).total).toBe(0);
	});

	it("is replaced as a whole, except for its id and creation time", async () => {
		const { body } = await save("前日", { isStart: true, columns: ["memo"] });
		world.clock.now += 60_000;
		const path = { savedSearchId: body.savedSearchId };
		const conditions = { period: { relative: "lastWeek" } };
		const replaced = await world.call("replace-saved-search", { path, body: { name: "先週", conditions } });
		expect(replaced.status).toBe(200);
		expect(replaced.body).toMatchObject({
			...path,
			name: "先週",
			isStart: false,
			conditions,
			createdAt: body.createdAt,
		});
		expect(replaced.body.updatedAt).toBe("2026-11-20T15:01:00+09:00");
		expect(replaced.body.columns.length).toBeGreaterThan(1);
		expect(await list()).toEqual([replaced.body]);
	});

	it("is gone when it is deleted, and leaves only an empty list", async () => {
		const { body } = await save("前日", { isStart: true });
		const path = { savedSearchId: body.savedSearchId };
		expect((await world.call("delete-saved-search", { path })).status).toBe(204);
		for (const name of ["delete-saved-search", "replace-saved-search"] as const) {
			const gone = await world.call(name, { path, body: { name: "前日", conditions: yesterday } });
			expect([gone.status, gone.body.code]).toEqual([404, "saved-search-not-found"]);
		}
		const left = (await partitionOf(world, "acme##admin")).filter(({ s }) => s?.S?.startsWith("v"));
		expect(left.map(({ s, entries, start }) => [s?.S, entries?.S, start])).toEqual([["v", "[]", undefined]]);
	});

	it("cannot be deleted by another account", async () => {
		const { body } = await save("前日");
		const path = { savedSearchId: body.savedSearchId };
		for (const options of [{ account: "sv01" }, { account: "ag01" }]) {
			expect((await world.call("delete-saved-search", { ...options, path })).status).toBe(404);
		}
		expect(await names()).toEqual(["前日"]);
	});
});

describe("names", () => {
	it.each(["前日 a", "前日　Ａ", " 前日 A "])("are unique: %s is taken by 前日 A", async (name) => {
		const { body: first } = await save("前日 A");
		const second = await save(name);
		expect([second.status, second.body.code]).toEqual([409, "saved-search-name-taken"]);
		const { body: other } = await save("当日");
		const path = { savedSearchId: other.savedSearchId };
		const renamed = await world.call("replace-saved-search", { path, body: { name, conditions: yesterday } });
		expect([renamed.status, renamed.body.code]).toEqual([409, "saved-search-name-taken"]);
		const own = { path: { savedSearchId: first.savedSearchId }, body: { name, conditions: yesterday } };
		expect((await world.call("replace-saved-search", own)).status).toBe(200);
		expect((await save("前日 A", {}, { account: "sv01" })).status).toBe(201);
	});

	it("are unique even if saved at the same time", async () => {
		const answers = await Promise.all(Array.from({ length: 6 }, () => save("前日")));
		expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
		expect(await names()).toEqual(["前日"]);
	});
});

describe("the limits", () => {
	it(`allow ${maxSaved} searches per account, even if saved at the same time`, async () => {
		for (let saved = 0; saved < maxSaved - 2; saved++) expect((await save(`保存 ${saved}`)).status).toBe(201);
		const answers = await Promise.all([1, 2, 3, 4, 5].map((number) => save(`同時 ${number}`)));
		const refused = answers.filter(({ status }) => status !== 201);
		expect(refused.map(({ status, body }) => [status, body.code, body.limit])).toEqual(
			Array(3).fill([409, "saved-search-limit", maxSaved]),
		);
		const saved = await list();
		expect(saved).toHaveLength(maxSaved);
		await world.call("delete-saved-search", { path: { savedSearchId: saved[7].savedSearchId } });
		expect((await save("もう一つ")).status).toBe(201);
		expect((await names()).at(-1)).toBe("もう一つ");
	});

	it("let fifty of the largest searches fit in one answer", () => {
		const text = "\\".repeat(200);
		const largest = (kind: string) =>
			({ ids: Array.from({ length: 200 }, (_, n) => `${n}`.padStart(64, "x")), starts: "0", ends: "1" })[kind] ?? text;
		const given = conditionNames.map((name) => [name, largest(conditionTable[name].kind)]);
		const request = savedSearchSchema.parse({
			name: "\\".repeat(100),
			conditions: { ...yesterday, ...Object.fromEntries(given) },
		});
		const content = { conditions: toRequestBody(request.conditions), createdAt: 0, updatedAt: 0 };
		const saved = { ...request, ...content, savedSearchId: "x".repeat(32) };
		expect(weightOf(presentSavedSearch(saved, world.clock.now)) * maxSaved).toBeLessThan(maxPageBytes);
	});

	it.each([
		["an empty name", { name: " 　" }, "#/name", "too-short"],
		["a long name", { name: "名".repeat(101) }, "#/name", "too-long"],
		["half a character", { name: "\ud842" }, "#/name", "lone-surrogate"],
		[
			"two kinds of period",
			{ conditions: { period: { relative: "today", from: "2026-11-01T00:00" } } },
			"#/conditions/period/from",
			"period-either",
		],
		[
			"an unknown period",
			{ conditions: { period: { relative: "nextWeek" } } },
			"#/conditions/period/relative",
			"not-allowed",
		],
		["half a period", { conditions: { period: { from: "2026-11-01T00:00" } } }, "#/conditions/period/to", "required"],
		[
			"a reversed period",
			{ conditions: { period: { from: "2026-11-02T00:00", to: "2026-11-01T00:00" } } },
			"#/conditions/period/to",
			"period-empty",
		],
		["no period", { conditions: {} }, "#/conditions/period", "required"],
		["a page", { page: { size: 1 } }, "#/page", "unknown-field"],
		["an unknown column", { columns: ["callId", "password"] }, "#/columns/1", "not-allowed"],
	])("refuse %s", async (_, more, pointer, code) => {
		const { status, body } = await save("前日", more);
		expect(status).toBe(400);
		expect(body.errors).toMatchObject([{ pointer, code }]);
		expect(body.errors[0].detail).not.toMatch(/^[\x20-\x7e]*$/);
	});
});

describe("the start page's search", () => {
	it("is at most one, even if several are set at once", async () => {
		await Promise.all(["甲", "乙", "丙", "丁"].map((name) => save(name, { isStart: true })));
		expect(await starts()).toHaveLength(1);
		await save("戊", { isStart: true });
		await save("己");
		expect(await starts()).toEqual(["戊"]);
	});

	it("is absent after it was unset or deleted", async () => {
		await save("甲", { isStart: true });
		const { body } = await save("乙", { isStart: true });
		const path = { savedSearchId: body.savedSearchId };
		await world.call("replace-saved-search", { path, body: { name: "乙", conditions: yesterday } });
		expect(await starts()).toEqual([]);
		await world.call("replace-saved-search", { path, body: { name: "乙", isStart: true, conditions: yesterday } });
		await world.call("delete-saved-search", { path });
		expect(await starts()).toEqual([]);
	});
});

describe("saving searches", () => {
	it.each(["admin", "sv01", "ag01"])("is allowed for %s", async (account) => {
		expect((await save("前日", {}, { account })).status).toBe(201);
	});

	it("is refused to inactive accounts and to tenants without the option", async () => {
		const { body } = await save("前日", {}, { account: "ag01" });
		const path = { savedSearchId: body.savedSearchId };
		const later = { time: "2026-11-20T12:00:00+09:00" };
		const refused = async (code: string) => {
			for (const name of ["list", "create", "replace", "delete"] as const) {
				const route = name === "list" ? "list-saved-searches" : (`${name}-saved-search` as const);
				const answer = await world.call(route, { account: "ag01", path, body: { name: "x", conditions: yesterday } });
				expect([name, answer.status, answer.body.code]).toEqual([name, 403, code]);
			}
		};
		await world.takeIn(accountSaved({ accountId: "ag01", active: false }, later));
		await refused("account-inactive");
		await world.takeIn(tenantSaved({ outboundOption: false }, later));
		await refused("outbound-option-required");
	});
});

describe("the cost", () => {
	it("is one read and one transaction for a change, and two parallel reads for the list", async () => {
		for (let saved = 0; saved < 9; saved++) await save(`毎日の確認 ${saved}`);
		const created = await save("前日の不在");
		expect(created.cost).toMatchObject({ calls: 2, trips: 2 });
		expect(created.cost.wcu).toBeLessThanOrEqual(6);
		const listed = await world.call("list-saved-searches");
		expect(listed.cost).toMatchObject({ calls: 2, trips: 1 });
		expect(listed.cost.rcu).toBeLessThanOrEqual(4);
	});
});
