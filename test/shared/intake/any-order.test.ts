import { expect, test } from "vitest";
import {
	accountSaved,
	basicTenant,
	batchSaved,
	type CloudEvent,
	callCompleted,
	callingGroupSaved,
	campaignSaved,
	customerListDeleted,
	customerListSaved,
	recordingStored,
	tenantSaved,
} from "../../support/events.ts";
import { long } from "../../support/limits.ts";
import { deliver } from "../../support/queue.ts";
import { createRandom } from "../../support/records.ts";
import { scanTable } from "../../support/table.ts";
import { times } from "../../support/thorough.ts";
import { createWorld, type World } from "../../support/world.ts";

const day = (date: number) => ({ time: `2026-11-${String(date).padStart(2, "0")}T12:00:00+09:00` });
const call = (callId: string, time: string, customerId: string, more: object = {}) =>
	callCompleted({ callId, calledAt: `2026-11-20T${time}+09:00`, customerId, createdAt: null, ...more });

const changed = (event: CloudEvent, data: object): CloudEvent => ({ ...event, data: { ...event.data, ...data } });

/** Saves of the same entries at different times, ties, deletions, calls, recordings, and events that never apply. */
const events: CloudEvent[] = [
	...basicTenant(),
	tenantSaved({ name: "アクメ" }, day(2)),
	accountSaved({ accountId: "ag01", name: "鈴木 次郎", email: "ag01@example.com" }, day(3)),
	accountSaved({ accountId: "ag01", name: "鈴木 三郎", active: false }, day(2)),
	accountSaved({ accountId: "sv02", role: "supervisor", campaignIds: ["c01", "c02"] }, { ...day(2), id: "tie-1" }),
	accountSaved({ accountId: "sv02", role: "admin" }, { ...day(2), id: "tie-2" }),
	campaignSaved({ campaignId: "c01", name: "冬の定期プラン案内", results: [] }, day(4)),
	campaignSaved({ campaignId: "c01", name: "案内" }, { ...day(4), id: "a" }),
	batchSaved({ batchId: "b01", name: "11月" }, day(2)),
	batchSaved({ batchId: "b99", startsOn: "2026-07-01", endsOn: "2026-08-21" }),
	customerListSaved({ name: "資料" }, day(2)),
	customerListDeleted("l01", day(3)),
	customerListSaved({ customerListId: "l02", name: "再登録" }, day(5)),
	customerListDeleted("l02", day(4)),
	customerListDeleted("l03", { ...day(4), id: "tie-1" }),
	customerListSaved({ customerListId: "l03", name: "同時" }, { ...day(4), id: "tie-2" }),
	callingGroupSaved({ name: "東京第二" }, day(2)),
	call("x-1", "10:00:00", "X"),
	call("x-2", "12:00:00", "X", { agentId: null, resultId: "timeout", durationSeconds: 0 }),
	call("x-3", "14:00:00", "X", { nextAction: { type: "redial", redialAt: "2026-11-25T10:00:00+09:00" } }),
	call("x-4", "14:00:00", "X"),
	changed(accountSaved({ accountId: "ag02", name: "佐藤 四郎" }, day(2)), { role: "operator", active: "false" }),
	call("x-6", "11:00:00", "X", { talkedWith: "dog" }),
	call("x-6", "11:00:00", "X"),
	call("x-5", "16:00:00", "X", { batchId: "b02", campaignId: "c02", resultId: null }),
	call("y-1", "10:00:00", "Y", { memo: "", remarks: " ", kana: null, phone: "非通知" }),
	call("y-2", "09:59:59.999", "Y", { phone: "+1 212 555 0100" }),
	recordingStored("x-1", { ...day(20), objectKey: "acme/old.wav" }),
	recordingStored("x-1", { ...day(21), objectKey: "acme/new.wav" }),
	recordingStored("x-3", { ...day(20), objectKey: "acme/tie-2.wav" }),
	recordingStored("x-3", { ...day(20), objectKey: "acme/tie-1.wav" }),
	recordingStored("x-1", { ...day(19), objectKey: "acme/new.wav", durationSeconds: 12 }),
	recordingStored("x-1", { ...day(20), objectKey: "acme/twice.wav", durationSeconds: 9 }),
	recordingStored("x-1", { ...day(20), objectKey: "acme/twice.wav", durationSeconds: 10 }),
	recordingStored("x-3", { ...day(19), objectKey: "acme/old.wav" }),
	recordingStored("x-4", { objectKey: "globex/x-4.wav" }),
	call("never-1", "10:00:00", "X", { campaignId: "c02" }),
	call("never-2", "10:00:00", "X", { batchId: "b99" }),
	call("never-3", "10:00:00", "X", { durationSeconds: -1 }),
];

test("leaves the same state, whatever the order of events and however often each one comes", long, async () => {
	const rounds = times(3, 8);
	const lanes = [1, 2, 3, 4].map(async (seed) => {
		const random = createRandom(seed);
		const left: unknown[] = [];
		for (let round = 0; round < rounds; round++) {
			const world = await createWorld();
			await deliverAll(world, shuffle([...events, ...events.filter(() => random() < 0.3)], random), random);
			left.push({ items: await scanTable(world), rejected: reasons(world) });
		}
		return left;
	});
	const [first, ...others] = (await Promise.all(lanes)).flat();
	expect(others).toHaveLength(4 * rounds - 1);
	for (const other of others) expect(other).toEqual(first);
});

test("leaves the newest state", async () => {
	const world = await createWorld();
	const random = createRandom(5);
	await deliverAll(world, shuffle([...events], random), random);
	const { tenant, accounts, campaigns, batches, customerLists } = await world.deps.directoryReader.load("acme");
	expect(tenant?.name).toBe("アクメ");
	expect(accounts.get("ag01")).toMatchObject({ name: "鈴木 次郎", active: true });
	expect(accounts.get("sv02")?.role).toBe("admin");
	expect(accounts.get("ag02")).toMatchObject({ name: "佐藤 四郎", role: "agent", active: false });
	expect(campaigns.get("c01")?.name).toBe("冬の定期プラン案内");
	expect(batches.get("b01")?.name).toBe("11月");
	expect([...customerLists.values()].map(({ name }) => name)).toEqual(["再登録", "同時"]);
	const records = await world.deps.callHistoryReader.findRecords("acme", ["x-1", "x-3"]);
	expect(new Set(records.map(({ recording }) => recording?.objectKey))).toEqual(
		new Set(["acme/new.wav", "acme/tie-2.wav"]),
	);
	const latest = await world.deps.callHistoryReader.findLatest([
		{ tenantId: "acme", batchId: "b01", customerId: "X" },
		{ tenantId: "acme", batchId: "b02", customerId: "X" },
		{ tenantId: "acme", batchId: "b01", customerId: "Y" },
	]);
	expect(latest).toEqual(new Set(["x-4", "x-5", "y-1"]));
	expect((await world.deps.callHistoryReader.findRecords("acme", ["x-6"]))[0]?.talkedWith).toBe("self");
	expect(reasons(world)).toEqual([
		"call-id-taken x-6",
		"campaign-mismatch never-1",
		"foreign-object-key x-4",
		"invalid-event never-3",
		"retention-over never-2",
	]);
});

/** Delivers batches of one to ten; waiting events come back later, and so do others at random. */
async function deliverAll(world: World, queue: CloudEvent[], random: () => number): Promise<void> {
	while (queue.length > 0) {
		const batch = queue.splice(0, 1 + Math.floor(random() * 10));
		const again = new Set(await deliver(world, batch));
		const more = batch.filter((_, index) => again.has(index) || random() < 0.15);
		for (const event of more) queue.splice(Math.floor(random() * (queue.length + 1)), 0, event);
	}
}

function reasons(world: World): string[] {
	return [...new Set(world.rejected.map(({ body, reason }) => `${reason} ${JSON.parse(body).data.callId}`))].sort();
}

function shuffle<T>(values: T[], random: () => number): T[] {
	for (let last = values.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		[values[last], values[other]] = [values[other] as T, values[last] as T];
	}
	return values;
}
