import { beforeEach, describe, expect, it } from "vitest";
import { exportRows, get, post } from "../../support/async-searches.ts";
import { accountSaved, basicTenant, callCompleted, campaignSaved } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

const conditions = { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } };
const later = { time: "2026-11-20T14:00:00+09:00" };
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		callCompleted({ callId: "x-1" }),
		callCompleted({ callId: "x-2", agentId: "ag02" }),
	);
	world.clock.now += 1000;
});

const list = async (account = "admin") => (await world.call("list-async-searches", { account })).body.items;
const remove = (asyncSearchId: string, account = "admin") =>
	world.call("delete-async-search", { account, path: { asyncSearchId } });
const rerun = (asyncSearchId: string) => world.call("rerun-async-search", { path: { asyncSearchId } });
const download = (asyncSearchId: string, account = "admin") =>
	world.call("open-async-search-file", { account, path: { asyncSearchId } });

describe("the limit of ten searches", () => {
	it("holds when fifty are posted at once", async () => {
		const answers = await Promise.all(
			Array.from({ length: 50 }, () => world.call("create-async-search", { body: { conditions } })),
		);
		const statuses = answers.map(({ status }) => status);
		expect(statuses.filter((status) => status === 202)).toHaveLength(10);
		expect(answers.filter(({ status }) => status !== 202).every(({ body }) => body.code === "async-search-limit")).toBe(
			true,
		);
		expect(await list()).toHaveLength(10);
		expect(world.workflow.executions.size).toBe(10);
		// Each account has its own limit.
		expect((await post(world, { conditions }, { account: "sv01" })).asyncSearchId).toBeTruthy();
	});

	it("leaves room for one more after a search is deleted", async () => {
		for (let index = 0; index < 10; index++) await post(world, { conditions, note: `その${index}` });
		const refused = await world.call("create-async-search", { body: { conditions } });
		expect([refused.status, refused.body.limit]).toEqual([409, 10]);
		const [first] = await list();
		expect((await remove(first.asyncSearchId)).status).toBe(204);
		await post(world, { conditions, note: "最後" });
		expect((await world.call("create-async-search", { body: { conditions } })).status).toBe(409);
		expect((await list()).map((one: { note: string }) => one.note)).toContain("最後");
	});

	it("does not count expired searches, which are no longer listed", async () => {
		for (let index = 0; index < 10; index++) await post(world, { conditions });
		world.clock.now += 90 * 86_400_000;
		expect(await list()).toEqual([]);
		await post(world, { conditions });
		expect(await list()).toHaveLength(1);
	});
});

describe("an asynchronous search", () => {
	it("goes from 未処理 through 処理中 to 正常終了 in one execution named after it", async () => {
		const { asyncSearchId } = await post(world, { conditions, note: "月次" });
		expect([...world.workflow.executions.keys()]).toEqual([asyncSearchId]);
		const seen: string[] = [(await get(world, asyncSearchId)).state];
		await world.workflow.runAll(async (_, run) => {
			const output = await run();
			seen.push((await get(world, asyncSearchId)).state);
			return output;
		});
		expect([...new Set(seen)]).toEqual(["unprocessed", "processing", "completed"]);
		expect(await get(world, asyncSearchId)).toMatchObject({
			note: "月次",
			rowCount: 2,
			conditions: { period: { from: "2026-11-20T00:00:00+09:00", to: "2026-11-21T00:00:00+09:00" } },
			createdAt: "2026-11-20T15:00:01+09:00",
			expiresAt: "2027-02-18T15:00:01+09:00",
			failure: null,
		});
	});

	it("is visible to its own account only", async () => {
		const { asyncSearchId } = await post(world, { conditions }, { account: "sv01" });
		for (const call of [
			"get-async-search",
			"delete-async-search",
			"rerun-async-search",
			"open-async-search-file",
		] as const) {
			const { status, body } = await world.call(call, { account: "admin", path: { asyncSearchId } });
			expect([status, body.code]).toEqual([404, "async-search-not-found"]);
		}
		expect(await list("admin")).toEqual([]);
		expect(await list("sv01")).toHaveLength(1);
	});

	it("exports only what its account may see", async () => {
		await world.takeIn(callCompleted({ callId: "other", campaignId: "c02", batchId: "b02", resultId: "timeout" }));
		world.clock.now += 1000;
		const ids = async (account: string) =>
			(await exportRows(world, { conditions, columns: ["callId"] }, { account })).rows.slice(1).flat().sort();
		expect(await ids("admin")).toEqual(["other", "x-1", "x-2"]);
		expect(await ids("sv01")).toEqual(["x-1", "x-2"]);
		expect(await ids("ag02")).toEqual(["x-2"]);
	});

	it("can be rerun only after it has ended, and then exports the current records under the same id", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		expect((await rerun(asyncSearchId)).body.code).toBe("async-search-running");
		await world.workflow.runAll();
		expect((await get(world, asyncSearchId)).rowCount).toBe(2);
		await world.takeIn(callCompleted({ callId: "x-3" }));
		world.clock.now += 60_000;
		const again = await rerun(asyncSearchId);
		expect([again.status, again.body.state, again.body.rowCount]).toEqual([202, "unprocessed", null]);
		// The former file stays until the new one is complete.
		expect((await download(asyncSearchId)).body.fileName).toBe("応対履歴_20261120-150001.csv");
		await world.workflow.runAll();
		expect(await get(world, asyncSearchId)).toMatchObject({ state: "completed", rowCount: 3 });
		expect([...world.files.objects.keys()]).toEqual([`results/acme/admin/${asyncSearchId}/2.csv`]);
		expect([...world.workflow.executions.keys()]).toEqual([asyncSearchId, `${asyncSearchId}-run-2`]);
	});

	it("is rerun once when ten requests come at once", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		await world.workflow.runAll();
		const statuses = (await Promise.all(Array.from({ length: 10 }, () => rerun(asyncSearchId)))).map(
			({ status }) => status,
		);
		expect(statuses.sort()).toEqual([202, ...Array(9).fill(409)]);
	});

	it("stops when it is deleted, at any task", async () => {
		for (const at of ["MarkProcessing", "PlanPartitions", "ExportPartition", "AssembleFile", "MarkCompleted"]) {
			const { asyncSearchId } = await post(world, { conditions });
			await world.workflow.runAll(async (state, run) => {
				const output = await run();
				if (state === at) expect((await remove(asyncSearchId)).status).toBe(204);
				return output;
			});
			expect(world.workflow.executions.get(asyncSearchId)?.status).not.toBe("RUNNING");
			expect(await list()).toEqual([]);
			expect([...world.files.objects.keys()]).toEqual([]);
		}
		expect(world.mails).toEqual([]);
	});

	it("is not kept when it cannot be started", async () => {
		const { start } = world.workflow;
		world.workflow.start = async () => {
			throw Object.assign(new Error("slow down"), { name: "ThrottlingException" });
		};
		expect((await world.call("create-async-search", { body: { conditions } })).status).toBe(503);
		world.workflow.start = start;
		expect(await list()).toEqual([]);
	});

	it("fails as not permitted when its account is no longer active", async () => {
		const { asyncSearchId } = await post(world, { conditions }, { account: "ag01" });
		await world.takeIn(accountSaved({ accountId: "ag01", active: false }, later));
		await world.workflow.runAll();
		await world.takeIn(accountSaved({ accountId: "ag01" }, { time: "2026-11-20T14:30:00+09:00" }));
		const { state, failure } = await get(world, asyncSearchId, { account: "ag01" });
		expect([state, failure.code, failure.retryable]).toEqual(["failed", "not-permitted", false]);
		expect(failure.title).toContain("権限");
		expect(world.workflow.executions.get(asyncSearchId)).toMatchObject({ status: "FAILED" });
	});
});

describe("a file", () => {
	it("is downloaded through a link that expires after 15 minutes, under a readable name", async () => {
		const { search } = await exportRows(world, { conditions, encoding: "shift_jis" });
		const { status, body } = await download(search.asyncSearchId);
		expect(status).toBe(200);
		expect(body.fileName).toBe("応対履歴_20261120-150001.csv");
		expect(body.expiresAt).toBe("2026-11-20T15:15:01+09:00");
		const query = new URL(body.url).searchParams;
		expect(query.get("response-content-type")).toBe("text/csv; charset=Shift_JIS");
		expect(query.get("response-content-disposition")).toContain("filename*=UTF-8''%E5%BF%9C%E5%AF%BE");
	});

	it("is refused once a campaign in it is no longer granted", async () => {
		await world.takeIn(
			campaignSaved({ campaignId: "c03" }),
			accountSaved({ accountId: "sv02", role: "supervisor", campaignIds: ["c01", "c02"] }),
		);
		const all = await exportRows(world, { conditions }, { account: "sv02" });
		const one = await exportRows(world, { conditions: { ...conditions, campaignIds: ["c01"] } }, { account: "sv02" });
		const status = async (search: { asyncSearchId: string }) => (await download(search.asyncSearchId, "sv02")).status;
		expect([await status(all.search), await status(one.search)]).toEqual([200, 200]);
		await world.takeIn(accountSaved({ accountId: "sv02", role: "supervisor", campaignIds: ["c01", "c03"] }, later));
		expect([await status(all.search), await status(one.search)]).toEqual([403, 200]);
		await world.takeIn(accountSaved({ accountId: "sv02", role: "agent" }, { time: "2026-11-20T14:30:00+09:00" }));
		expect((await download(one.search.asyncSearchId, "sv02")).body.code).toBe("file-not-granted");
	});
});
