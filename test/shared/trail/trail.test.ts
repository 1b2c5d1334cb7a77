import { beforeEach, describe, expect, it } from "vitest";
import { digestOf } from "../../../shared/trail/seal.ts";
import { exportRows } from "../../support/async-searches.ts";
import { changesOf, deleteByAge, passChanges } from "../../support/changes.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { accountSaved, basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { partitionOf, scanTable } from "../../support/table.ts";
import { type ApiRequest, createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const path = { callId: "t-1" };
const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), callCompleted({ callId: "t-1" }), recordingStored("t-1"));
});

const search = (body: object = {}, request: ApiRequest = {}) =>
	world.call("search-call-histories", { ...request, body: { period, ...body } });
const open = (disposition: string, account = "admin") =>
	world.call("open-recording", { account, path, query: { disposition } });
const trail = async (query: Record<string, string> = {}, request: ApiRequest = {}) =>
	(await world.call("list-access-trail", { ...request, query: { date: "2026-11-20", ...query } })).body;
const accesses = async (request: ApiRequest = {}) => world.call("list-record-accesses", { path, ...request });

/** Each action that the trail records, except opening details, a second apart. */
async function actOnce(): Promise<{ asyncSearchId: string }> {
	const steps: (() => Promise<unknown>)[] = [
		() => search({ kana: "たかはし", sort: { column: "name", direction: "asc" } }, { account: "sv01" }),
		() => open("inline", "ag01"),
		() => open("attachment", "sv01"),
		() =>
			world.call("correct-call-history", {
				account: "sv01",
				path,
				headers: { "if-match": '"0"' },
				body: { memo: "訂正", reason: "聞き直し" },
			}),
	];
	for (const step of steps) {
		await step();
		world.clock.now += 1000;
	}
	const { search: made } = await exportRows(world, { conditions: { period }, note: "月報" }, { account: "sv01" });
	world.clock.now += 1000;
	const file = await world.call("open-async-search-file", {
		account: "sv01",
		path: { asyncSearchId: made.asyncSearchId },
	});
	expect(file.status).toBe(200);
	return made;
}

describe("the trail of a day", () => {
	it("shows who searched for, listened to, downloaded and corrected what, latest first", async () => {
		const { asyncSearchId } = await actOnce();
		const { items, nextCursor } = await trail();
		const who = (accountId: string, accountName: string) => ({ accountId, accountName });
		const supervisor = who("sv01", "田中 花子");
		const { recordings } = (await world.call("get-call-history", { path: { callId: "t-1" } })).body;
		const of = { callId: "t-1", recordingId: recordings[0].recordingId };
		expect(items).toEqual([
			{ at: "2026-11-20T15:00:05+09:00", kind: "file", asyncSearchId, ...supervisor },
			{
				at: "2026-11-20T15:00:04+09:00",
				kind: "async-search",
				asyncSearchId,
				...supervisor,
				asked: {
					period: { from: "2026-11-20T00:00:00+09:00", to: "2026-11-21T00:00:00+09:00" },
					sort: { column: "calledAt", direction: "desc" },
				},
			},
			{
				at: "2026-11-20T15:00:03+09:00",
				kind: "correction",
				callId: "t-1",
				reason: "聞き直し",
				...supervisor,
				changes: [{ field: "memo", before: "料金表を送付。〜来週に再度連絡。", after: "訂正" }],
			},
			{ at: "2026-11-20T15:00:02+09:00", kind: "recording", ...of, disposition: "attachment", ...supervisor },
			{
				at: "2026-11-20T15:00:01+09:00",
				kind: "recording",
				...of,
				disposition: "inline",
				...who("ag01", "鈴木 一郎"),
			},
			{
				at: "2026-11-20T15:00:00+09:00",
				kind: "search",
				...supervisor,
				asked: {
					period: { from: "2026-11-20T00:00:00+09:00", to: "2026-11-21T00:00:00+09:00" },
					kana: "たかはし",
					sort: { column: "name", direction: "asc" },
				},
			},
		]);
		expect(nextCursor).toBeNull();
	});

	it("can be filtered by account and by kind", async () => {
		await actOnce();
		const kinds = async (query: Record<string, string>) =>
			(await trail(query)).items.map(({ kind }: { kind: string }) => kind);
		expect(await kinds({ accountId: "ag01" })).toEqual(["recording"]);
		expect(await kinds({ kind: "recording" })).toEqual(["recording", "recording"]);
		expect(await kinds({ kind: "file", accountId: "ag01" })).toEqual([]);
	});

	it("ends at midnight in Japan", async () => {
		world.clock.now = Date.parse("2026-11-20T23:59:59.999+09:00");
		await search();
		world.clock.now += 1;
		await search();
		const times = async (date: string) => (await trail({ date })).items.map(({ at }: { at: string }) => at);
		expect(await times("2026-11-20")).toEqual(["2026-11-20T23:59:59.999+09:00"]);
		expect(await times("2026-11-21")).toEqual(["2026-11-21T00:00:00+09:00"]);
	});

	it("has a search once, without its further pages, and only the beginning of long lists", async () => {
		await world.takeIn(callCompleted({ callId: "t-2" }));
		const first = await search({ page: { size: 1 } });
		world.clock.now += 1000;
		expect((await search({ page: { size: 1, cursor: first.body.nextCursor } })).body.rows).toHaveLength(1);
		const many = Array.from({ length: 200 }, (_, index) => `batch-${index}`);
		expect((await search({ batchIds: many })).status).toBe(200);
		const { items } = await trail();
		expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(["search", "search"]);
		expect(items[0].asked.batchIds).toEqual([...many.slice(0, 50), "… 150"]);
	});

	it("has no search by an account that may not search", async () => {
		await search({}, { account: "nobody" });
		expect((await trail()).items).toEqual([]);
	});

	it("has each entry once over all pages, and refuses cursors of other queries", async () => {
		for (let index = 0; index < 130; index++) {
			await search({ memo: String(index) });
			world.clock.now += 10;
		}
		const first = await trail();
		expect(first.items).toHaveLength(100);
		const rest = await trail({ cursor: first.nextCursor });
		expect(rest.nextCursor).toBeNull();
		const memos = [...first.items, ...rest.items].map(({ asked }) => asked.memo);
		expect(memos).toEqual(Array.from({ length: 130 }, (_, index) => String(129 - index)));
		const others: Record<string, string>[] = [
			{ date: "2026-11-21" },
			{ kind: "search" },
			{ accountId: "sv01" },
			{ cursor: "forged" },
		];
		for (const query of others) {
			expect((await trail({ cursor: first.nextCursor, ...query })).code).toBe("cursor-invalid");
		}
	});

	it("filtered by account covers a whole long day", async () => {
		const { record } = world.deps.trail;
		for (let index = 0; index < 1300; index++) {
			const accountId = index % 10 === 0 ? "sv01" : "admin";
			await record("acme", { kind: "search", at: world.clock.now + index, accountId, asked: { index } });
		}
		const first = await trail({ accountId: "sv01" });
		expect(first.items).toHaveLength(100);
		const rest = await trail({ accountId: "sv01", cursor: first.nextCursor });
		expect(rest.nextCursor).toBeNull();
		const indexes = [...first.items, ...rest.items].map(({ asked }) => asked.index);
		expect(indexes).toEqual(Array.from({ length: 130 }, (_, index) => 1290 - index * 10));
	});

	it("filtered by account has an empty page and a cursor where others have very many entries", async () => {
		const { record } = world.deps.trail;
		await record("acme", { kind: "file", at: world.clock.now, accountId: "sv01", asyncSearchId: "first" });
		// Two of them fill a page of the index, so that together they are more than one answer searches.
		const memo = "x".repeat(390_000);
		for (let index = 1; index <= 45; index++) {
			await record("acme", { kind: "search", at: world.clock.now + index, accountId: "admin", asked: { memo } });
		}
		const first = await trail({ accountId: "sv01" });
		expect(first).toEqual({ items: [], nextCursor: expect.any(String) });
		const rest = await trail({ accountId: "sv01", cursor: first.nextCursor });
		expect([rest.items.length, rest.items[0].asyncSearchId, rest.nextCursor]).toEqual([1, "first", null]);
	});

	it("shows nothing of another tenant", async () => {
		await world.takeIn(...basicTenant("globex"));
		await actOnce();
		expect((await trail({}, { tenant: "globex" })).items).toEqual([]);
		expect((await accesses({ tenant: "globex" })).status).toBe(404);
	});
});

describe("opening a record's details", () => {
	const detail = (account: string, callId = "t-1") => world.call("get-call-history", { account, path: { callId } });
	const opened = async (date: string) =>
		(await trail({ date, kind: "detail" })).items.map(({ at, accountId, callId }: Record<string, string>) => [
			at?.slice(11, 19),
			accountId,
			callId,
		]);

	it("leaves an entry the first time that an account does so on a day in Japan", async () => {
		await world.takeIn(callCompleted({ callId: "t-2" }));
		world.clock.now = Date.parse("2026-11-20T00:00:00+09:00");
		await detail("sv01");
		world.clock.now = Date.parse("2026-11-20T23:59:59+09:00");
		await detail("sv01");
		await detail("sv01", "t-2");
		await detail("admin");
		expect((await opened("2026-11-20")).sort()).toEqual([
			["00:00:00", "sv01", "t-1"],
			["23:59:59", "admin", "t-1"],
			["23:59:59", "sv01", "t-2"],
		]);
		world.clock.now += 1000;
		await detail("sv01");
		expect(await opened("2026-11-21")).toEqual([["00:00:00", "sv01", "t-1"]]);
	});

	it("is listed among the record's accesses in order of time", async () => {
		await open("inline");
		world.clock.now += 1000;
		await detail("sv01");
		world.clock.now += 1000;
		await open("inline");
		const { items } = (await accesses()).body;
		expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(["recording", "detail", "recording"]);
		expect(items[1]).toEqual({
			at: "2026-11-20T15:00:01+09:00",
			kind: "detail",
			callId: "t-1",
			accountId: "sv01",
			accountName: "田中 花子",
		});
	});

	it("leaves one entry for concurrent requests", async () => {
		await Promise.all(Array.from({ length: 10 }, () => detail("sv01")));
		expect(await opened("2026-11-20")).toHaveLength(1);
	});

	it("costs two write units and a round trip the first time", async () => {
		expect((await detail("sv01")).cost).toMatchObject({ wcu: 2, trips: 3, calls: 3 });
	});

	it("leaves no entry if they are not shown", async () => {
		expect((await detail("ag02")).status).toBe(404);
		expect(await opened("2026-11-20")).toEqual([]);
	});
});

describe("the accesses of a record", () => {
	it("show what was done with it, latest first", async () => {
		await actOnce();
		const { status, body } = await accesses();
		expect(status).toBe(200);
		expect(body.items.map(({ kind, accountId }: { kind: string; accountId: string }) => [kind, accountId])).toEqual([
			["correction", "sv01"],
			["recording", "sv01"],
			["recording", "ag01"],
		]);
	});

	it("disappear with it", async () => {
		await actOnce();
		world.clock.now = Date.parse("2027-03-01T00:00:00+09:00");
		expect((await accesses()).status).toBe(404);
	});
});

it.each(["sv01", "ag01"])("is for administrators only, and not for %s", async (account) => {
	await actOnce();
	expect((await trail({}, { account })).code).toBe("admin-only");
	expect((await accesses({ account })).body.code).toBe("admin-only");
});

it.each([
	[{}, "/date"],
	[{ date: "2026-11-31" }, "/date"],
	[{ date: "20261120" }, "/date"],
	[{ date: "2026-11-20", kind: "view" }, "/kind"],
	[{ date: "2026-11-20", accountId: "a#b" }, "/accountId"],
	[{ date: "2026-11-20", tenantId: "globex" }, "/tenantId"],
])("refuses the query %j, and says what is wrong", async (query, pointer) => {
	const { status, body } = await world.call("list-access-trail", { query });
	expect([status, body.code]).toEqual([400, "invalid-request"]);
	expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([`#${pointer}`]);
});

it("does not reveal to an agent that another agent's record exists", async () => {
	expect((await accesses({ account: "ag02" })).status).toBe(404);
});

describe("if the trail cannot be written, there is", () => {
	let completed: { asyncSearchId: string };
	let working: World["deps"]["trail"];
	beforeEach(async () => {
		({ search: completed } = await exportRows(world, { conditions: { period } }));
		working = world.deps.trail;
		world.deps.trail = { record: () => Promise.reject(new Error("the table is unavailable")) };
	});

	it("no search", async () => {
		const { status, body } = await search();
		expect([status, body.rows]).toEqual([500, undefined]);
	});

	it("no details", async () => {
		const { status, body } = await world.call("get-call-history", { path });
		expect([status, body.memo]).toEqual([500, undefined]);
	});

	it("no recording", async () => {
		expect((await open("inline")).body.url).toBeUndefined();
	});

	it("no file", async () => {
		const { status, body } = await world.call("open-async-search-file", { path: { ...completed } });
		expect([status, body.url]).toEqual([500, undefined]);
	});

	it("no asynchronous search, and its place remains free", async () => {
		expect((await world.call("create-async-search", { body: { conditions: { period } } })).status).toBe(500);
		const { items } = (await world.call("list-async-searches")).body;
		expect(items.map(({ asyncSearchId }: { asyncSearchId: string }) => asyncSearchId)).toEqual([
			completed.asyncSearchId,
		]);
		expect(world.workflow.executions.size).toBe(1);
	});

	it("no rerun of an asynchronous search, whose file remains", async () => {
		expect((await world.call("rerun-async-search", { path: { ...completed } })).status).toBe(500);
		expect(world.workflow.executions.size).toBe(1);
		// The file of the former run is still there.
		world.deps.trail = working;
		expect((await world.call("open-async-search-file", { path: { ...completed } })).status).toBe(200);
	});

	it("an answer to try again if the table is only busy", async () => {
		const throttled = Object.assign(new Error("too many writes"), { name: "ThrottlingException" });
		world.deps.trail = { record: () => Promise.reject(throttled) };
		const { status, body } = await search();
		expect([status, body.code]).toEqual([503, "temporarily-unavailable"]);
	});
});

it("an account's own entries live for 90 days, a record's as long as the record", async () => {
	await world.takeIn(batchSaved({ batchId: "b01", endsOn: "2027-12-31" }, { time: "2026-11-02T09:00:00+09:00" }));
	await world.takeIn(accountSaved({ accountId: "admin", role: "admin" }, { time: "2026-11-02T09:00:00+09:00" }));
	await actOnce();
	world.clock.now += 90 * 86_400_000;
	await deleteByAge(world);
	const own = (await scanTable(world)).filter((item) => item.p?.S?.includes("##") && item.s?.S?.startsWith("t#"));
	expect(own).toEqual([]);
	expect((await accesses()).body.items).toHaveLength(3);
	expect((await trail()).items).toHaveLength(3);
});

it("costs two write units per search and no round trip", async () => {
	const { cost } = await search();
	expect(cost).toMatchObject({ wcu: 2, trips: 3 });
	expect((await partitionOf(world, "acme##admin")).length).toBe(1);
});

it("is sealed as it arrives, with a digest of each entry that does not match a changed one", async () => {
	const changes = await changesOf(world, actOnce);
	await passChanges(world, changes);
	const entries = (await scanTable(world)).filter((item) => item.trailDay);
	expect(entries).toHaveLength(6);
	const [[objectKey, content] = [], ...others] = [...world.seals];
	expect(others).toEqual([]);
	expect(objectKey).toMatch(/^acme\/2026-11-20\/[0-9a-f]{32}$/);
	expect(content?.trim().split("\n").sort()).toEqual(entries.map(digestOf).sort());
	const [entry] = entries;
	expect(content).not.toContain(digestOf({ ...entry, y: { S: "somebody-else" } }));
});
