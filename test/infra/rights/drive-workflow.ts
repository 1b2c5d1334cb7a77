import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { planKey, resultKey } from "../../../shared/async-search/layout.ts";
import type { AsyncSearchRun } from "../../../shared/async-search/model.ts";
import { dayMs } from "../../../shared/time/model.ts";
import type { Driver } from "./driver.ts";

const account = "ag01";
const body = { conditions: { period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" } } };
const repeat = { every: "day", at: "07:00", period: "yesterday" };

/** Asynchronous searches that complete, and those that have to be ended, repaired or removed. */
export async function driveWorkflow(driver: Driver): Promise<void> {
	const { deps, call, invoke } = driver;
	const search = await completeTwice(driver);
	const path = { asyncSearchId: search.asyncSearchId };
	expect(await call("get-async-search", { path })).toMatchObject({ status: 200, state: "completed" });
	expect(await call("list-async-searches")).toMatchObject({ status: 200 });
	expect(await call("open-async-search-file", { path })).toMatchObject({ status: 200 });

	const rerun = (status: number) =>
		call("rerun-async-search", { path }).then((answer) => expect(answer).toMatchObject({ status }));
	await rerun(202);
	await leaveFiles(driver, { ...search, run: 3 });
	await invoke("workflow/mark-failed", { search: { ...search, run: 3 }, error: { Error: "States.Timeout" } });
	await rerun(202);
	await leaveFiles(driver, { ...search, run: 4 });
	const input = JSON.stringify({ search: { ...search, run: 4 } });
	await invoke("events/execution-closed", { detail: { status: "ABORTED", input } });

	// A search that cannot be started is removed; a run that cannot be started is ended.
	const { start } = deps.workflow;
	deps.workflow.start = () => Promise.reject(new Error("Step Functions does not answer"));
	expect(await call("create-async-search", { body })).toMatchObject({ status: 500 });
	await rerun(500);
	deps.workflow.start = start;

	const running = await create(driver);
	await leaveFiles(driver, running);
	const change = { path: { asyncSearchId: running.asyncSearchId }, body: { repeat } };
	const key = { "idempotency-key": randomUUID() };
	expect(await call("change-async-search", { ...change, headers: key })).toMatchObject({ status: 200 });
	expect(await call("delete-async-search", { path: { asyncSearchId: running.asyncSearchId } })).toMatchObject({
		status: 204,
	});
	await sweep(driver);
}

async function create({ call }: Driver): Promise<AsyncSearchRun> {
	const headers = { "idempotency-key": randomUUID() };
	const { asyncSearchId } = await call("create-async-search", { body, headers });
	return { tenantId: "acme", accountId: account, asyncSearchId, run: 1 };
}

/** A second run removes the file of the first. */
async function completeTwice(driver: Driver): Promise<AsyncSearchRun> {
	const { world, call, invoke } = driver;
	const first = await create(driver);
	for (const search of [first, { ...first, run: 2 }]) {
		await invoke("workflow/mark-processing", { search });
		const plan = await invoke("workflow/plan-partitions", { search });
		// A record that is corrected meanwhile is exported as it was.
		world.clock.now += 1000;
		const correction = { path: { callId: "x-3" }, headers: { "if-match": "*" }, body: { memo: `訂正 ${search.run}` } };
		expect(await world.call("correct-call-history", correction)).toMatchObject({ status: 200 });
		for (const partition of plan.partitions) await invoke("workflow/export-partition", { search, partition });
		const file = await invoke("workflow/assemble-file", { search, plan });
		await invoke("workflow/mark-completed", { search, file });
		await invoke("workflow/send-outcome-mail", { search });
		const path = { asyncSearchId: search.asyncSearchId };
		if (search.run === 1) await call("rerun-async-search", { path, headers: { "idempotency-key": "s-2" } });
	}
	return { ...first, run: 2 };
}

/** Stores the files that a run leaves when it ends halfway. */
async function leaveFiles({ files }: Driver, run: AsyncSearchRun): Promise<void> {
	for (const key of [planKey(run), resultKey(run)]) await files.put(key, Buffer.from("x"));
}

/** The sweep starts searches without an execution, ends those that run too long, and deletes files without a search. */
async function sweep(driver: Driver): Promise<void> {
	const { world, deps, call, invoke } = driver;
	const { find } = deps.workflow;
	const { asyncSearchId: repeated } = await call("create-async-search", { body: { ...body, repeat } });
	const ended = { tenantId: "acme", accountId: account, asyncSearchId: repeated, run: 1 };
	await invoke("workflow/mark-failed", { search: ended, error: { Error: "States.Timeout" } });
	world.clock.now += dayMs;
	expect(await invoke("events/sweep")).toMatchObject({ started: 1 });
	const searches = [await call("create-async-search", { body }), await call("create-async-search", { body })];
	const [lost, endless] = searches.map(({ asyncSearchId }) => asyncSearchId);
	world.clock.now += 2 * 3_600_000;
	deps.workflow.find = async (name) => {
		const execution = await find(name);
		return name.includes(endless) ? { status: "RUNNING", startedAt: 0 } : execution;
	};
	const gone = { tenantId: "acme", accountId: account, asyncSearchId: "20200101-000000-00000000-0", run: 1 };
	await leaveFiles(driver, gone);
	expect(await invoke("events/sweep")).toMatchObject({ deletedFiles: 2 });
	deps.workflow.find = find;
	expect(await call("get-async-search", { path: { asyncSearchId: lost } })).toMatchObject({ state: "unprocessed" });
	expect(await call("get-async-search", { path: { asyncSearchId: endless } })).toMatchObject({ state: "failed" });
}
