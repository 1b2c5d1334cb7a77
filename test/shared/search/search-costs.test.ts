import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallHistory, Expiring } from "../../../shared/call-history/model.ts";
import type { indexes } from "../../../shared/call-history/schema.ts";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import type { AppError } from "../../../shared/platform/errors.ts";
import { metered } from "../../../shared/platform/meter.ts";
import type { SearchResult } from "../../../shared/search/answer.ts";
import { searchSchema } from "../../../shared/search/model.ts";
import { searchCallHistories } from "../../../shared/search/search-call-histories.ts";
import { createLoadedWorld, entryBytes, recordItem } from "../../support/bulk-load.ts";
import { accountSaved, basicTenant, batchSaved } from "../../support/events.ts";
import { makeCalls } from "../../support/records.ts";
import type { World } from "../../support/world.ts";

const day = { from: "2026-11-19T00:00", to: "2026-11-19T24:00" };
const count = 25_000;
const bytesPerUnit = 8192;
/** What every search pays for the directory, besides its index and the lookups for its rows. */
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
	calls = makeCalls({ count, from: at("2026-11-19T09:00:00"), to: at("2026-11-19T20:30:00"), batches });
	({ world, stop } = await createLoadedWorld(calls));
	const agents = Array.from({ length: 38 }, (_, index) =>
		accountSaved({ accountId: `ag${String(index + 3).padStart(2, "0")}` }),
	);
	await world.takeIn(...basicTenant(), ...agents, ...batches.map((batch) => batchSaved(batch)));
});
afterAll(() => stop());

/** Practically unlimited: on a busy machine, so many records may take longer than a person would wait. */
const patienceMs = 600_000;

function search(conditions: object) {
	const request = searchSchema.parse({ period: day, ...conditions });
	return metered(async (cost) => {
		const caller = { tenantId: "acme", accountId: "admin" };
		const searching = searchCallHistories(world.deps, { caller, request, answerWithinMs: patienceMs });
		const body = await searching.catch((refusal: AppError) => refusal.code);
		return { body, rows: typeof body === "string" ? [] : body.rows, cost };
	});
}

async function nextPage(conditions: object): Promise<Answer> {
	const { body } = await search(conditions);
	const next = await search({ ...conditions, page: { cursor: (body as SearchResult).nextCursor } });
	expect(next.rows).toHaveLength(100);
	return next;
}

/** How many pointers are looked up to decide which of the rows may be corrected. */
function pointersOf(rows: SearchResult["rows"]): number {
	return new Set(rows.map(({ batchId, customerId }) => `${batchId} ${customerId}`)).size;
}

type Answer = Awaited<ReturnType<typeof search>>;

describe("one day's records in the table", () => {
	test("a search for an unknown name stays within its limits of units and round trips", async () => {
		const { body, cost } = await search({ name: "存在しない" });
		expect(body).toMatchObject({ total: 0 });
		expect(cost.readUnits).toBeLessThanOrEqual((count / 100_000) * 5200);
		// All of it was read, and nothing twice.
		expect(cost.readUnits).toBeGreaterThan((count * 200) / bytesPerUnit);
		expect(cost.roundTrips).toBeLessThanOrEqual(5);
	});

	test.each([
		["a result", { resultIds: ["c01-contract"] }],
		["an agent", { agentIds: ["ag07"] }],
	])("the next page in the default order takes three calls: %s", async (_, conditions) => {
		expect((await nextPage(conditions)).cost.calls).toBe(3);
	});

	test("counts without rows read each record once, whatever the limit on hits", async () => {
		const { body, cost } = await search({ rows: false, facets: ["weekday.result"] });
		const [thursday] = (body as SearchResult).facets?.["weekday.result"] ?? [];
		expect([(body as SearchResult).total, thursday?.value, thursday?.count]).toEqual([count, "4", count]);
		const results = Map.groupBy(calls, ({ resultId }) => resultId ?? null);
		expect(new Map(thursday?.split?.map(({ value, count: of }) => [value, of]))).toEqual(
			new Map([...results].map(([value, of]) => [value, of.length])),
		);
		expect(cost.readUnits).toBeLessThanOrEqual((count / 100_000) * 5200);
		expect(cost.roundTrips).toBeLessThanOrEqual(5);
		expect((await search({ rows: false })).body).toMatchObject({ total: count, rows: [], nextCursor: null });
	});

	test("a search over the limit reads no more than is needed to detect that", async () => {
		const { body, cost } = await search({});
		expect(body).toBe("search-limit-exceeded");
		const floor = bytesOf("by-time", calls.slice(-10_001)) / bytesPerUnit;
		// A page is rounded up to half a unit, and the first wave reads four places.
		expect(cost.readUnits).toBeLessThanOrEqual(floor + directoryUnits + 4 * 0.5);
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
	] as const)("reads only the entries that match its key: %s", async (_, index, given, matches) => {
		const number = calls[500]?.phone;
		const conditions = given === "whole" ? { phone: number } : given;
		const hits = calls.filter(given === "whole" ? (call) => call.phone === number : matches);
		const { body, rows, cost } = await search(conditions);
		expect(body).toMatchObject({ total: hits.length });
		const entries = bytesOf(index, hits) / bytesPerUnit;
		expect(cost.readUnits - pointersOf(rows) * 0.5 - directoryUnits).toBeLessThanOrEqual(Math.max(1, entries * 1.3));
	});
});

describe("the same day, packed", () => {
	beforeAll(async () => {
		await packTenant(world.deps, "acme", { deadline: Number.POSITIVE_INFINITY });
	});

	/** Units besides those for the directory, the rows of the page and the pointers to their latest records. */
	function unitsOfSearch({ rows, cost }: Answer): number {
		return cost.readUnits - directoryUnits - 0.5 * (rows.length + pointersOf(rows));
	}

	test.each([
		["a result", { resultIds: ["c01-contract"], callingGroupIds: ["g01"] }],
		["an agent", { agentIds: ["ag07"] }],
		["a batch", { batchIds: ["b03"], customerListIds: ["l01"] }],
		["an unknown name", { name: "存在しない" }],
		["a name and a kana", { name: "長谷川", kana: "ｹﾝ" }],
		["the end of a number", { phoneEndsWith: "77" }],
		["the start of a number", { phone: "090123" }],
		[
			"a kana, with facets and another order",
			{ kana: "ハセガワ ケン", facets: ["result"], sort: { column: "agentName", direction: "asc" } },
		],
		["a memo", { kana: "ハセガワ ケン", memo: "他社" }],
		["a keyword", { keyword: "ｻﾄｳ 成約" }],
		["a keyword of digits", { keyword: "1234", kana: "ハセガワ ケン" }],
	])("a search by %s reads almost nothing from the table, in five round trips", async (_, conditions) => {
		const answer = await search(conditions);
		expect(answer.body).toMatchObject({ total: expect.any(Number) });
		expect(unitsOfSearch(answer)).toBeLessThanOrEqual(5);
		expect(answer.cost.roundTrips).toBeLessThanOrEqual(5);
	});

	test("the next page takes three calls if hits are frequent, and five round trips if they are rare", async () => {
		expect((await nextPage({ resultIds: ["c01-contract"] })).cost.calls).toBe(3);
		expect((await nextPage({ batchIds: ["b03"], customerListIds: ["l01", "l02"] })).cost.calls).toBe(3);
		const rare = await nextPage({ kana: "ハセガワ ケン" });
		expect(rare.cost.roundTrips).toBeLessThanOrEqual(5);
		expect(unitsOfSearch(rare)).toBeLessThanOrEqual(5);
	});

	test("the rows of a page that are close together are read together", async () => {
		const { rows, cost } = await search({ agentIds: ["ag07"] });
		expect(rows).toHaveLength(100);
		// A hundred entries of the agent's index cost some seven units at most; reading each by its id would cost fifty.
		expect(cost.readUnits - directoryUnits - pointersOf(rows) * 0.5).toBeLessThanOrEqual(10);
		expect(cost.roundTrips).toBeLessThanOrEqual(5);
	});

	test("counts without rows cover any number of hits, and hardly read the table", async () => {
		const facets = ["result", "campaign.result", "agent.talkedWith", "hour.result", "weekday.result"];
		const { body, cost } = await search({ rows: false, facets });
		const { total, facets: told } = body as SearchResult;
		expect(total).toBe(count);
		const byAgent = Map.groupBy(calls, ({ agentId }) => agentId ?? null);
		expect(new Map(told?.["agent.talkedWith"]?.map(({ value, count: of }) => [value, of]))).toEqual(
			new Map([...byAgent].map(([value, of]) => [value, of.length])),
		);
		expect(cost.readUnits).toBeLessThanOrEqual(directoryUnits + 5);
		expect(cost.roundTrips).toBeLessThanOrEqual(2);
	});

	test("more hits than the limit are detected, and hardly read the table", async () => {
		const { body, cost } = await search({});
		expect(body).toBe("search-limit-exceeded");
		expect(cost.readUnits).toBeLessThanOrEqual(directoryUnits + 5);
	});
});

function bytesOf(index: keyof typeof indexes, records: Expiring<CallHistory>[]): number {
	return records.reduce((sum, record) => sum + entryBytes(recordItem(record), index), 0);
}
