import { readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
	accountSaved,
	basicTenant,
	batchSaved,
	callCompleted,
	campaignSaved,
	recordingStored,
} from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { createWorld, type World } from "../../support/world.ts";

describe("the cases of kinds.ndjson", () => {
	const lines = readFileSync(new URL("../../data/kinds.ndjson", import.meta.url), "utf8")
		.trim()
		.split("\n");
	let world: World;

	beforeAll(async () => {
		world = await createWorld({ now: "2026-11-22T15:00:00+09:00" });
		for (let start = 0; start < lines.length; start += 10) await deliver(world, lines.slice(start, start + 10));
	});

	const asAdmin = { tenant: "kinds", account: "ad" };
	const get = async (callId: string) => (await world.call("get-call-history", { ...asAdmin, path: { callId } })).body;

	test("are all taken in", async () => {
		expect([world.rejected, world.waiting, world.postponed]).toEqual([[], [], []]);
		const body = { period: { from: "2026-11-22T00:00", to: "2026-11-22T24:00" } };
		const calls = lines.filter((line) => line.includes("rireki.call.completed.v1"));
		expect((await world.call("search-call-histories", { ...asAdmin, body })).body.total).toBe(calls.length);
	});

	test("include a time in lower case, fractions of a second, and a media type with parameters", async () => {
		expect(await get("t1")).toMatchObject({ calledAt: "2026-11-22T10:00:00+09:00" });
		expect(await get("d1")).toMatchObject({ durationSeconds: 12 });
		expect(await get("o1")).toMatchObject({ recording: { durationSeconds: 3 } });
		expect((await world.deps.callHistoryReader.findRecords("kinds", ["o1"]))[0]?.recording).toMatchObject({
			contentType: "audio/ogg",
		});
	});

	test.each(["m1", "m2", "m4"])("account %s has its role and grants, and no address", async (account) => {
		expect((await world.call("get-me", { tenant: "kinds", account })).body).toMatchObject({
			role: "supervisor",
			campaignIds: ["c1"],
			email: null,
		});
	});

	test("account m1 is shut out by a deactivation with a blank address", async () => {
		await world.takeIn(
			accountSaved(
				{ accountId: "m1", name: "m1", role: "supervisor", campaignIds: ["c1"], email: "", active: false },
				{ tenant: "kinds", time: "2026-11-21T09:00:00+09:00" },
			),
		);
		expect((await world.call("get-me", { tenant: "kinds", account: "m1" })).status).toBe(403);
	});
});

let world: World;
let count = 0;
const logged = vi.spyOn(console, "warn").mockImplementation(() => {});

beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});
beforeEach(() => {
	world.rejected.length = 0;
	logged.mockClear();
});

/** The stored record of a call with this data. */
async function stored(data: object) {
	const callId = `p-${++count}`;
	expect(await deliver(world, [callCompleted({ callId, ...data })])).toEqual([]);
	expect(world.rejected).toEqual([]);
	return (await world.deps.callHistoryReader.findRecords("acme", [callId]))[0];
}
const told = () =>
	logged.mock.calls.flatMap(([line]) =>
		(JSON.parse(line).notes ?? []).filter(({ became }: { became: string }) => became !== "kept"),
	);

test.each([
	["2026-11-20 10:00+09:00", "2026-11-20T10:00:00+09:00"],
	["2026-11-20t01:00:00z", "2026-11-20T10:00:00+09:00"],
	["2026-11-20T10:00:00+0900", "2026-11-20T10:00:00+09:00"],
	["2026-11-20T10:00:00+09", "2026-11-20T10:00:00+09:00"],
	["20261120T100000+0900", "2026-11-20T10:00:00+09:00"],
	["2026-11-20T10:00:00.1239999999+09:00", "2026-11-20T10:00:00.123+09:00"],
	["2026-11-20T10:00:00,5+09:00", "2026-11-20T10:00:00.500+09:00"],
	["2026-11-19T24:00:00+09:00", "2026-11-20T00:00:00+09:00"],
	["2026-11-19T23:59:60Z", "2026-11-20T09:00:00+09:00"],
	["2026-11-20T09:00:00−00:00", "2026-11-20T18:00:00+09:00"],
	["２０２６－１１－２０Ｔ１０：００：００＋０９：００", "2026-11-20T10:00:00+09:00"],
	["\ufeff 2026-11-20T10:00:00\u200b+09:00　", "2026-11-20T10:00:00+09:00"],
	["2026-11-20T10:00:00+09:00[Asia/Tokyo]", "2026-11-20T10:00:00+09:00"],
])("reads the time %j", async (calledAt, expected) => {
	world.clock.now = Date.parse("2026-11-20T15:00:00+09:00");
	expect((await stored({ calledAt }))?.calledAt).toBe(Date.parse(expected));
	expect(told()).toEqual([]);
});

test.each([
	[12, 12],
	[12.7, 12],
	["12", 12],
	["１２", 12],
	[" 12.0 ", 12],
	[0, 0],
	[1_000_000, 1_000_000],
])("reads the duration %j", async (durationSeconds, expected) => {
	expect((await stored({ durationSeconds }))?.durationSeconds).toBe(expected);
});

test.each([
	["ids that are numbers", { requestId: 12345, agentId: 7 }, { requestId: "12345", agentId: "7" }],
	["ids in full width, with blanks around", { agentId: " ａｇ01　" }, { agentId: "ag01" }],
	["a partner in capitals", { talkedWith: "SELF" }, { talkedWith: "self" }],
	["a next action by its name", { nextAction: "Done" }, { nextAction: { type: "done" } }],
	["no next action", { nextAction: null }, { nextAction: { type: "continue" } }],
	["blanks", { memo: "　", remarks: "", kana: null, agentId: "\u200b" }, { memo: undefined, remarks: undefined }],
	["a text that is a number", { memo: 42 }, { memo: "42" }],
	["control characters, which stay", { memo: "\u0000=1+1\u0007" }, { memo: "\u0000=1+1\u0007" }],
])("reads %s", async (_, data, expected) => {
	expect(await stored(data)).toMatchObject(expected);
	expect(told()).toEqual([]);
});

test.each<[string, object, object, object]>([
	["talkedWith", { talkedWith: "dog" }, { talkedWith: undefined }, { code: "invalid_value" }],
	["agentId", { agentId: "a/b" }, { agentId: undefined }, { code: "invalid_format" }],
	["nextAction", { nextAction: { type: "later" } }, { nextAction: { type: "continue" } }, { code: "invalid_union" }],
	["nextAction", { nextAction: { type: "redial" } }, { nextAction: { type: "continue" } }, { code: "invalid_type" }],
	["createdAt", { createdAt: "2026-02-30T10:00Z" }, { memo: "料金表を送付。〜来週に再度連絡。" }, { code: "no-time" }],
	[
		"createdAt",
		{ createdAt: "2026-11-20T10:00:00" },
		{ memo: "料金表を送付。〜来週に再度連絡。" },
		{ code: "no-time" },
	],
	["altPhone", { altPhone: 312345678 }, { altPhone: undefined }, { code: "invalid_type" }],
	["memo", { memo: { text: "秘密" } }, { memo: undefined }, { code: "invalid_type" }],
	["memo", { memo: "あ".repeat(5001) }, { memo: `${"あ".repeat(4999)}…` }, { code: "too-long", became: "cut" }],
	["memo", { memo: "𠮷".repeat(6000) }, { memo: `${"𠮷".repeat(4999)}…` }, { code: "too-long", became: "cut" }],
	["memo", { memo: "a\ud842b" }, { memo: "a\ufffdb" }, { code: "lone-surrogate", became: "replaced" }],
	[
		"name",
		{ name: `\ud842${"名".repeat(200)}` },
		{ name: `\ufffd${"名".repeat(198)}…` },
		{ code: "too-long", became: "cut" },
	],
])("takes in a call without the unusable part of its %s: %j", async (field, data, expected, how) => {
	expect(await stored(data)).toMatchObject(expected);
	expect(told()).toEqual([{ pointer: `/data/${field}`, became: "left-out", ...how }]);
});

test("logs which event lost which members, without their values", async () => {
	const call = callCompleted(
		{ callId: "log-1", talkedWith: "秘密の値", memo: `${"秘密の値".repeat(2000)}`, agentId: "秘密の値" },
		{ id: "e-4711" },
	);
	await deliver(world, [call]);
	expect(logged).toHaveBeenCalledTimes(1);
	const line = String(logged.mock.calls[0]?.[0]);
	expect(JSON.parse(line)).toMatchObject({
		level: "warn",
		tenantId: "acme",
		eventId: "e-4711",
		eventType: "rireki.call.completed.v1",
		count: 3,
		notes: [{ pointer: "/data/agentId" }, { pointer: "/data/talkedWith" }, { pointer: "/data/memo", became: "cut" }],
	});
	expect(line).not.toContain("秘密");
});

test("logs a lost field when the event is applied, not each time that it waits", async () => {
	const call = callCompleted({ callId: "log-2", batchId: "b77", talkedWith: "dog" });
	expect(await deliver(world, [call])).toEqual([0]);
	expect(told()).toEqual([]);
	await world.takeIn(batchSaved({ batchId: "b77" }));
	expect(await deliver(world, [call])).toEqual([]);
	expect(told()).toHaveLength(1);
});

test("counts lost fields by their codes, in the embedded metric format", async () => {
	const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
	vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "rireki-test-intake");
	await deliver(world, [callCompleted({ callId: "log-3", talkedWith: "dog", agentId: "a/b", resultId: "c/d" })]);
	vi.unstubAllEnvs();
	const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)));
	written.mockRestore();
	expect(lines.flatMap(({ FieldsNoted, Reason }) => (FieldsNoted ? [[Reason, FieldsNoted]] : []))).toEqual([
		["invalid_format", 2],
		["invalid_value", 1],
	]);
});

test.each([
	["audio/ogg; codecs=opus", "audio/ogg", []],
	["AUDIO/MPEG", "audio/mpeg", []],
	["　audio/x-wav ;charset=binary", "audio/x-wav", []],
	[null, "audio/wav", []],
	["text/html", "audio/wav", ["/data/contentType"]],
	[["audio/mpeg"], "audio/wav", ["/data/contentType"]],
])("keeps a recording of the media type %j as %s", async (contentType, expected, lost) => {
	const callId = `rec-${++count}`;
	const recording = recordingStored(callId, { durationSeconds: 12.7 });
	await deliver(world, [callCompleted({ callId }), { ...recording, data: { ...recording.data, contentType } }]);
	const [record] = await world.deps.callHistoryReader.findRecords("acme", [callId]);
	expect(record?.recording).toMatchObject({ contentType: expected, durationSeconds: 12 });
	expect(told().map(({ pointer }: { pointer: string }) => pointer)).toEqual(lost);
});

test.each([
	["2026/11/01", "2026-11-30"],
	["2026-11-1", "20261130"],
	["２０２６－１１－０１", "2026年11月30日"],
	[20261101, " 2026.11.30 "],
	["2026-11-30", "2026-11-01"],
])("reads a period from %j to %j", async (startsOn, endsOn) => {
	const batchId = `p-${++count}`;
	await deliver(world, [batchSaved({ batchId, startsOn: startsOn as string, endsOn })]);
	const { batches } = await world.deps.directoryReader.load("acme");
	expect(batches.get(batchId)).toMatchObject({ startsOn: "2026-11-01", endsOn: "2026-11-30" });
});

test("logs a period whose dates were in the wrong order", async () => {
	await deliver(world, [batchSaved({ batchId: "swapped", startsOn: "2026-11-30", endsOn: "2026-11-01" })]);
	expect(told()).toEqual([{ pointer: "/data/endsOn", code: "order", became: "swapped" }]);
});

test.each([
	["a single id", "c01", ["c01"], 0],
	["null", null, [], 0],
	["an id that is a number", [7, "c01"], ["7", "c01"], 0],
	["invalid ids, which grant nothing", ["c/1", "c01", null, "c02", {}], ["c01", "c02"], 3],
	["an object", { c01: true }, [], 1],
	[
		"more than a thousand",
		Array.from({ length: 1002 }, (_, index) => `c${index}`),
		expect.objectContaining({ length: 1000 }),
		2,
	],
	["thousands of faults", Array.from({ length: 5000 }, () => "c/1"), [], 1],
])("reads an account's campaigns: %s", async (_, campaignIds, expected, lost) => {
	const accountId = `p-${++count}`;
	const event = accountSaved({ accountId, role: "supervisor" });
	expect(await deliver(world, [{ ...event, data: { ...event.data, campaignIds } }])).toEqual([]);
	const { accounts } = await world.deps.directoryReader.load("acme");
	expect(accounts.get(accountId)?.campaignIds).toEqual(expected);
	expect(told()).toHaveLength(lost);
});

test("cuts a name that is too long, and reads a flag in capitals, but not in Japanese", async () => {
	const event = campaignSaved({ campaignId: "long", name: "長".repeat(201) });
	await deliver(world, [{ ...event, data: { ...event.data, resultEntry: "いいえ" } }]);
	expect(world.rejected).toMatchObject([{ reason: "invalid-event" }]);
	await deliver(world, [{ ...event, data: { ...event.data, resultEntry: " FALSE" } }]);
	const { campaigns } = await world.deps.directoryReader.load("acme");
	expect(campaigns.get("long")).toMatchObject({ name: `${"長".repeat(199)}…`, resultEntry: false });
});
