import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fields } from "../../../shared/call-history/schema.ts";
import { rates } from "../../../shared/rate/model.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { accountSaved, basicTenant, batchSaved, callCompleted, campaignSaved } from "../../support/events.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
let count = 0;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		campaignSaved({ campaignId: "c03" }),
		batchSaved({ batchId: "b03", campaignId: "c03", startsOn: "2026-12-01", endsOn: "2026-12-31" }),
		// Its records expired at the beginning of the day.
		batchSaved({ batchId: "over", startsOn: "2026-08-01", endsOn: "2026-08-21" }),
	);
});
// Shares are counted per minute.
beforeEach(() => {
	world.clock.now += 60_000;
});

async function records(number: number, data: object = {}): Promise<string[]> {
	const callIds = Array.from({ length: number }, () => `b-${++count}`);
	await world.takeIn(...callIds.map((callId) => callCompleted({ callId, ...data })));
	return callIds;
}
const item = (callId: string, asked: object = { memo: "後" }) => ({ callId, version: 0, ...asked });
const correct = (items: object[], more: object = {}, account = "admin") =>
	world.call("correct-call-histories", { account, body: { items, ...more } });

describe("does to a record what a single correction does", () => {
	const redial = (redialAt: string) => ({ nextAction: { type: "redial", redialAt } });
	const done = { nextAction: { type: "done" } };
	const memo = { memo: "後" };
	const ofC02 = { campaignId: "c02", batchId: "b02", resultId: null };
	const ofC03 = { campaignId: "c03", batchId: "b03", resultId: null };
	const yesterday = { calledAt: "2026-11-19T10:00:00+09:00" };
	const expired = { calledAt: "2026-08-20T10:00:00+09:00", batchId: "over" };
	const hidden = "404 call-history-not-found";
	type Case = [what: string, record: object, fields: object, expected: string, account?: string];
	const cases: Case[] = [
		["several fields", {}, { altPhone: "03-1234-5678", talkedWith: "other", ...memo, ...done }, "200"],
		["fields that are cleared", { altPhone: "0312345678" }, { altPhone: null, talkedWith: null, memo: null }, "200"],
		["a result of the campaign", {}, { resultId: "c01-contract" }, "200"],
		["a result of another campaign", ofC03, { resultId: "c01-contract" }, "400 result-not-of-campaign"],
		["a campaign without results", ofC02, { resultId: "c01-contract" }, "400 result-entry-off"],
		["a redial within its batch", {}, redial("2026-11-29T10:00"), "200"],
		["a redial within another batch", {}, redial("2026-12-10T10:00"), "400 redial-outside-batch"],
		["a redial within that other batch", ofC03, redial("2026-12-10T10:00"), "200"],
		["a redial in the past", {}, redial("2026-11-20T10:00"), "400 redial-in-past"],
		["the value that it already has", memo, memo, "200"],
		["a version other than the record's", {}, { ...memo, version: 1 }, "412 stale"],
		["a record that is not the latest", { newer: true }, memo, "409 not-latest"],
		["an expired record", expired, memo, hidden],
		["a campaign that is granted", {}, memo, "200", "sv01"],
		["a campaign that is not granted", ofC02, memo, hidden, "sv01"],
		["an agent's own call of today", {}, memo, "200", "ag01"],
		["an agent's own call of yesterday", yesterday, memo, "409 not-today", "ag01"],
		["another agent's call", { agentId: "ag02" }, memo, hidden, "ag01"],
	];

	async function twins({ newer, ...data }: { newer?: boolean }): Promise<[string, string]> {
		const days = "batchId" in data && data.batchId === "over" ? 10 * 86_400_000 : 0;
		world.clock.now -= days;
		const [alone = "", bulk = ""] = await records(2, data);
		world.clock.now += days;
		const later = { calledAt: "2026-11-20T11:00:00+09:00" };
		if (newer) for (const callId of [alone, bulk]) await records(1, { ...later, customerId: `cu-${callId}` });
		return [alone, bulk];
	}
	/** All items of a record, without its own id and those of the request and of the event that brought it. */
	async function kept(callId: string) {
		const items = (await partitionOf(world, `acme#${callId}`)).map((stored) => ({
			...stored,
			[fields.correctionRequest]: undefined,
			[fields.precedence]: undefined,
		}));
		return JSON.parse(JSON.stringify(items).replaceAll(callId, "ID"));
	}

	test.each(cases)("%s", async (_, data, asked, expected, account = "admin") => {
		const [alone, bulk] = await twins(data);
		const { version = 0, ...body } = asked as { version?: number };
		const single = await world.call("correct-call-history", {
			account,
			path: { callId: alone },
			headers: { "if-match": `"${version}"` },
			body,
		});
		const items = [item(bulk, asked)];
		const [preview] = (await correct(items, { dryRun: true }, account)).body.items;
		const [outcome] = (await correct(items, {}, account)).body.items;
		const code = single.body.errors?.[0]?.code ?? single.body.code;
		expect(code ? `${single.status} ${code}` : "200").toBe(expected);
		expect(await kept(bulk)).toEqual(await kept(alone));
		if (single.status === 200) {
			expect(preview).toMatchObject({ callId: bulk, outcome: "correctable", version: 0 });
			expect(outcome).toEqual({ callId: bulk, outcome: "corrected", version: single.body.version });
			return;
		}
		const atItem = ({ pointer, ...error }: { pointer: string }) => ({
			...error,
			pointer: pointer.replace("#", "#/items/0"),
		});
		const { errors } = single.body;
		const problem = errors ? { ...single.body, errors: errors.map(atItem) } : single.body;
		expect([preview.problem, outcome.problem]).toEqual([problem, problem]);
	});
});

test("corrects a hundred records, and each correctable one even if others are refused", async () => {
	const callIds = await records(100);
	const outcomes = async (items: object[]) =>
		(await correct(items)).body.items.map(
			({ callId, version, problem }: { callId: string; version?: number; problem?: { code: string } }) =>
				`${callId} ${version ?? problem?.code}`,
		);
	expect(await outcomes(callIds.map((callId) => item(callId)))).toEqual(callIds.map((callId) => `${callId} 1`));
	const everyOther = callIds.map((callId, index) => ({ ...item(callId, { memo: "別" }), version: index % 2 }));
	expect(await outcomes(everyOther)).toEqual(
		callIds.map((callId, index) => `${callId} ${index % 2 === 0 ? "stale" : 2}`),
	);
});

test("writes what single corrections write plus two counts, and reads all records in two round trips", async () => {
	const [first = "", ...others] = await records(101);
	const asked = { memo: "訂正", resultId: "c01-contract" };
	const alone = await world.call("correct-call-history", {
		path: { callId: first },
		headers: { "if-match": '"0"' },
		body: { ...asked, reason: "入力誤り" },
	});
	const preview = await correct(
		others.map((callId) => item(callId, asked)),
		{ dryRun: true },
	);
	expect(preview.cost).toMatchObject({ wcu: 0, trips: 2 });
	// A record and a pointer for each; tenant, account, campaign and batch once.
	expect(preview.cost.rcu).toBe(2 * 100 + 4);
	const { cost } = await correct(
		others.map((callId) => item(callId, asked)),
		{ reason: "入力誤り" },
	);
	// Plus two counts, of the account and of the tenant.
	expect(cost.wcu).toBe(100 * alone.cost.wcu + 2);
	expect(cost.rcu).toBe(preview.cost.rcu);
	expect(cost.rcu / 100).toBeLessThan(alone.cost.rcu);
});

test("counts each record towards the share: a loop is refused at once, and others are unaffected", async () => {
	await world.takeIn(accountSaved({ accountId: "loop", role: "admin" }));
	const share = rates["bulk-correction"].account;
	const nobody = Array.from({ length: 100 }, (_, index) => item(`nobody-${index}`));
	for (let counted = 0; counted < share; counted += 100) {
		expect((await correct(nobody, {}, "loop")).status).toBe(200);
	}
	const [callId = ""] = await records(1);
	const refused = await correct([item(callId)], {}, "loop");
	expect([refused.status, refused.body.code]).toEqual([429, "too-many-requests"]);
	expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
	expect((await correct([item(callId)], { dryRun: true }, "loop")).body.items).toMatchObject([
		{ outcome: "correctable" },
	]);
	expect((await correct([item(callId)])).body.items).toMatchObject([{ outcome: "corrected", version: 1 }]);
});
