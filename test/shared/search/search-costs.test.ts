import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallHistory, Expiring } from "../../../shared/call-history/model.ts";
import type { indexes } from "../../../shared/call-history/schema.ts";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import { createLoadedWorld, entryBytes, recordItem } from "../../support/bulk-load.ts";
import { accountSaved, basicTenant, batchSaved } from "../../support/events.ts";
import { makeCalls } from "../../support/records.ts";
import type { ApiResponse, World } from "../../support/world.ts";

const day = { from: "2026-11-19T00:00", to: "2026-11-19T24:00" };
const bytesPerUnit = 8192;
/** What every search pays beside its index: the directory, and half a unit a row for each of the page's look-ups. */
const directoryUnits = 3;

let calls: Expiring<CallHistory>[];
let world: World;
let stop: () => void;

beforeAll(async () => {
	const at = (text: string) => Date.parse(`${text}+09:00`);
	const batches = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({
		batchId: `b0${number}`,
		campaignId: number % 2 ? "c01" : "c02",
		endsOn: "2026-11-30",
	}));
	calls = makeCalls({ count: 100_000, from: at("2026-11-19T09:00:00"), to: at("2026-11-19T20:30:00"), batches });
	({ world, stop } = await createLoadedWorld(calls));
	const agents = Array.from({ length: 38 }, (_, index) =>
		accountSaved({ accountId: `ag${String(index + 3).padStart(2, "0")}` }),
	);
	await world.takeIn(...basicTenant(), ...agents, ...batches.map((batch) => batchSaved(batch)));
});
afterAll(() => stop());

function search(conditions: object) {
	return world.call("search-call-histories", { body: { period: day, ...conditions } });
}

describe("one day's 100,000 records, as they lie in the table", () => {
	test("a name that nobody has: within the bound of units, and in five round trips one after another", async () => {
		const { status, cost } = await search({ name: "存在しない" });
		expect(status).toBe(200);
		expect(cost.rcu).toBeLessThanOrEqual(5200);
		// All of it was looked at, and none of it twice.
		expect(cost.rcu).toBeGreaterThan((100_000 * 200) / bytesPerUnit);
		expect(cost.trips).toBeLessThanOrEqual(5);
	});

	test.each([
		["a result", { resultIds: ["c01-contract"] }],
		["an agent", { agentIds: ["ag07"] }],
	])("the next page in the default order takes three calls: %s", async (_, conditions) => {
		const first = await search(conditions);
		const next = await search({ ...conditions, page: { cursor: first.body.nextCursor } });
		expect(next.body.rows).toHaveLength(100);
		expect(next.cost.calls).toBe(3);
	});

	test("more hits than the limit cost no more than it takes to know it", async () => {
		const { status, cost } = await search({});
		expect(status).toBe(422);
		const floor = bytesOf("by-time", calls.slice(-10_001)) / bytesPerUnit;
		// A page is rounded up to half a unit, and the first look is in four places.
		expect(cost.rcu).toBeLessThanOrEqual(floor + directoryUnits + 4 * 0.5);
	});
});

describe("an index that fits the conditions", () => {
	const agentIs = (agentId: string) => (call: CallHistory) => call.agentId === agentId;
	test.each([
		[
			"a phone prefix of six digits",
			"by-number",
			{ phone: "090123" },
			(call: CallHistory) => call.phone.startsWith("090123"),
		],
		["a whole number", "by-number", "whole", () => false],
		["an agent", "by-agent", { agentIds: ["ag07"] }, agentIs("ag07")],
		[
			"three agents",
			"by-agent",
			{ agentIds: ["ag07", "ag08", "ag09"] },
			(call: CallHistory) => ["ag07", "ag08", "ag09"].includes(call.agentId ?? ""),
		],
	] as const)("%s: reads the entries that match its key, and no others", async (_, index, given, matches) => {
		const number = calls[500]?.phone;
		const conditions = given === "whole" ? { phone: number } : given;
		const hits = calls.filter(given === "whole" ? (call) => call.phone === number : matches);
		const { body, cost } = await search(conditions);
		expect(body.total).toBe(hits.length);
		const entries = bytesOf(index, hits) / bytesPerUnit;
		const pointers = new Set(body.rows.map((row: CallHistory) => `${row.batchId} ${row.customerId}`)).size * 0.5;
		expect(cost.rcu - pointers - directoryUnits).toBeLessThanOrEqual(Math.max(1, entries * 1.3));
	});
});

describe("the same day, packed", () => {
	beforeAll(async () => {
		await packTenant(world.deps, "acme", { deadline: Number.POSITIVE_INFINITY });
	});

	/** Beside the directory, the rows of the page and the pointers to their latest records. */
	function unitsOfSearch({ body, cost }: ApiResponse): number {
		const rows: CallHistory[] = body.rows;
		const pointers = new Set(rows.map(({ batchId, customerId }) => `${batchId} ${customerId}`)).size;
		return cost.rcu - directoryUnits - 0.5 * (rows.length + pointers);
	}

	test.each([
		["a result", { resultIds: ["c01-contract"], callingGroupIds: ["g01"] }],
		["an agent", { agentIds: ["ag07"] }],
		["a batch", { batchIds: ["b03"], customerListIds: ["l01"] }],
		["a name that nobody has", { name: "存在しない" }],
		["a name and a kana", { name: "長谷川", kana: "ｹﾝ" }],
		["the end of a number", { phoneEndsWith: "77" }],
		["the start of a number", { phone: "090123" }],
		[
			"facets and another order",
			{ kana: "ハセガワ ケン", facets: ["result"], sort: { column: "agentName", direction: "asc" } },
		],
		["a memo", { kana: "ハセガワ ケン", memo: "他社" }],
		["a keyword", { keyword: "ｻﾄｳ 成約" }],
		["a keyword of digits", { keyword: "1234", kana: "ハセガワ ケン" }],
	])("%s: next to nothing is read of the table, in five round trips", async (_, conditions) => {
		const answer = await search(conditions);
		expect(answer.status).toBe(200);
		expect(unitsOfSearch(answer)).toBeLessThanOrEqual(5);
		expect(answer.cost.trips).toBeLessThanOrEqual(5);
	});

	test("the next page takes three calls where hits are frequent, and five round trips where they are rare", async () => {
		const nextOf = async (conditions: object) => {
			const first = await search(conditions);
			const next = await search({ ...conditions, page: { cursor: first.body.nextCursor } });
			expect(next.body.rows).toHaveLength(100);
			return next;
		};
		expect((await nextOf({ resultIds: ["c01-contract"] })).cost.calls).toBe(3);
		expect((await nextOf({ batchIds: ["b03"], customerListIds: ["l01", "l02"] })).cost.calls).toBe(3);
		const rare = await nextOf({ kana: "ハセガワ ケン" });
		expect(rare.cost.trips).toBeLessThanOrEqual(5);
		expect(unitsOfSearch(rare)).toBeLessThanOrEqual(5);
	});

	test("more hits than the limit are told without a look at the table", async () => {
		const { status, cost } = await search({});
		expect(status).toBe(422);
		expect(cost.rcu).toBeLessThanOrEqual(directoryUnits + 5);
	});
});

function bytesOf(index: keyof typeof indexes, records: Expiring<CallHistory>[]): number {
	return records.reduce((sum, record) => sum + entryBytes(recordItem(record), index), 0);
}
