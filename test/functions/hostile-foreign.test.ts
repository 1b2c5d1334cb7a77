import { beforeAll, describe, expect, it } from "vitest";
import { basicTenant, batchSaved, callCompleted } from "../support/events.ts";
import { search } from "../support/hostile.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;

beforeAll(async () => {
	world = await createWorld();
	const theirs = { tenant: "other" };
	await world.takeIn(...basicTenant(), ...basicTenant("other"), batchSaved({ batchId: "b-theirs" }, theirs));
	await world.takeIn(
		callCompleted({ callId: "day-1" }),
		callCompleted({ callId: "of-ag02", agentId: "ag02" }),
		callCompleted({ callId: "ungranted", campaignId: "c02", batchId: "b02", resultId: "timeout" }),
		callCompleted({ callId: "theirs", batchId: "b-theirs", name: "他社 顧客", phone: "0699998888" }, theirs),
		callCompleted({ callId: "day-1", name: "他社 同番" }, theirs),
	);
});

describe("data outside a caller's view", () => {
	it.each([
		{ batchIds: ["b-theirs"] },
		{ name: "他社" },
		{ keyword: "他社" },
		{ phone: "0699998888" },
		{ phoneEndsWith: "99998888" },
		{ keyword: "theirs" },
		{ campaignIds: ["other#c01"] as string[] },
		{ agentIds: ["other"] },
		{ customerListIds: ["..", "acme"] },
	])("is not found: %j", async (conditions) => {
		const { status, body } = await search(world, conditions);
		if (status === 400) expect(body.errors[0].code).toBe("wrong-format");
		else expect([body.total, body.rows, body.nextCursor]).toEqual([0, [], null]);
	});

	it("is kept apart where two tenants use the same id", async () => {
		const [ours, theirs] = await Promise.all([
			search(world, { keyword: "day-1" }),
			search(world, { keyword: "day-1" }, { tenant: "other" }),
		]);
		expect([ours.body.rows[0].name, theirs.body.rows[0].name]).toEqual(["髙橋 さくら", "他社 同番"]);
	});

	it("is not found by a supervisor without the grant, whatever the condition", async () => {
		for (const conditions of [
			{ campaignIds: ["c02"] },
			{ batchIds: ["b02"] },
			{ resultIds: ["timeout"] },
			{ keyword: "ungranted" },
			{ campaignIds: ["c02"], batchIds: ["b02"], facets: ["campaign", "agent", "result", "hour"] },
		]) {
			const { body } = await search(world, conditions, { account: "sv01" });
			expect([body.total, body.rows]).toEqual([0, []]);
			expect(Object.values(body.facets ?? {}).flat()).toEqual([]);
		}
		expect((await search(world, { campaignIds: ["c02"] })).body.total).toBe(1);
	});

	it("is not found by another agent", async () => {
		expect((await search(world, { agentIds: ["ag02"] }, { account: "ag01" })).body.total).toBe(0);
	});
});
