import { beforeEach, describe, expect, it, test } from "vitest";
import { marksAfterMs, stretchMs } from "../../../shared/call-history/marks-model.ts";
import { fields, marksIndex } from "../../../shared/call-history/schema.ts";
import { packsAfterMs } from "../../../shared/pack/model.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, callCompleted, recordingStored } from "../../support/events.ts";
import { partitionOf, tableClient } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const calledAt = Date.parse("2026-11-20T10:03:00+09:00");
/** From this time on, every write to a record of that call's stretch is marked. */
const marksFrom = Date.parse("2026-11-20T10:15:00+09:00");
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

const call = (callId: string) => callCompleted({ callId, calledAt: new Date(calledAt).toISOString() });

async function takenIn(callId: string, at: number): Promise<void> {
	world.clock.now = at;
	expect(await world.takeIn(call(callId))).toEqual([]);
}

async function recordOf(callId: string) {
	const items = await partitionOf(world, `acme#${callId}`);
	return items.find((item) => item.s?.S === "c") ?? {};
}

async function marksOf(callId: string) {
	const record = await recordOf(callId);
	return [record[fields.marks]?.S, Number(record[fields.markedAt]?.N)];
}

const unmarked = [undefined, Number.NaN];

test("packing starts ten minutes after the last unmarked write", () => {
	expect(marksFrom).toBe(Math.ceil(calledAt / stretchMs) * stretchMs + marksAfterMs);
	expect(packsAfterMs - marksAfterMs).toBe(600_000);
});

describe("an incoming call", () => {
	it("is not marked within its stretch or the five minutes after it", async () => {
		await takenIn("m-1", calledAt + 1000);
		await takenIn("m-2", marksFrom - 1);
		expect([await marksOf("m-1"), await marksOf("m-2")]).toEqual([unmarked, unmarked]);
	});

	it("is marked when it comes later", async () => {
		await takenIn("m-1", marksFrom);
		await takenIn("m-2", marksFrom + 30 * 86_400_000);
		expect(await marksOf("m-1")).toEqual(["acme", marksFrom]);
		expect(await marksOf("m-2")).toEqual(["acme", marksFrom + 30 * 86_400_000]);
	});

	it("is not marked when it comes again, because nothing is written", async () => {
		await takenIn("m-1", calledAt + 1000);
		await takenIn("m-1", marksFrom);
		expect(await marksOf("m-1")).toEqual(unmarked);
	});
});

describe("a recording", () => {
	beforeEach(() => takenIn("m-1", calledAt + 1000));

	const stored = (time: string, objectKey = "acme/one.wav") => ({
		...recordingStored("m-1", { objectKey }),
		time: `2026-11-20T${time}+09:00`,
	});

	it("of a new call leaves no mark", async () => {
		world.clock.now = marksFrom - 1;
		await world.takeIn(stored("10:05:00"));
		expect(await marksOf("m-1")).toEqual(unmarked);
		expect((await recordOf("m-1"))[fields.recordingKey]?.S).toBe("acme/one.wav");
	});

	it("of an old call marks it", async () => {
		world.clock.now = marksFrom;
		await world.takeIn(stored("10:05:00"));
		expect(await marksOf("m-1")).toEqual(["acme", marksFrom]);
		expect((await recordOf("m-1"))[fields.recordingKey]?.S).toBe("acme/one.wav");
	});

	it.each([
		["new", marksFrom - 1],
		["old", marksFrom],
	])("older than the current one is only added to the older ones, without a mark: of a %s call", async (_, at) => {
		world.clock.now = at;
		await world.takeIn(stored("10:06:00", "acme/later.wav"));
		const before = await recordOf("m-1");
		world.clock.now++;
		expect(await world.takeIn(stored("10:05:00"))).toEqual([]);
		expect(await recordOf("m-1")).toEqual({ ...before, [fields.olderRecordings]: expect.anything() });
	});

	it("of a call that has not arrived waits, even when it is old", async () => {
		await world.takeIn({ ...recordingStored("none"), time: "2026-11-20T10:05:00+09:00" });
		expect(world.waiting).toHaveLength(1);
	});
});

describe("a correction", () => {
	const correct = async (memo: string) => {
		const request = { path: { callId: "m-1" }, headers: { "if-match": "*" }, body: { memo, reason: "聞き直し" } };
		const { status, cost } = await world.call("correct-call-history", request);
		expect(status).toBe(200);
		return cost;
	};
	beforeEach(() => takenIn("m-1", calledAt + 1000));

	it("of a new call leaves no mark", async () => {
		world.clock.now = marksFrom - 1;
		await correct("一");
		expect(await marksOf("m-1")).toEqual(unmarked);
	});

	it("of an old call marks it, and the next one renews the mark for at most twelve write units", async () => {
		world.clock.now = marksFrom;
		// Nothing is noted yet for the current stretch: the note costs one unit, and one more in its index.
		expect((await correct("一")).wcu).toBeLessThanOrEqual(12 + 2);
		expect(await marksOf("m-1")).toEqual(["acme", marksFrom]);
		world.clock.now++;
		expect((await correct("二")).wcu).toBeLessThanOrEqual(12);
		expect(await marksOf("m-1")).toEqual(["acme", marksFrom + 1]);
	});
});

test("a record that is put back gets a new mark", async () => {
	await takenIn("m-1", marksFrom);
	const item = await recordOf("m-1");
	const { DeleteItemCommand } = await import("@aws-sdk/client-dynamodb");
	const Key = Object.fromEntries(["p", "s"].map((name) => [name, item[name] as never]));
	await tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key }));
	const later = marksFrom + 86_400_000;
	expect(await world.deps.expiries.putBack(item, 2_000_000_000, later)).toBe(true);
	expect(await recordOf("m-1")).toEqual({
		...item,
		[marksIndex.sk]: { N: String(later) },
		[fields.expiresAt]: { N: "2000000000" },
	});
});
