import { expect, it } from "vitest";
import { toDirectory } from "../../../shared/directory/reader.ts";
import { weightOf } from "../../../shared/page/model.ts";
import { presentFacets } from "../../../shared/search/facets.ts";
import { Tally } from "../../../shared/search/tally.ts";
import { basicTenant } from "../../support/events.ts";
import { storeCalls } from "../../support/packs.ts";
import { makeCalls } from "../../support/records.ts";
import { createWorld } from "../../support/world.ts";

const day = { from: Date.parse("2026-11-20T00:00+09:00"), to: Date.parse("2026-11-20T15:00+09:00") };

// The world refuses answers that exceed Lambda's 6 MB, counted with the body's quotes and backslashes escaped again.
it.each([
	["characters of three bytes", "長".repeat(5000), 600],
	["quotes and backslashes, which are escaped twice", '"\\'.repeat(2500), 420],
	["control characters, seven bytes each", "\u0001".repeat(5000), 200],
])("a page of memos of %s ends early without losing a row", async (_, memo, count) => {
	const world = await createWorld();
	await world.takeIn(...basicTenant());
	const calls = makeCalls({ count, ...day }).map((call) => ({ ...call, agentId: "ag01", memo }));
	await storeCalls(world, calls);
	const seen: string[] = [];
	let pages = 0;
	let cursor: string | undefined;
	do {
		const body = {
			period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" },
			page: { size: 1000, cursor },
			facets: ["result", "agent", "campaign", "hour"],
		};
		const answer = await world.call("search-call-histories", { body });
		expect(answer.status).toBe(200);
		expect(answer.body.total).toBe(count);
		expect(answer.body.facets.agent).toEqual([{ value: "ag01", label: "鈴木 一郎", count }]);
		seen.push(...answer.body.rows.map((row: { callId: string }) => row.callId));
		pages++;
		cursor = answer.body.nextCursor ?? undefined;
	} while (cursor);
	expect(seen).toEqual(calls.map(({ callId }) => callId).toReversed());
	expect(pages).toBe(2);
});

it("counts of ten thousand agents with long names are cut to the most frequent ones", () => {
	const hits = makeCalls({ count: 10_000, ...day });
	const agents = hits.map((hit, index) => ({ ...hit, agentId: index < 3 ? "often" : `agent-${index}` }));
	const accounts = new Map(
		agents.map(({ agentId }) => [
			agentId,
			{ accountId: agentId, name: "長い氏名".repeat(50), role: "agent" as const, campaignIds: [], active: true },
		]),
	);
	const directory = { ...toDirectory([]), accounts };
	const tally = new Tally(["hour", "agent.hour", "agent"]);
	for (const entry of agents) tally.add(entry);
	const facets = presentFacets(tally, directory);
	const { agent = [], hour = [], "agent.hour": pairs = [] } = facets;
	expect(weightOf(facets)).toBeLessThan(3_050_000);
	expect(pairs[0]).toMatchObject({ value: "often", count: 3 });
	expect(pairs.length).toBeGreaterThan(500);
	expect(agent[0]).toMatchObject({ value: "often", count: 3 });
	expect(agent.length).toBeGreaterThan(500);
	expect(hour.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
});

it("counts of one value by ten thousand others are cut too, but not the value's own count", () => {
	const hits = makeCalls({ count: 10_000, ...day });
	const tally = new Tally(["campaign.agent"]);
	for (const [index, hit] of hits.entries()) tally.add({ ...hit, campaignId: "c01", agentId: `agent-${index}` });
	const { "campaign.agent": [only] = [] } = presentFacets(tally, toDirectory([]));
	expect(only).toMatchObject({ value: "c01", count: 10_000 });
	expect(weightOf(only)).toBeLessThan(201_000);
	expect(only?.split?.length).toBeGreaterThan(500);
});
