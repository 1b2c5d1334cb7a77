import { beforeEach, expect, it } from "vitest";
import { get, post } from "../../support/async-searches.ts";
import { basicTenant } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

const conditions = { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } };
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

/** Completes a search with this number of rows. */
async function completed(rowCount: number, format: string): Promise<string> {
	const { asyncSearchId } = await post(world, { conditions, format });
	const run = { tenantId: "acme", accountId: "admin", asyncSearchId, run: 1 };
	await world.deps.asyncSearches.markProcessing(run, world.clock.now);
	await world.deps.asyncSearches.plan(run, { partitions: 0, rowsEstimated: rowCount, scope: scopeOfAll });
	const file = { rowCount, byteCount: 1, sha256: "00", replacedCount: 0, guardedCount: 0, batchIds: [] };
	await world.deps.asyncSearches.markCompleted(run, file, world.clock.now);
	return asyncSearchId;
}
const scopeOfAll = { campaignIds: null, agentIds: null };

it.each(["excel", "plain"])("a file with more rows than a sheet shows a warning: %s", async (format) => {
	const asyncSearchId = await completed(1_048_576, format);
	const [warning, ...others] = (await get(world, asyncSearchId)).warnings;
	expect(others).toEqual([]);
	expect(warning).toMatchObject({ code: "too-many-rows", title: expect.stringContaining("1,048,576行") });
	const headers = { "accept-language": "en" };
	const { body } = await world.call("list-async-searches", { headers });
	expect(body.items[0].warnings[0]).toMatchObject({ title: expect.stringContaining("1,048,576 rows") });
});

it("a file that fills a sheet exactly, headings included, has no warning", async () => {
	expect((await get(world, await completed(1_048_575, "excel"))).warnings).toEqual([]);
});

it("the format is excel by default, shown, and kept for the next run", async () => {
	const { asyncSearchId } = await post(world, { conditions, format: "plain" });
	await world.workflow.runAll();
	expect(await get(world, asyncSearchId)).toMatchObject({ state: "completed", format: "plain" });
	const { body } = await world.call("rerun-async-search", { path: { asyncSearchId } });
	expect(body).toMatchObject({ state: "unprocessed", format: "plain", guardedCount: null, warnings: [] });
	const byDefault = await post(world, { conditions });
	expect(await get(world, byDefault.asyncSearchId)).toMatchObject({ format: "excel" });
});
