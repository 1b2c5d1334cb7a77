import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { recordKey } from "../../../shared/call-history/codec.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { createPacker } from "../../support/packs.ts";
import { tableClient } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
type Direction = "asc" | "desc";
let world: World;

/** Texts that differ only in the last of 4,000 characters. */
const alike = (last: string) => "再".repeat(3999) + last;
const unlike = (first: string) => first + "再".repeat(3999);

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

async function store(memos: Record<string, string | null>): Promise<void> {
	const calls = Object.entries(memos).map(([callId, memo], index) =>
		callCompleted({ callId, memo, calledAt: `2026-11-20T10:00:${String(10 + index)}+09:00` }),
	);
	await world.takeIn(...calls);
}

async function pageOf(direction: Direction, cursor: string | undefined, size = 1) {
	const body = { period, sort: { column: "memo", direction }, page: { size, cursor } };
	const { status, body: answer } = await world.call("search-call-histories", { body });
	expect(status, JSON.stringify(answer)).toBe(200);
	const ids: string[] = answer.rows.map(({ callId }: { callId: string }) => callId);
	return { ids, cursor: (answer.nextCursor ?? undefined) as string | undefined };
}

/** The call ids of all pages. @param between what happens after each page, counted from 1 */
async function walk(direction: Direction, between: (page: number) => Promise<unknown> = async () => {}, size = 1) {
	const ids: string[] = [];
	let cursor: string | undefined;
	let number = 0;
	do {
		const page = await pageOf(direction, cursor, size);
		ids.push(...page.ids);
		cursor = page.cursor;
		expect(cursor?.length ?? 0).toBeLessThan(3000);
		await between(++number);
	} while (cursor);
	return ids;
}

const correct = async (callId: string, memo: string | null) => {
	world.clock.now += 1000;
	const request = { path: { callId }, headers: { "if-match": "*" }, body: { memo } };
	expect((await world.call("correct-call-history", request)).status).toBe(200);
};
const remove = (...callIds: string[]) =>
	Promise.all(
		callIds.map((callId) =>
			tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key: recordKey("acme", callId) })),
		),
	);

describe("sorted by memos of thousands of characters, one row per page,", () => {
	const memos = { c3: alike("さ"), c1: alike("あ"), c2: alike("か"), none: null, c4: unlike("短"), c0: "あ" };

	it.each(["asc", "desc"] as const)(
		"a search (%s) shows each row once, in the same order as on one page",
		async (direction) => {
			await store(memos);
			const { ids } = await pageOf(direction, undefined, 100);
			expect(new Set(ids)).toEqual(new Set(Object.keys(memos)));
			const alikeIds = ids.filter((id) => ["c1", "c2", "c3"].includes(id));
			expect(alikeIds).toEqual(direction === "asc" ? ["c1", "c2", "c3"] : ["c3", "c2", "c1"]);
			expect(await walk(direction)).toEqual(ids);
		},
	);

	it("a search over packs shows the same order", async () => {
		await store(memos);
		const { ids } = await pageOf("asc", undefined, 100);
		world.clock.now += 3_600_000;
		expect(await createPacker(world).run()).toEqual(["acme"]);
		expect(await walk("asc")).toEqual(ids);
	});

	it("equal memos come newest first", async () => {
		await store({ a: alike("あ"), b: alike("あ"), c: alike("あ") });
		expect(await walk("asc")).toEqual(["c", "b", "a"]);
	});

	it("a row corrected between two pages does not affect the rows after its former place", async () => {
		await store({ a: alike("あ"), b: alike("か"), c: alike("さ") });
		expect(await walk("asc", async (page) => page === 1 && correct("a", null))).toEqual(["a", "b", "c", "a"]);
		await correct("a", alike("あ"));
		const twice = async (page: number) => {
			if (page !== 1) return;
			await correct("a", "済");
			await correct("a", alike("い"));
		};
		expect(await walk("desc", async (page) => page === 2 && correct("b", alike("わ")))).toEqual(["c", "b", "a"]);
		await correct("b", alike("か"));
		// Its new place is before the others and after its own former one.
		expect(await walk("asc", twice)).toEqual(["a", "a", "b", "c"]);
	});

	it("a row that stops matching between two pages keeps its place, as long as the table has it", async () => {
		await store({ a: alike("あ"), b: alike("か"), c: alike("さ") });
		const sort = { column: "memo", direction: "asc" };
		const search = async (cursor?: string) =>
			(await world.call("search-call-histories", { body: { period, memo: "再", sort, page: { size: 1, cursor } } }))
				.body;
		const first = await search();
		await correct("a", "別");
		const second = await search(first.nextCursor);
		expect(second.rows.map(({ callId }: { callId: string }) => callId)).toEqual(["b"]);
	});

	it.each(["asc", "desc"] as const)(
		"no row is lost when shown rows are deleted between two pages (%s)",
		async (direction) => {
			await store({ a: alike("あ"), b: alike("か"), c: alike("さ"), d: alike("た"), e: alike("な") });
			const order = direction === "asc" ? ["a", "b", "c", "d", "e"] : ["e", "d", "c", "b", "a"];
			const at = async (page: number) => page === 3 && remove(order[2] as string, order[1] as string);
			expect(await walk(direction, at)).toEqual(order);
		},
	);

	it.each(["asc", "desc"] as const)("no row is lost even when all shown rows are deleted (%s)", async (direction) => {
		const both = { a: unlike("あ"), b: unlike("か"), c: unlike("さ"), d: unlike("た"), e: unlike("な") };
		await store(both);
		const order = direction === "asc" ? ["a", "b", "c", "d", "e"] : ["e", "d", "c", "b", "a"];
		const gone = async (page: number) => page === 3 && remove(...order.slice(0, 3));
		expect(await walk(direction, gone)).toEqual(order);
	});
});

it("reads the cursor's long value together with the directory, without another round trip", async () => {
	await store({ a: alike("あ"), b: alike("か"), c: alike("さ") });
	const { cursor } = await pageOf("asc", undefined);
	const body = { period, sort: { column: "memo", direction: "asc" }, page: { size: 1, cursor } };
	const { cost } = await world.call("search-call-histories", { body });
	expect(cost.trips).toBe(3);
	await correct("a", "済");
	expect((await world.call("search-call-histories", { body })).cost.trips).toBeLessThanOrEqual(5);
});
