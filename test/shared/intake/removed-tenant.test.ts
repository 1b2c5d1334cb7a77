import { beforeEach, expect, test } from "vitest";
import { itemsOf } from "../../../commands/remove-tenant/items.ts";
import { markRemoved } from "../../../commands/remove-tenant/mark.ts";
import { removeTenant } from "../../../commands/remove-tenant/remove.ts";
import { changesOf, doRetention, passChanges } from "../../support/changes.ts";
import { basicTenant, callCompleted, customerListDeleted, recordingStored, tenantSaved } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { scanTable, tableClient } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const removedAt = Date.parse("2026-11-20T15:00:00+09:00");
const late = [...basicTenant(), callCompleted({ callId: "x-1" }), recordingStored("x-1"), customerListDeleted("l01")];
const after = { time: "2026-11-20T15:00:01+09:00" };
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...late, ...basicTenant("acme2"), callCompleted({ callId: "x-1" }, { tenant: "acme2" }));
	const deleted = await changesOf(world, async () => {
		const options = {
			tenantId: "acme",
			holdings: { items: itemsOf(tableClient(), world.tableName, "acme") },
			mark: () => markRemoved(tableClient(), world.tableName, "acme", removedAt),
			settleMs: 0,
		};
		expect((await removeTenant(options, () => {})).gone).toBe(true);
	});
	await passChanges(world, deleted);
});

const left = async (tenant = "acme") =>
	(await scanTable(world)).filter(({ p }) => p?.S === tenant || p?.S?.startsWith(`${tenant}#`));

test("only the tenant's id and the time of its removal are left, also after the retention tasks", async () => {
	await doRetention(world);
	expect(await left()).toEqual([
		{
			p: { S: "acme" },
			s: { S: "t#" },
			T: { S: "acme" },
			k: { S: "t" },
			i: { S: "" },
			S: { N: String(removedAt) },
			E: { S: expect.stringContaining("\u{10ffff}") },
			x: { BOOL: true },
			__edb_e__: { S: "t" },
			__edb_v__: { S: "1" },
		},
	]);
	expect((await world.call("get-me")).status).toBe(403);
	expect((await left("acme2")).length).toBeGreaterThan(10);
});

test("late events are dropped: they leave nothing, do not wait, and are not dead-lettered", async () => {
	await doRetention(world);
	const before = await left();
	for (const event of late) expect(await deliver(world, [event])).toEqual([]);
	expect(await deliver(world, late)).toEqual([]);
	expect([world.waiting, world.rejected]).toEqual([[], []]);
	expect(await left()).toEqual(before);
});

test("the sender of a late event is notified that it was dropped", async () => {
	const [event] = late.slice(-1);
	world.published.length = 0;
	await deliver(world, late.slice(-1));
	expect(world.published).toMatchObject([
		{ type: "rireki.event.rejected.v1", tenantid: "acme", data: { eventId: event?.id, reason: "tenant-removed" } },
	]);
});

test("a tenant that is saved at a later time exists again, and takes in events made after its removal", async () => {
	const events = [...basicTenant().slice(1), callCompleted({ callId: "x-2" })].map((event) => ({ ...event, ...after }));
	const returns = tenantSaved({ name: "新" }, after);
	// They wait for the tenant itself.
	expect(await deliver(world, events)).toHaveLength(events.length);
	expect(await deliver(world, [returns])).toEqual([]);
	expect(await deliver(world, events)).toEqual([]);
	expect((await world.call("get-me")).body.tenantName).toBe("新");
	expect((await world.call("get-call-history", { path: { callId: "x-2" } })).status).toBe(200);
});

test("an event made after the removal waits some minutes for the tenant to be saved, and is then dropped", async () => {
	const call = { ...callCompleted({ callId: "x-2" }), ...after };
	expect(await deliver(world, [call], { waits: 7 })).toEqual([0]);
	expect(await deliver(world, [call], { waits: 8 })).toEqual([]);
	expect(world.rejected).toEqual([]);
	expect((await left()).some(({ s }) => s?.S === "c")).toBe(false);
});

test("a tenant whose sender's clock is ahead is removed too, as of just after its last save", async () => {
	await world.takeIn(tenantSaved({ name: "新" }, after));
	const marked = await markRemoved(tableClient(), world.tableName, "acme", removedAt);
	expect(marked).toBe(removedAt + 1001);
	expect((await world.call("get-me")).status).toBe(403);
	expect(await deliver(world, [tenantSaved({ name: "新" }, after)])).toEqual([]);
	expect((await world.call("get-me")).status).toBe(403);
});

test("the proof counts items that others removed meanwhile", async () => {
	let looks = 0;
	const holdings = {
		items: {
			count: async () => ({ found: looks++ === 0 ? 10 : 0, examined: 10 }),
			// Four of ten are gone before the removal reaches them.
			remove: async () => ({ found: 6, examined: 10 }),
		},
	};
	const removal = await removeTenant(
		{ tenantId: "acme", holdings, mark: async (now: number) => now, settleMs: 0 },
		() => {},
	);
	expect(removal).toMatchObject({
		removed: { items: 10 },
		removedByOthers: { items: 4 },
		left: { items: 0 },
		gone: true,
	});
});
