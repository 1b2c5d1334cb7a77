import { beforeAll, expect, test } from "vitest";
import { accountSaved, basicTenant, callCompleted } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

async function correct(callId: string, account: string, time: string, body: object) {
	world.clock.now = Date.parse(`2026-11-20T${time}+09:00`);
	const { status } = await world.call("correct-call-history", {
		account,
		path: { callId },
		headers: { "if-match": "*" },
		body,
	});
	expect(status).toBe(200);
}
const list = (callId: string, account = "admin") => world.call("list-corrections", { account, path: { callId } });

test("lists who changed what, when, why, from what to what, the latest first", async () => {
	await world.takeIn(callCompleted({ callId: "c-1", memo: null }));
	await correct("c-1", "ag01", "15:00:00", { memo: "再度連絡", reason: "  入力もれ　" });
	await correct("c-1", "sv01", "15:00:01.500", {
		resultId: "c01-contract",
		nextAction: { type: "redial", redialAt: "2026-11-25T10:00" },
		reason: "",
	});
	await correct("c-1", "admin", "16:00:00", { memo: null, nextAction: { type: "done" } });
	await world.takeIn(
		accountSaved(
			{ accountId: "sv01", name: "田中 改", role: "supervisor", active: false },
			{ time: "2026-11-20T16:00:00Z" },
		),
	);

	const redial = { type: "redial", redialAt: "2026-11-25T10:00:00+09:00" };
	expect((await list("c-1")).body).toEqual({
		items: [
			{
				correctedAt: "2026-11-20T16:00:00+09:00",
				correctedBy: "admin",
				correctedByName: "管理 者",
				changes: [
					{ field: "nextAction", before: redial, after: { type: "done" } },
					{ field: "memo", before: "再度連絡", after: null },
				],
			},
			{
				correctedAt: "2026-11-20T15:00:01.500+09:00",
				correctedBy: "sv01",
				correctedByName: "田中 改",
				changes: [
					{ field: "resultId", before: "c01-refused", after: "c01-contract" },
					{ field: "nextAction", before: { type: "continue" }, after: redial },
				],
			},
			{
				correctedAt: "2026-11-20T15:00:00+09:00",
				correctedBy: "ag01",
				correctedByName: "鈴木 一郎",
				reason: "入力もれ",
				changes: [{ field: "memo", before: null, after: "再度連絡" }],
			},
		],
		nextCursor: null,
	});
});

test("keeps a dozen corrections in their order", async () => {
	await world.takeIn(callCompleted({ callId: "c-2", memo: "0" }));
	for (let i = 1; i <= 12; i++) await correct("c-2", "admin", `15:00:${10 + i}`, { memo: String(i) });
	const { body } = await list("c-2");
	const memos = body.items.map(({ changes }: { changes: { before: string; after: string }[] }) => changes[0]);
	expect(memos).toEqual(
		Array.from({ length: 12 }, (_, i) => ({ field: "memo", before: `${11 - i}`, after: `${12 - i}` })),
	);
	expect((await world.call("get-call-history", { path: { callId: "c-2" } })).headers.etag).toBe('"12"');
});

test("is empty for a record without corrections, and 404 for a record that the caller may not see", async () => {
	await world.takeIn(callCompleted({ callId: "c-3", agentId: "ag02" }));
	expect((await list("c-3")).body).toEqual({ items: [], nextCursor: null });
	expect((await list("c-3", "ag02")).status).toBe(200);
	expect((await list("c-3", "ag01")).status).toBe(404);
	expect((await list("no-such")).status).toBe(404);
});

test("keeps corrections in order when one machine's clock is behind another's", async () => {
	await world.takeIn(callCompleted({ callId: "c-behind" }));
	await correct("c-behind", "admin", "16:10:00", { memo: "先" });
	await correct("c-behind", "admin", "16:09:59.200", { memo: "後" });
	const { items } = (await list("c-behind")).body;
	expect(
		items.map(({ correctedAt, changes }: { correctedAt: string; changes: { after: string }[] }) => [
			correctedAt,
			changes[0]?.after,
		]),
	).toEqual([
		["2026-11-20T16:10:00+09:00", "後"],
		["2026-11-20T16:10:00+09:00", "先"],
	]);
});
