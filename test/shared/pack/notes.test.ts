import { beforeEach, describe, expect, it, test } from "vitest";
import { stretchMs, stretchOf } from "../../../shared/call-history/marks-model.ts";
import { packDueAt } from "../../../shared/pack/model.ts";
import { createPackNotes } from "../../../shared/pack/notes.ts";
import { packDueIndex } from "../../../shared/pack/schema.ts";
import type { Item } from "../../../shared/platform/dynamodb.ts";
import type { TableWriter } from "../../../shared/platform/table-writer.ts";
import { deleteByAge, doRetention, passChanges } from "../../support/changes.ts";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const now = Date.parse("2026-11-20T15:04:00+09:00");
const stretch = stretchOf(now);
const note = (tenantId: string, at = now) => ({
	p: { S: `${tenantId}###` },
	s: { S: `w#${stretchOf(at)}` },
	packDue: { S: packDueIndex.value },
	dueAt: { N: String(packDueAt(at)) },
});
const lossKey = (batchId: string) => `g#${batchId}`;

describe("a process", () => {
	let puts: Item[];
	let fault: Error | undefined;
	let notes: ReturnType<typeof createPackNotes>;

	beforeEach(() => {
		puts = [];
		fault = undefined;
		const writer = {
			async put(item: Item) {
				if (fault) throw fault;
				puts.push(item);
				return true;
			},
		};
		notes = createPackNotes(writer as unknown as TableWriter);
	});

	it("notes a tenant's writes once per stretch of time, due a quarter of an hour after its end", async () => {
		for (const at of [now, now + 1, stretch + stretchMs - 1]) await notes.written("acme", at);
		expect(puts).toEqual([note("acme")]);
		expect(packDueAt(now)).toBe(Date.parse("2026-11-20T15:25:00+09:00"));
		await notes.written("acme", stretch + stretchMs);
		await notes.written("blue", now);
		expect(puts.slice(1)).toEqual([note("acme", stretch + stretchMs), note("blue")]);
	});

	it("makes concurrent writers wait for the same note", async () => {
		await Promise.all([notes.written("acme", now), notes.written("acme", now)]);
		expect(puts).toHaveLength(1);
		fault = new Error("the table is unavailable");
		const later = now + stretchMs;
		const both = await Promise.allSettled([notes.written("acme", later), notes.written("acme", later)]);
		expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
	});

	it("retries a note that failed", async () => {
		fault = new Error("the table is unavailable");
		await expect(notes.written("acme", now)).rejects.toThrow(fault);
		await expect(notes.lost("acme", "b01", now)).rejects.toThrow(fault);
		fault = undefined;
		await notes.lost("acme", "b01", now);
		expect(puts.map(({ s }) => s?.S)).toEqual([lossKey("b01"), `w#${stretch}`]);
	});

	it("notes a batch's losses once in five minutes, and that the tenant must be packed", async () => {
		for (const at of [now, now + 59_999, now + 60_000]) await notes.lost("acme", "b01", at);
		await notes.lost("acme", "b02", now);
		const loss = (batchId: string, at: number) => ({
			p: { S: "acme###" },
			s: { S: lossKey(batchId) },
			lostAt: { N: String(at) },
			e: { N: String(at / 1000 + 100 * 86_400) },
		});
		expect(puts).toEqual([loss("b01", now), note("acme"), loss("b01", now + 60_000), loss("b02", now)]);
	});

	it("remembers a thousand tenants", async () => {
		for (let tenant = 0; tenant <= 1000; tenant++) await notes.written(`t${tenant}`, now);
		await notes.written("t1", now);
		expect(puts).toHaveLength(1001);
		await notes.written("t0", now);
		expect(puts).toHaveLength(1002);
	});
});

describe("a writer", () => {
	let world: World;
	const noted = async () => (await partitionOf(world, "acme###")).map((item) => item.s?.S);
	const gone = {
		written: () => Promise.reject(new Error("no note")),
		lost: () => Promise.reject(new Error("no note")),
	};

	beforeEach(async () => {
		world = await createWorld();
		world.clock.now = now;
		await world.takeIn(...basicTenant());
		expect(await noted()).toEqual([]);
	});

	test("of calls or recordings leaves a note, and writes nothing if that fails", async () => {
		expect(await deliver(world, [callCompleted({ callId: "n-1" })], { deps: { packNotes: gone } })).toEqual([0]);
		expect(await partitionOf(world, "acme#n-1")).toEqual([]);
		await world.takeIn(callCompleted({ callId: "n-1" }));
		expect(await noted()).toEqual([`w#${stretch}`]);
		expect(await deliver(world, [recordingStored("n-1")], { deps: { packNotes: gone } })).toEqual([0]);
		world.clock.now += stretchMs;
		await world.takeIn(recordingStored("n-1"));
		expect(await noted()).toEqual([`w#${stretch}`, `w#${stretch + stretchMs}`]);
	});

	test("of corrections leaves a note, and writes nothing if that fails", async () => {
		await world.takeIn(callCompleted({ callId: "n-1" }));
		const { packNotes } = world.deps;
		const request = { path: { callId: "n-1" }, headers: { "if-match": '"0"' }, body: { memo: "訂正" } };
		world.deps.packNotes = gone;
		expect((await world.call("correct-call-history", request)).status).toBe(500);
		world.deps.packNotes = packNotes;
		world.clock.now += stretchMs;
		expect((await world.call("correct-call-history", request)).status).toBe(200);
		expect(await noted()).toEqual([`w#${stretch}`, `w#${stretch + stretchMs}`]);
	});

	test("that forgets an expired record notes its batch's loss first", async () => {
		await world.takeIn(callCompleted({ callId: "n-1" }));
		world.clock.now = Date.parse("2027-03-01T01:00:00+09:00");
		await passChanges(world, await deleteByAge(world));
		const { packNotes } = world.deps;
		const [task] = world.retentionTasks;
		world.deps.packNotes = gone;
		await expect(doRetention(world)).rejects.toThrow("forget-record");
		expect(await partitionOf(world, "acme#b01#cu-n-1")).toHaveLength(1);
		world.deps.packNotes = packNotes;
		world.retentionTasks.push(task as NonNullable<typeof task>);
		await doRetention(world);
		expect(await partitionOf(world, "acme#b01#cu-n-1")).toEqual([]);
		expect(await noted()).toEqual([lossKey("b01"), `w#${stretch}`, `w#${stretchOf(world.clock.now)}`]);
	});

	test("that puts a record back notes the write, but no loss", async () => {
		await world.takeIn(callCompleted({ callId: "n-1" }));
		world.clock.now = Date.parse("2027-03-01T01:00:00+09:00");
		const deleted = await deleteByAge(world);
		await world.takeIn(batchSaved({ batchId: "b01", endsOn: "2027-01-31" }, { time: "2026-11-10T09:00:00+09:00" }));
		await passChanges(world, deleted);
		await doRetention(world);
		expect(await noted()).toEqual([`w#${stretch}`, `w#${stretchOf(world.clock.now)}`]);
	});
});
