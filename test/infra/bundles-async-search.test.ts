import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { functionNames } from "../../esbuild.config.mjs";
import { resultKey } from "../../shared/async-search/layout.ts";
import { executionName } from "../../shared/async-search/model.ts";
import { createBundleWorld, expectSmall, isOfAsyncSearch } from "../support/bundle-world.ts";
import { accountSaved, basicTenant, batchSaved, callCompleted } from "../support/events.ts";
import { toEvent } from "../support/world.ts";

const account = "ag01";
const conditions = { period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" } };
const names = functionNames().filter(isOfAsyncSearch);
let bundles: Awaited<ReturnType<typeof createBundleWorld>>;
const invoked = new Set<string>();

beforeAll(async () => {
	bundles = await createBundleWorld();
	await bundles.world.takeIn(...basicTenant());
	const later = { time: "2026-11-02T09:00:00+09:00" };
	await bundles.world.takeIn(accountSaved({ accountId: account, email: "ag01@example.com" }, later));
	await bundles.world.takeIn(batchSaved({ batchId: "b01", startsOn: "2026-11-01", endsOn: "2099-12-31" }, later));
	await bundles.world.takeIn(callCompleted({ callId: "x-1" }), callCompleted({ callId: "x-2" }));
	for (const [name, bundle] of await bundles.build(names)) expectSmall(name, bundle);
});
afterAll(() => bundles.stop());

function invoke(name: string, event: object) {
	invoked.add(name);
	return bundles.invoke(name, event);
}

/** Calls a route through its bundle. @returns the body of the answer */
async function call(name: string, status: number, request: Parameters<typeof toEvent>[0] = {}) {
	const answer = await invoke(`api/${name}`, toEvent({ account, ...request }));
	expect(answer, answer.body).toMatchObject({ statusCode: status });
	return JSON.parse(answer.body ?? "null");
}

async function create(
	more: object = {},
): Promise<{ tenantId: string; accountId: string; asyncSearchId: string; run: number }> {
	const { status, body } = await bundles.world.call("create-async-search", { account, body: { conditions, ...more } });
	expect(status).toBe(202);
	return { tenantId: "acme", accountId: account, asyncSearchId: body.asyncSearchId, run: 1 };
}

async function stored({ asyncSearchId }: { asyncSearchId: string }) {
	return (await bundles.world.call("get-async-search", { account, path: { asyncSearchId } })).body;
}

async function keys(): Promise<string[]> {
	const found: string[] = [];
	for await (const some of bundles.files.list("")) found.push(...some);
	return found;
}

describe("the bundles of the asynchronous search are small enough, and", () => {
	test("run a search from its creation to its file", async () => {
		const { asyncSearchId } = await call("create-async-search", 202, { body: { conditions } });
		expect(bundles.executions()).toMatchObject([{ name: asyncSearchId }]);
		const search = { tenantId: "acme", accountId: account, asyncSearchId, run: 1 };
		const path = { asyncSearchId };
		expect(await invoke("workflow/mark-processing", { search })).toBe(null);
		const plan = await invoke("workflow/plan-partitions", { search });
		expect(plan).toEqual({ partitions: [{ index: 0 }] });
		expect(await invoke("workflow/export-partition", { search, partition: { index: 0 } })).toEqual({ rows: 2 });
		const file = await invoke("workflow/assemble-file", { search, plan });
		expect(file).toMatchObject({ rowCount: 2, replacedCount: 0, guardedCount: 14, batchIds: ["b01"] });
		const { batchIds: _, ...shown } = file;
		expect(await invoke("workflow/mark-completed", { search, file })).toBe(null);
		expect(await invoke("workflow/send-outcome-mail", { search })).toBe(null);

		expect(await call("get-async-search", 200, { path })).toMatchObject({ state: "completed", ...shown });
		expect((await call("list-async-searches", 200)).items).toMatchObject([{ asyncSearchId, state: "completed" }]);
		const { url } = await call("open-async-search-file", 200, { path });
		const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
		expect(bytes.length).toBe(file.byteCount);
		expect(bytes.toString()).toContain('"x-2"');
		expect(await keys()).toEqual([resultKey(search)]);
		expect(bundles.ses.requests.map((form) => form.get("Destination.ToAddresses.member.1"))).toEqual([
			"ag01@example.com",
		]);
	});

	test("fail a search and run it again", async () => {
		const search = await create();
		expect(await invoke("workflow/mark-failed", { search, error: { Error: "States.Timeout" } })).toBe(null);
		expect(await stored(search)).toMatchObject({ state: "failed", failure: { code: "timed-out" } });
		await call("rerun-async-search", 202, { path: { asyncSearchId: search.asyncSearchId } });
		expect(bundles.executions().at(-1)?.name).toBe(executionName({ ...search, run: 2 }));
	});

	test("delete a search with its file, and stop its execution", async () => {
		const search = await create();
		await bundles.files.put(resultKey(search), Buffer.from("x"));
		await call("delete-async-search", 204, { path: { asyncSearchId: search.asyncSearchId } });
		expect(bundles.executions().at(-1)?.executionArn).toContain(search.asyncSearchId);
		expect(await keys()).not.toContain(resultKey(search));
		expect((await stored(search)).code).toBe("async-search-not-found");
	});

	test("fail a search whose execution is aborted", async () => {
		const search = await create();
		const detail = { status: "ABORTED", input: JSON.stringify({ search }) };
		expect(await invoke("events/execution-closed", { detail })).toBe(null);
		expect(await stored(search)).toMatchObject({ state: "failed", failure: { code: "interrupted" } });
		expect(bundles.ses.requests).toHaveLength(2);
	});

	test("start a search whose execution never began, and delete a file that belongs to no search", async () => {
		bundles.world.clock.now -= 10 * 60_000;
		const search = await create();
		const orphan = resultKey({ ...search, asyncSearchId: "20200101-000000-00000000-0" });
		await bundles.files.put(orphan, Buffer.from("x"));
		expect(await invoke("events/sweep", {})).toEqual({ started: 0, settled: 1, deletedFiles: 1 });
		expect(bundles.executions().at(-1)?.name).toBe(search.asyncSearchId);
		expect(await keys()).not.toContain(orphan);
	});

	test("start a repeating search that is due, and pause it", async () => {
		const repeat = { every: "day", at: "07:00", period: "yesterday" };
		bundles.world.clock.now -= 2 * 86_400_000;
		const search = await create({ repeat });
		await invoke("workflow/mark-failed", { search, error: { Error: "States.Timeout" } });
		expect(await invoke("events/sweep", {})).toMatchObject({ started: 1 });
		expect(bundles.executions().map(({ name }) => name)).toContain(executionName({ ...search, run: 2 }));
		const path = { asyncSearchId: search.asyncSearchId };
		expect(await call("change-async-search", 200, { path, body: { paused: true } })).toMatchObject({
			repeat,
			paused: true,
		});
	});

	test("were all invoked here", () => {
		expect([...invoked].sort()).toEqual(names.toSorted());
	});
});
