import { beforeEach, expect, test } from "vitest";
import { holdToRate, holdToRateOfAddress } from "../../../shared/rate/hold-to-rate.ts";
import { basicTenant } from "../../support/events.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeEach(async () => {
	world = await createWorld({ now: "2026-11-20T15:00:40.500+09:00" });
});

const call = (accountId: string, tenantId = "acme") => holdToRate(world.deps, { tenantId, accountId }, "async-search");
const calls = async (count: number, accountId: string, tenantId = "acme") => {
	const settled = await Promise.allSettled(Array.from({ length: count }, () => call(accountId, tenantId)));
	return settled.filter(({ status }) => status === "fulfilled").length;
};

test("allows an account a hundred calls a minute, even concurrent ones, and says when to retry", async () => {
	expect(await calls(120, "loop")).toBe(100);
	await expect(call("loop")).rejects.toMatchObject({ code: "too-many-requests", detail: { retryAfterSeconds: 20 } });
	world.clock.now += 20_000;
	expect(await calls(1, "loop")).toBe(1);
});

test("does not count refused calls against the tenant, so that its other accounts are served", async () => {
	await calls(250, "loop");
	expect(await calls(100, "other")).toBe(100);
});

test("limits a tenant without affecting another", async () => {
	const served = await Promise.all(["a1", "a2", "a3", "a4"].map((account) => calls(100, account)));
	expect(served.reduce((sum, count) => sum + count)).toBe(300);
	expect(await calls(100, "a1", "other")).toBe(100);
});

test("counts an account and an address of the same name separately", async () => {
	for (let index = 0; index < 5; index++) await holdToRateOfAddress(world.deps, "acme", "a@example.com");
	await expect(holdToRateOfAddress(world.deps, "acme", "a@example.com")).rejects.toMatchObject({
		code: "too-many-mails",
	});
	expect(await calls(1, "a@example.com")).toBe(1);
});

test("keeps a count for the account and one for the tenant, which expire after their minute", async () => {
	await world.takeIn(...basicTenant());
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	expect((await world.call("create-async-search", { body: { conditions: { period } } })).status).toBe(202);
	const ends = Date.parse("2026-11-20T15:01:00+09:00") / 1000;
	for (const counted of ["admin", ""]) {
		expect(await partitionOf(world, `acme####${counted}`)).toMatchObject([{ n: { N: "1" }, e: { N: String(ends) } }]);
	}
});

test.each(["create-async-search", "rerun-async-search"] as const)("applies to %s", async (name) => {
	await world.takeIn(...basicTenant());
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	const body = { conditions: { period } };
	const { asyncSearchId } = (await world.call("create-async-search", { body })).body;
	await calls(100, "admin");
	const { status, headers } = await world.call(name, { body, path: { asyncSearchId } });
	expect([status, headers["retry-after"]]).toEqual([429, "20"]);
});
