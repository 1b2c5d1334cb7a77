import { beforeAll, expect, test } from "vitest";
import { basicTenant, callCompleted, campaignSaved, tenantSaved } from "../support/events.ts";
import { createWorld, type World } from "../support/world.ts";

// URL paths are resolved without them, so nobody could request anything with such an id.
const dots = [".", ".."];

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

test.each(dots)("'%s' is refused as the id of a record, search, tenant, account or campaign", async (id) => {
	for (const name of ["get-call-history", "open-recording", "list-corrections", "list-record-accesses"] as const) {
		expect(await world.call(name, { path: { callId: id } })).toMatchObject({
			status: 404,
			body: { code: "not-found" },
		});
	}
	for (const name of ["get-async-search", "delete-async-search", "open-async-search-file"] as const) {
		expect(await world.call(name, { path: { asyncSearchId: id } })).toMatchObject({
			status: 404,
			body: { code: "not-found" },
		});
	}
	expect((await world.call("get-me", { tenant: id })).body.code).toBe("token-incomplete");
	expect((await world.call("get-me", { account: id })).body.code).toBe("token-incomplete");
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	const { body } = await world.call("search-call-histories", { body: { period, campaignIds: [id] } });
	expect(body.errors).toMatchObject([{ pointer: "#/campaignIds/0", code: "wrong-format" }]);
});

test.each(dots)("calls, campaigns and tenants with the id '%s' are rejected", async (id) => {
	await world.takeIn(callCompleted({ callId: id }), campaignSaved({ campaignId: id }), tenantSaved({}, { tenant: id }));
	expect(world.rejected.splice(0).map(({ reason }) => reason)).toEqual(Array(3).fill("invalid-event"));
});

test("three dots are an ordinary id", async () => {
	await world.takeIn(callCompleted({ callId: "..." }));
	expect((await world.call("get-call-history", { path: { callId: "..." } })).body.callId).toBe("...");
});
