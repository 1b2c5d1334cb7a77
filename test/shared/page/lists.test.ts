import { beforeAll, describe, expect, it } from "vitest";
import type { ApiFunction } from "../../../infra/routes.ts";
import { fitting, maxPageBytes, weightOf } from "../../../shared/page/model.ts";
import { basicTenant, callCompleted, recordingStored } from "../../support/events.ts";
import { type ApiRequest, createWorld, type World } from "../../support/world.ts";

const corrections = 120;
const accesses = 110;
const everyTenth = 10;
const path = { callId: "heavy" };
let world: World;

/** A memo whose characters Lambda counts as seven bytes each: a hundred corrections of it are 7 MB. */
const memoOf = (number: number) => `${number} ${"\u0001".repeat(4990)}`;

beforeAll(async () => {
	world = await createWorld();
	const calls = ["heavy", "light"].map((callId) => callCompleted({ callId, memo: null }));
	await world.takeIn(...basicTenant(), ...calls, recordingStored("heavy"));
	for (let number = 1; number <= corrections; number++) {
		world.clock.now += 1000;
		const request = { path, headers: { "if-match": "*" }, body: { memo: memoOf(number), reason: `r${number}` } };
		expect((await world.call("correct-call-history", request)).status).toBe(200);
		// At the same moment as the correction.
		if (number % everyTenth === 0) await open(number);
	}
	for (let number = corrections / everyTenth; number < accesses; number++) {
		world.clock.now += 1000;
		await open(number);
	}
});

async function open(number: number): Promise<void> {
	const account = number % 3 === 0 ? "sv01" : "admin";
	expect((await world.call("open-recording", { account, path })).status).toBe(200);
}

/** All pages of a list, as a client reads them. The world measures each one as Lambda does. */
async function pagesOf(name: ApiFunction, request: ApiRequest) {
	const pages: { items: Record<string, string>[]; nextCursor: string | null }[] = [];
	let cursor: string | null = null;
	do {
		const query: Record<string, string> = { ...request.query, ...(cursor ? { cursor } : {}) };
		const { status, body } = await world.call(name, { ...request, query });
		expect(status).toBe(200);
		pages.push(body);
		cursor = body.nextCursor;
	} while (cursor);
	return pages;
}

const reasonsOf = (items: Record<string, string>[]) => items.flatMap(({ reason }) => reason ?? []);
const newestFirst = Array.from({ length: corrections }, (_, index) => `r${corrections - index}`);

describe("a list", () => {
	it("of a record's large corrections has each of them once, over several pages", async () => {
		const pages = await pagesOf("list-corrections", { path });
		expect(reasonsOf(pages.flatMap(({ items }) => items))).toEqual(newestFirst);
		expect(pages.length).toBeGreaterThan(1);
		for (const { items } of pages) expect(items.length).toBeGreaterThan(0);
	});

	it("of a record's accesses has both kinds, newest first, over all pages", async () => {
		const pages = await pagesOf("list-record-accesses", { path });
		const items = pages.flatMap((page) => page.items);
		expect(reasonsOf(items)).toEqual(newestFirst);
		expect(items.filter(({ kind }) => kind === "recording")).toHaveLength(accesses);
		const times = items.map(({ at }) => at ?? "");
		expect(times).toEqual(times.toSorted().reverse());
		for (const page of pages) expect(page.items.length).toBeGreaterThan(0);
	});

	it("of a day's accesses has all of them, or those of one account, over all pages", async () => {
		const query = { date: "2026-11-20" };
		const all = (await pagesOf("list-access-trail", { query })).flatMap(({ items }) => items);
		expect(reasonsOf(all)).toEqual(newestFirst);
		expect(all).toHaveLength(corrections + accesses);
		const bySupervisor = await pagesOf("list-access-trail", { query: { ...query, accountId: "sv01" } });
		expect(bySupervisor.flatMap(({ items }) => items)).toEqual(all.filter(({ accountId }) => accountId === "sv01"));
	});

	it("without entries is one empty page", async () => {
		const light = { path: { callId: "light" } };
		for (const name of ["list-corrections", "list-record-accesses"] as const) {
			expect(await pagesOf(name, light)).toEqual([{ items: [], nextCursor: null }]);
		}
	});
});

it("refuses a cursor that was altered or issued for another list, record, caller or tenant", async () => {
	await world.takeIn(...basicTenant("globex"), callCompleted({ callId: "heavy" }, { tenant: "globex" }));
	const { nextCursor: cursor } = (await pagesOf("list-corrections", { path }))[0] as { nextCursor: string };
	const refused: [ApiFunction, ApiRequest][] = [
		["list-record-accesses", { path, query: { cursor } }],
		["list-access-trail", { query: { date: "2026-11-20", cursor } }],
		["list-corrections", { path: { callId: "light" }, query: { cursor } }],
		["list-corrections", { path, account: "sv01", query: { cursor } }],
		["list-corrections", { path, tenant: "globex", query: { cursor } }],
		["list-corrections", { path, query: { cursor: `${cursor}A` } }],
		["list-corrections", { path, query: { cursor: "" } }],
	];
	for (const [name, request] of refused) {
		const { status, body } = await world.call(name, request);
		expect([status, body.code, body.errors[0].pointer]).toEqual([400, "cursor-invalid", "#/cursor"]);
	}
	expect((await world.call("list-corrections", { path, query: { page: "2" } })).body.code).toBe("invalid-request");
});

describe("the size of an answer", () => {
	it.each(["a", "あ", "😀", '"', "\\", "\n", "\u0001", "\u2028", "\ud800"])("counts %j as Lambda does", (text) => {
		const body = JSON.stringify([text.repeat(1000)]);
		const [empty, full] = [JSON.stringify({ body: "[]" }), JSON.stringify({ body })].map((it) => Buffer.byteLength(it));
		// Plus the two quotation marks around any body.
		expect(weightOf(text.repeat(1000))).toBe((full as number) - (empty as number) + 2);
	});

	it("allows at least one entry, and more only if they fit", () => {
		const large = "x".repeat(maxPageBytes);
		expect(fitting([large, "x"])).toEqual([large]);
		expect(fitting(["x", large])).toEqual(["x"]);
		expect(fitting(["x", "y"])).toEqual(["x", "y"]);
		expect(fitting([])).toEqual([]);
	});
});
