import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findHeldIds } from "../../../shared/options/find-held-ids.ts";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import { criteriaFor } from "../../../shared/search/criteria.ts";
import { accountSaved, basicTenant, batchSaved, callCompleted } from "../../support/events.ts";
import { smallSizes } from "../../support/packs.ts";
import { createWorld, type World } from "../../support/world.ts";

const ours = { campaignId: "c01", batchId: "b01" };
const theirs = { campaignId: "c02", batchId: "b02" };
const gone = { campaignId: "c01", batchId: "gone" };

let world: World;
beforeAll(async () => {
	world = await createWorld({ now: "2026-11-20T15:00:00+09:00" });
	await world.takeIn(...basicTenant(), batchSaved({ batchId: "gone", startsOn: "2026-08-01", endsOn: "2026-08-22" }));
	// Two hundred calls over two days: each campaign has five of the ten agents; one list of ours has a single call.
	const calls = Array.from({ length: 200 }, (_, index) => {
		const isOurs = index % 2 === 0;
		return callCompleted({
			...(isOurs ? ours : theirs),
			callId: `k${index}`,
			calledAt: new Date(Date.parse("2026-11-18T09:00:00+09:00") + index * 600_000).toISOString(),
			agentId: `ag${index % 10}`,
			customerListId: index === 34 ? "rare" : isOurs ? "ours" : "theirs",
			callingGroupId: isOurs ? (index % 4 === 0 ? "g1" : null) : "g2",
		});
	});
	await world.takeIn(
		...calls,
		callCompleted({ ...gone, callId: "gone", calledAt: "2026-08-20T10:00:00+09:00", agentId: "left" }),
	);
});

const expected = {
	customerListIds: ["ours", "rare"],
	callingGroupIds: ["g1"],
	agentIds: ["ag0", "ag2", "ag4", "ag6", "ag8"],
};

async function held(withinMs?: number) {
	const { deps, clock } = world;
	const [directory, packed] = await Promise.all([deps.directoryReader.load("acme"), deps.packReader.load("acme")]);
	const account = directory.accounts.get("sv01");
	const period = { from: Date.parse("2026-01-01T00:00:00Z"), to: clock.now + 1 };
	const criteria = account && criteriaFor(account, directory, { period }, clock.now);
	if (!criteria) throw new Error("sv01 has no campaign");
	const { held, whole } = await findHeldIds(deps, { tenantId: "acme", criteria, directory }, packed, withinMs);
	const { customerListIds, callingGroupIds, agentIds } = held;
	const sorted = [customerListIds, callingGroupIds, agentIds].map((ids) => [...ids].sort());
	return { whole, customerListIds: sorted[0], callingGroupIds: sorted[1], agentIds: sorted[2] };
}

test("lists, groups and agents of granted campaigns are read from the table while nothing is packed", async () => {
	world.clock.now = Date.parse("2026-11-21T00:00:00+09:00");
	expect(await held()).toEqual({ whole: true, ...expected });
});

describe("with packed history", () => {
	beforeAll(async () => {
		await packTenant(world.deps, "acme", { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes });
		const { contents } = await world.deps.packReader.load("acme");
		expect(contents.packs.length).toBeGreaterThan(4);
	});

	test("the ids are the same, and no packed record is read from the table", async () => {
		const pages: number[] = [];
		const { readPage } = world.deps.callHistoryReader;
		world.deps.callHistoryReader.readPage = async (request) => {
			const page = await readPage(request);
			pages.push(page.examined);
			return page;
		};
		expect(await held()).toEqual({ whole: true, ...expected });
		world.deps.callHistoryReader.readPage = readPage;
		expect(pages.reduce((sum, examined) => sum + examined, 0)).toBe(0);
	});

	test("records of unreadable packs are read from the table", async () => {
		const { packFiles } = world.deps;
		const { contents } = await world.deps.packReader.load("acme");
		const broken = new Set(contents.packs.slice(1, 3).map(({ name }) => `acme/${name}`));
		world.deps.packFiles = {
			...packFiles,
			readPart: (objectKey, start, end) =>
				broken.has(objectKey) ? Promise.reject(new Error("NoSuchKey")) : packFiles.readPart(objectKey, start, end),
		};
		expect(await held()).toEqual({ whole: true, ...expected });
		world.deps.packFiles = packFiles;
	});

	test("the ids of a late call are included at once", async () => {
		const late = { ...ours, callId: "late", calledAt: "2026-11-18T10:00:00+09:00", customerListId: "late" };
		await world.takeIn(callCompleted({ ...late, agentId: "ag1" }));
		const { customerListIds, agentIds } = await held();
		expect(customerListIds).toEqual(["late", "ours", "rare"]);
		expect(agentIds).toContain("ag1");
	});

	test("a read that takes too long is reported as incomplete", async () => {
		expect((await held(0)).whole).toBe(false);
	});
});

describe("the drop-downs of a supervisor", () => {
	beforeEach(async () => {
		const names = Array.from({ length: 10 }, (_, index) => accountSaved({ accountId: `ag${index}` }));
		await world.takeIn(...names, accountSaved({ accountId: "left" }));
	});

	test("offer no agent of other campaigns, nor an agent whose calls are all gone", async () => {
		const { body, cost } = await world.call("get-search-options", { account: "sv01" });
		const agents = body.agents.map(({ accountId }: { accountId: string }) => accountId);
		expect(agents.sort()).toEqual(["ag0", "ag1", "ag2", "ag4", "ag6", "ag8"]);
		expect(body.more).toEqual([]);
		expect(cost.trips).toBeLessThanOrEqual(4);
	});
});
