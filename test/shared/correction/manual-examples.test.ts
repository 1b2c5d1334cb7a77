import { beforeAll, expect, test } from "vitest";
import { accountSaved, basicTenant, batchSaved, callCompleted } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

const older = "過去履歴の為、修正不可。";
const latest = "最新履歴の為、修正可能。";
const latestOfA = "バッチAの最新履歴の為、修正可能。";
const latestOfB = "バッチBの最新履歴の為、修正可能。";
const noAnswer = "Xさんに発信するも不通。自動発信継続。";
const answered = "Xさんが応答し、通話成立。";

/** The two tables of the manual, 2.2 応対履歴の編集, verbatim. */
const tables = {
	例: [
		["バッチA", "2021/01/12 10:00:00", noAnswer, older],
		["バッチA", "2021/01/12 12:00:00", noAnswer, older],
		["バッチA", "2021/01/12 14:00:00", noAnswer, older],
		["バッチA", "2021/01/12 16:00:00", answered, latest],
	],
	複数バッチに同じ顧客: [
		["バッチA", "2021/01/12 14:00:00", noAnswer, older],
		["バッチA", "2021/01/12 16:00:00", noAnswer, latestOfA],
		["バッチB", "2021/01/13 15:00:00", noAnswer, older],
		["バッチB", "2021/01/13 17:00:00", noAnswer, latestOfB],
	],
} as const;

const batchIds = { バッチA: "b-A", バッチB: "b-B" } as const;
const period = { from: "2021-01-12T00:00", to: "2021-01-13T24:00" };
const callIdOf = (table: string, time: string) => `${table === "例" ? "one" : "two"}-${time.replace(/\D/g, "")}`;

/** Each table has its own world, because both have the same customer. */
const worlds = new Map<string, World>();

beforeAll(async () => {
	for (const [table, rows] of Object.entries(tables)) {
		const world = await createWorld({ now: "2021-01-13T18:00:00+09:00" });
		worlds.set(table, world);
		await world.takeIn(
			...basicTenant(),
			accountSaved({ accountId: "sv02", role: "supervisor", campaignIds: ["c01"] }),
			batchSaved({ batchId: "b-A", name: "バッチA", startsOn: "2021-01-12", endsOn: "2021-01-31" }),
			batchSaved({ batchId: "b-B", name: "バッチB", startsOn: "2021-01-13", endsOn: "2021-01-31" }),
		);
		for (const [batch, time, action] of rows) {
			const talked = action === answered;
			const call = callCompleted({
				callId: callIdOf(table, time),
				calledAt: `${time.replaceAll("/", "-").replace(" ", "T")}+09:00`,
				createdAt: null,
				batchId: batchIds[batch],
				customerId: "X",
				name: "X",
				...(talked ? {} : { agentId: null, talkedWith: null, resultId: "timeout", durationSeconds: 0 }),
				nextAction: { type: talked ? "done" : "continue" },
			});
			await world.takeIn(call);
		}
	}
});

const cases = Object.entries(tables).flatMap(([table, rows]) => rows.map((row) => [table, ...row] as const));

test.each(cases)("%s: %s %s %s → %s", async (table, batch, time, _, verdict) => {
	const world = worlds.get(table) as World;
	const callId = callIdOf(table, time);
	const allowed = verdict.endsWith("修正可能。");
	const editable = allowed ? { allowed } : { allowed, reason: "not-latest" };
	for (const account of ["admin", "sv02"]) {
		const { body } = await world.call("search-call-histories", { account, body: { period } });
		const row = body.rows.find((candidate: { callId: string }) => candidate.callId === callId);
		expect(row).toMatchObject({ batchName: batch, editable });
		const answer = await world.call("correct-call-history", {
			account,
			path: { callId },
			headers: { "if-match": "*" },
			body: { memo: `${account}による訂正` },
		});
		expect([answer.status, answer.body.code]).toEqual(allowed ? [200, undefined] : [409, "not-latest"]);
	}
	const { body } = await world.call("list-corrections", { path: { callId } });
	expect(body.items).toHaveLength(allowed ? 2 : 0);
});

test("a record is editable until a newer one arrives", async () => {
	const world = await createWorld({ now: "2021-01-12T12:30:00+09:00" });
	await world.takeIn(...basicTenant(), batchSaved({ batchId: "b-A", startsOn: "2021-01-12", endsOn: "2021-01-31" }));
	const call = (callId: string, time: string) =>
		callCompleted({ callId, customerId: "X", batchId: "b-A", calledAt: `2021-01-12T${time}+09:00` });
	const editable = async (callId: string) =>
		(await world.call("get-call-history", { path: { callId } })).body.editable.allowed;
	await world.takeIn(call("twelve", "12:00:00"));
	expect(await editable("twelve")).toBe(true);
	await world.takeIn(call("ten", "10:00:00"));
	expect([await editable("ten"), await editable("twelve")]).toEqual([false, true]);
	await world.takeIn(call("fourteen", "14:00:00"));
	expect([await editable("twelve"), await editable("fourteen")]).toEqual([false, true]);
});
