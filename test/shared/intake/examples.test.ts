import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { deliver } from "../../support/queue.ts";
import { createWorld, type World } from "../../support/world.ts";

const lines = readFileSync(new URL("../../data/events.example.ndjson", import.meta.url), "utf8")
	.trim()
	.split("\n");
let world: World;

beforeAll(async () => {
	world = await createWorld({ now: "2026-11-20T15:00:00+09:00" });
});

const asSupervisor = { account: "sv01", path: { callId: "20261120-000001" } };

test("takes in every example at the first delivery", async () => {
	for (let start = 0; start < lines.length; start += 10) {
		expect(await deliver(world, lines.slice(start, start + 10))).toEqual([]);
	}
	expect(world.rejected).toEqual([]);
});

test("stores the tenant, its accounts and their grants", async () => {
	const me = { tenantId: "acme", tenantName: "アクメ株式会社" };
	expect((await world.call("get-me", asSupervisor)).body).toEqual({
		...me,
		accountId: "sv01",
		name: "田中 花子",
		role: "supervisor",
		email: "tanaka@example.com",
		campaignIds: ["c01"],
	});
	expect((await world.call("get-me", { account: "ag01" })).body).toEqual({
		...me,
		accountId: "ag01",
		name: "鈴木 一郎",
		role: "agent",
		email: null,
		campaignIds: null,
	});
});

test("stores campaigns, batches and groups, and not the deleted list", async () => {
	const { body } = await world.call("get-search-options", { account: "sv01" });
	expect(body).toMatchObject({
		campaigns: [{ campaignId: "c01", name: "秋の定期プラン案内", resultEntry: true }],
		batches: [{ batchId: "b01", name: "11月分", campaignId: "c01", startsOn: "2026-11-01", endsOn: "2026-11-30" }],
		customerLists: [],
		callingGroups: [{ callingGroupId: "g01", name: "東京第一" }],
		agents: [{ accountId: "ag01", name: "鈴木 一郎", active: true }],
	});
	expect(body.campaigns[0].results.map((result: { label: string }) => result.label)).toEqual([
		"成約",
		"見込みあり",
		"お断り",
		"不在",
	]);
});

test("stores the call that an agent took, with its recording", async () => {
	const { status, headers, body } = await world.call("get-call-history", asSupervisor);
	expect([status, headers.etag]).toEqual([200, '"0"']);
	expect(body).toMatchObject({
		callId: "20261120-000001",
		requestId: "01234567890123456789",
		calledAt: "2026-11-20T10:00:12+09:00",
		campaignId: "c01",
		campaignName: "秋の定期プラン案内",
		batchId: "b01",
		batchName: "11月分",
		batchPeriod: { startsOn: "2026-11-01", endsOn: "2026-11-30" },
		customerListId: "l01",
		customerListName: null,
		callingGroupId: "g01",
		callingGroupName: "東京第一",
		customerId: "cu-0001",
		callerId: "0312340000",
		name: "髙橋 さくら",
		kana: "タカハシ サクラ",
		phone: "09012345678",
		altPhone: null,
		remarks: "平日午前を希望",
		agentId: "ag01",
		agentName: "鈴木 一郎",
		talkedWith: "self",
		resultId: "c01-interested",
		resultLabel: "見込みあり",
		durationSeconds: 184,
		nextAction: { type: "redial", redialAt: "2026-11-25T10:00:00+09:00" },
		memo: "料金表を送付。〜来週に再度連絡。",
		createdAt: "2026-11-20T10:03:40+09:00",
		recording: { durationSeconds: 184 },
		updatedAt: "2026-11-20T10:03:40+09:00",
		updatedBy: null,
		updatedByName: null,
		version: 0,
		editable: { allowed: true },
	});
});

test("stores the unanswered call, created at the time of its event", async () => {
	const { body } = await world.call("get-call-history", { account: "sv01", path: { callId: "20261120-000002" } });
	expect(body).toMatchObject({
		agentId: null,
		agentName: null,
		talkedWith: null,
		resultId: "timeout",
		resultLabel: "タイムアウト",
		durationSeconds: 0,
		nextAction: { type: "continue" },
		memo: null,
		createdAt: "2026-11-20T10:05:02+09:00",
		recording: null,
	});
});
