import { beforeEach, describe, expect, it } from "vitest";
import { createHandler as createSweep } from "../../../functions/events/sweep.ts";
import { repeatAsyncSearches } from "../../../shared/async-search/repeat-async-searches.ts";
import { metered } from "../../../shared/platform/meter.ts";
import { get, post } from "../../support/async-searches.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { accountSaved, basicTenant, callCompleted, tenantSaved } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const conditions = { period: { from: "2026-11-01T00:00", to: "2026-11-20T24:00" }, memo: "" };
const repeat = { every: "day", at: "07:00", period: "yesterday" };
const at = (time: string) => Date.parse(`${time}+09:00`);
let world: World;

beforeEach(async () => {
	// A Friday afternoon.
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		accountSaved(
			{ accountId: "admin", role: "admin", email: "admin@example.com" },
			{ time: "2026-11-02T09:00:00+09:00" },
		),
		callCompleted({ callId: "fri", calledAt: "2026-11-20T10:00:00+09:00" }),
		callCompleted({ callId: "sat", calledAt: "2026-11-21T10:00:00+09:00" }),
	);
	world.clock.now += 1000;
});

const sweep = () => createSweep(world.deps)({}) as Promise<{ started: number; deletedFiles: number }>;
/** Sweeps at a given time, then executes the runs that the sweep started. @returns the number of runs */
async function passTo(time: string, work = () => world.workflow.runAll()): Promise<number> {
	world.clock.now = at(time);
	const { started } = await sweep();
	await work();
	return started;
}
const change = (asyncSearchId: string, body: object) =>
	world.call("change-async-search", { path: { asyncSearchId }, body });
const download = (asyncSearchId: string) => world.call("open-async-search-file", { path: { asyncSearchId } });
const failAll = (name: string) => () =>
	world.workflow.runAll(async (state, run) => {
		if (state !== "PlanPartitions") return run();
		throw Object.assign(new Error("staged"), { name });
	});

async function repeating(more: object = {}): Promise<string> {
	const { asyncSearchId } = await post(world, { conditions, repeat, ...more });
	await world.workflow.runAll();
	return asyncSearchId;
}

describe("a search that repeats", () => {
	it("runs once as posted, then on schedule with the period moved, and sends a mail for each run", async () => {
		const asyncSearchId = await repeating({ note: "日報", encoding: "shift_jis" });
		expect(await get(world, asyncSearchId)).toMatchObject({
			repeat,
			paused: false,
			nextRunAt: "2026-11-21T07:00:00+09:00",
		});
		expect(await passTo("2026-11-21T06:59:59")).toBe(0);
		expect(await passTo("2026-11-21T07:02:00")).toBe(1);
		expect(await get(world, asyncSearchId)).toMatchObject({
			state: "completed",
			note: "日報",
			encoding: "shift_jis",
			rowCount: 1,
			conditions: { period: { from: "2026-11-20T00:00:00+09:00", to: "2026-11-21T00:00:00+09:00" } },
			nextRunAt: "2026-11-22T07:00:00+09:00",
			expiresAt: "2027-02-19T07:02:00+09:00",
			createdAt: "2026-11-20T15:00:01+09:00",
		});
		expect(await passTo("2026-11-21T07:07:00")).toBe(0);
		expect(await passTo("2026-11-22T07:00:00")).toBe(1);
		const { items } = (await world.call("list-async-searches")).body;
		expect(items).toHaveLength(1);
		expect(items[0].conditions.period.from).toBe("2026-11-21T00:00:00+09:00");
		expect([...world.workflow.executions.keys()]).toEqual(["", "-run-2", "-run-3"].map((run) => asyncSearchId + run));
		expect(world.mails).toHaveLength(3);
	});

	it.each([
		["week", "lastWeek", "2026-11-23T07:00:00", "2026-11-16", "2026-11-23"],
		["month", "lastMonth", "2026-12-01T07:00:00", "2026-11-01", "2026-12-01"],
	])("runs every %s over %s", async (every, period, due, from, to) => {
		const asyncSearchId = await repeating({ repeat: { every, at: "07:00", period } });
		expect((await get(world, asyncSearchId)).nextRunAt).toBe(`${due}+09:00`);
		expect(await passTo(due)).toBe(1);
		const { conditions: ran } = await get(world, asyncSearchId);
		expect(ran.period).toEqual({ from: `${from}T00:00:00+09:00`, to: `${to}T00:00:00+09:00` });
	});

	it("makes up for missed runs with one run, as of the latest due time", async () => {
		const asyncSearchId = await repeating();
		expect(await passTo("2026-11-25T06:00:00")).toBe(1);
		expect((await get(world, asyncSearchId)).conditions.period.from).toBe("2026-11-23T00:00:00+09:00");
		expect(await passTo("2026-11-25T06:05:00")).toBe(0);
		expect(await passTo("2026-11-25T07:00:00")).toBe(1);
	});

	it("runs once when several sweeps start at the same time", async () => {
		const asyncSearchId = await repeating();
		world.clock.now = at("2026-11-21T07:00:00");
		const sweeps = await Promise.all(Array.from({ length: 5 }, sweep));
		expect(sweeps.reduce((sum, { started }) => sum + started, 0)).toBe(1);
		await world.workflow.runAll();
		expect(world.workflow.executions.size).toBe(2);
		expect((await get(world, asyncSearchId)).state).toBe("completed");
	});

	it.each(["recorded", "stored", "started"])(
		"runs once when the sweep is killed after it has %s the run",
		async (step) => {
			const asyncSearchId = await repeating();
			world.clock.now = at("2026-11-21T07:00:00");
			const { trail, asyncSearches, workflow } = world.deps;
			const killed = () => Promise.reject(new Error("killed"));
			const deps = {
				...world.deps,
				asyncSearches:
					step === "recorded" ? { ...asyncSearches, rerun: killed } : { ...asyncSearches, markFailed: killed },
				workflow: {
					...workflow,
					start: async (...input: Parameters<typeof workflow.start>) => {
						if (step === "started") await workflow.start(...input);
						return killed();
					},
				},
			};
			expect(trail).toBe(deps.trail);
			await createSweep(deps)({});
			for (const time of ["07:05:00", "07:10:00", "07:15:00"]) await passTo(`2026-11-21T${time}`);
			expect([...world.workflow.executions.keys()]).toEqual([asyncSearchId, `${asyncSearchId}-run-2`]);
			expect(await get(world, asyncSearchId)).toMatchObject({
				state: "completed",
				nextRunAt: "2026-11-22T07:00:00+09:00",
			});
		},
	);

	it("is retried once after a transient failure, then waits for its next scheduled time", async () => {
		const asyncSearchId = await repeating();
		expect(await passTo("2026-11-21T07:00:00", failAll("ThrottlingException"))).toBe(1);
		expect(await passTo("2026-11-21T07:05:00", failAll("ThrottlingException"))).toBe(1);
		expect(await passTo("2026-11-21T07:10:00")).toBe(0);
		expect(await passTo("2026-11-21T07:15:00")).toBe(0);
		expect((await get(world, asyncSearchId)).state).toBe("failed");
		expect(await passTo("2026-11-22T07:00:00")).toBe(1);
		expect((await get(world, asyncSearchId)).state).toBe("completed");
	});

	it("is not retried after a permanent failure", async () => {
		await repeating();
		expect(await passTo("2026-11-21T07:00:00", failAll("file-too-large"))).toBe(1);
		expect(await passTo("2026-11-21T07:05:00")).toBe(0);
	});

	it("waits for a requested rerun to end, then runs", async () => {
		const asyncSearchId = await repeating();
		world.clock.now = at("2026-11-21T06:59:00");
		expect((await world.call("rerun-async-search", { path: { asyncSearchId } })).status).toBe(202);
		expect(await passTo("2026-11-21T07:00:00")).toBe(0);
		expect(await passTo("2026-11-21T07:05:00")).toBe(1);
		expect((await get(world, asyncSearchId)).conditions.period.from).toBe("2026-11-20T00:00:00+09:00");
	});

	it("uses the grants in force at the time of each run", async () => {
		const options = { account: "sv01" };
		const { asyncSearchId } = await post(world, { conditions, repeat }, options);
		await world.workflow.runAll();
		expect((await get(world, asyncSearchId, options)).rowCount).toBe(1);
		const later = { time: "2026-11-20T16:00:00+09:00" };
		await world.takeIn(accountSaved({ accountId: "sv01", role: "supervisor", campaignIds: [] }, later));
		await passTo("2026-11-21T07:00:00");
		expect(await get(world, asyncSearchId, options)).toMatchObject({ state: "completed", rowCount: 0 });
	});

	it.each([
		[
			"an inactive account",
			accountSaved({ accountId: "ag01", active: false }, { time: "2026-11-20T16:00:00+09:00" }),
			accountSaved({ accountId: "ag01" }, { time: "2026-11-22T16:00:00+09:00" }),
		],
		[
			"a tenant without the option",
			tenantSaved({ outboundOption: false }, { time: "2026-11-20T16:00:00+09:00" }),
			tenantSaved({}, { time: "2026-11-22T16:00:00+09:00" }),
		],
	])("does not run for %s, and resumes at the next scheduled time afterwards", async (_, lost, regained) => {
		await post(world, { conditions, repeat }, { account: "ag01" });
		await world.workflow.runAll();
		await world.takeIn(lost);
		for (const day of ["21", "22"]) expect(await passTo(`2026-11-${day}T07:00:00`)).toBe(0);
		await world.takeIn(regained);
		expect(await passTo("2026-11-22T17:00:00")).toBe(0);
		expect(await passTo("2026-11-23T07:00:00")).toBe(1);
	});

	it("does not run once it is deleted or has expired", async () => {
		const deleted = await repeating();
		const { asyncSearchId: expired } = await post(world, { conditions, repeat: { ...repeat, every: "month" } });
		await world.workflow.runAll();
		await world.call("delete-async-search", { path: { asyncSearchId: deleted } });
		expect(await passTo("2026-11-21T07:00:00")).toBe(0);
		expect(await passTo("2027-03-01T07:00:00")).toBe(0);
		expect((await world.call("get-async-search", { path: { asyncSearchId: expired } })).status).toBe(404);
	});

	it("does not block other searches when it cannot be started", async () => {
		const [first, second] = [await repeating(), await repeating()];
		const { start } = world.workflow;
		world.workflow.start = async (name, input) => {
			if (name.startsWith(first)) throw Object.assign(new Error("slow down"), { name: "ThrottlingException" });
			return start(name, input);
		};
		expect(await passTo("2026-11-21T07:00:00")).toBe(1);
		world.workflow.start = start;
		expect((await get(world, second)).state).toBe("completed");
		expect((await get(world, first)).failure.code).toBe("busy");
		expect(await passTo("2026-11-21T07:05:00")).toBe(1);
		expect((await get(world, first)).state).toBe("completed");
	});
});

describe("the cost of repeating", () => {
	const costOf = (work: () => Promise<unknown>) =>
		metered(async (cost) => {
			await work();
			return { reads: cost.readUnits, writes: cost.writeUnits };
		});

	it("is half a read unit when nothing is due, and a few units for each due run", async () => {
		const start = () => repeatAsyncSearches(world.deps);
		await repeating();
		expect(await costOf(start)).toEqual({ reads: 0.5, writes: 0 });
		world.clock.now = at("2026-11-21T07:00:00");
		const started = await costOf(start);
		expect(started.reads).toBeLessThanOrEqual(4);
		expect(started.writes).toBeLessThanOrEqual(8);
		await world.workflow.runAll();
		const looked = await costOf(start);
		expect(looked.writes).toBeLessThanOrEqual(5);
		expect(await costOf(start)).toEqual({ reads: 0.5, writes: 0 });
	});
});

describe("the file of the previous run", () => {
	it("can be downloaded until the new one is complete, and is then deleted", async () => {
		const asyncSearchId = await repeating();
		const first = await get(world, asyncSearchId);
		world.clock.now = at("2026-11-21T07:00:00");
		await sweep();
		const seen: unknown[] = [];
		await world.workflow
			.runAll(async (state, run) => {
				await sweep();
				const { status, body } = await download(asyncSearchId);
				seen.push([status, new URL(body.url).pathname.split("/").at(-1), body.fileName]);
				const { formerFile, rowCount } = await get(world, asyncSearchId);
				const { byteCount, sha256 } = first;
				expect([rowCount, formerFile]).toEqual([null, { asOf: first.createdAt, rowCount: 1, byteCount, sha256 }]);
				expect(world.files.objects.has(`results/acme/admin/${asyncSearchId}/1.csv`)).toBe(true);
				if (state === "MarkCompleted")
					expect(world.files.objects.has(`results/acme/admin/${asyncSearchId}/2.csv`)).toBe(true);
				return state === "SendCompletionMail" ? undefined : run();
			})
			.catch(() => {});
		expect(seen.length).toBeGreaterThan(3);
		expect(seen[0]).toEqual([200, "1.csv", "応対履歴_20261120-150001.csv"]);
		expect(await get(world, asyncSearchId)).toMatchObject({ state: "completed", formerFile: null });
		expect([...world.files.objects.keys()]).toEqual([`results/acme/admin/${asyncSearchId}/2.csv`]);
	});

	it("is kept while later runs fail", async () => {
		const asyncSearchId = await repeating();
		for (const day of ["21", "22"]) {
			await passTo(`2026-11-${day}T07:00:00`, failAll("file-too-large"));
			await sweep();
			expect([...world.files.objects.keys()]).toEqual([`results/acme/admin/${asyncSearchId}/1.csv`]);
			expect((await get(world, asyncSearchId)).state).toBe("failed");
			expect((await download(asyncSearchId)).body.fileName).toBe("応対履歴_20261120-150001.csv");
		}
		await passTo("2026-11-23T07:00:00");
		expect([...world.files.objects.keys()]).toEqual([`results/acme/admin/${asyncSearchId}/4.csv`]);
	});

	it("is refused to a caller whose grants no longer cover it", async () => {
		const options = { account: "sv01" };
		const { asyncSearchId } = await post(world, { conditions, repeat }, options);
		await world.workflow.runAll();
		await passTo("2026-11-21T07:00:00", failAll("file-too-large"));
		const later = { time: "2026-11-20T16:00:00+09:00" };
		await world.takeIn(accountSaved({ accountId: "sv01", role: "supervisor", campaignIds: [] }, later));
		const { status, body } = await world.call("open-async-search-file", { ...options, path: { asyncSearchId } });
		expect([status, body.code]).toEqual([403, "file-not-granted"]);
	});
});

describe("repeating", () => {
	it("can be started, changed, paused, resumed and ended", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		await world.workflow.runAll();
		expect(await get(world, asyncSearchId)).toMatchObject({ repeat: null, paused: false, nextRunAt: null });
		const steps: [body: object, paused: boolean, nextRunAt: string | null][] = [
			[{ repeat }, false, "2026-11-21T07:00:00+09:00"],
			[{ repeat }, false, "2026-11-21T07:00:00+09:00"],
			[{ paused: true }, true, null],
			[{ repeat: { ...repeat, at: "18:30" } }, true, null],
			[{ paused: false }, false, "2026-11-20T18:30:00+09:00"],
			[{ repeat: { ...repeat, every: "month" }, paused: false }, false, "2026-12-01T07:00:00+09:00"],
			[{ repeat: null }, false, null],
			[{ repeat: null }, false, null],
			[{ repeat, paused: true }, true, null],
		];
		for (const [body, paused, nextRunAt] of steps) {
			const answer = await change(asyncSearchId, body);
			expect([answer.status, answer.body.paused, answer.body.nextRunAt], JSON.stringify(body)).toEqual([
				200,
				paused,
				nextRunAt,
			]);
			expect(await get(world, asyncSearchId)).toEqual(answer.body);
		}
		expect(await passTo("2026-12-02T07:00:00")).toBe(0);
	});

	it("does not make up for runs missed during a pause", async () => {
		const asyncSearchId = await repeating();
		await change(asyncSearchId, { paused: true });
		expect(await passTo("2026-11-23T08:00:00")).toBe(0);
		expect((await change(asyncSearchId, { paused: false })).body.nextRunAt).toBe("2026-11-24T07:00:00+09:00");
		expect(await passTo("2026-11-23T08:05:00")).toBe(0);
		expect(await passTo("2026-11-24T07:00:00")).toBe(1);
	});

	it("is not postponed by an unchanged setting, and can be paused during a run, which completes", async () => {
		const asyncSearchId = await repeating();
		world.clock.now = at("2026-11-21T07:00:00");
		// This changes nothing, so the due run is not postponed.
		await change(asyncSearchId, { paused: false, repeat });
		await sweep();
		expect((await change(asyncSearchId, { paused: true })).body).toMatchObject({
			state: "unprocessed",
			nextRunAt: null,
		});
		await world.workflow.runAll();
		expect(await get(world, asyncSearchId)).toMatchObject({ state: "completed", paused: true, repeat });
		expect(await passTo("2026-11-22T07:00:00")).toBe(0);
	});

	it("keeps the last setting when a run starts at the same moment", async () => {
		const asyncSearchId = await repeating();
		world.clock.now = at("2026-11-21T07:00:00");
		const other = { ...repeat, at: "18:30" };
		const [{ status }] = await Promise.all([change(asyncSearchId, { repeat: other }), sweep(), sweep()]);
		expect(status).toBe(200);
		await world.workflow.runAll();
		await sweep();
		const search = await get(world, asyncSearchId);
		expect(search).toMatchObject({ state: "completed", repeat: other, nextRunAt: "2026-11-21T18:30:00+09:00" });
	});

	it("survives a rerun", async () => {
		const asyncSearchId = await repeating();
		await world.call("rerun-async-search", { path: { asyncSearchId } });
		await world.workflow.runAll();
		expect(await get(world, asyncSearchId)).toMatchObject({ repeat, nextRunAt: "2026-11-21T07:00:00+09:00" });
		expect(await passTo("2026-11-21T07:00:00")).toBe(1);
	});

	it.each([
		[{}, "#", "nothing-to-correct"],
		[{ paused: true }, "#/paused", "not-repeating"],
		[{ repeat: null, paused: true }, "#/paused", "not-repeating"],
		[{ repeat: { ...repeat, at: "7:00" } }, "#/repeat/at", "not-a-time-of-day"],
		[{ repeat: { ...repeat, at: "24:00" } }, "#/repeat/at", "not-a-time-of-day"],
		[{ repeat: { ...repeat, every: "hour" } }, "#/repeat/every", "not-allowed"],
		[{ repeat: { ...repeat, period: "today" } }, "#/repeat/period", "not-allowed"],
		[{ repeat: { every: "day", at: "07:00" } }, "#/repeat/period", "required"],
		[{ repeat: null, note: "x" }, "#/note", "unknown-field"],
	])("rejects %j", async (body, pointer, code) => {
		const { asyncSearchId } = await post(world, { conditions });
		const answer = await change(asyncSearchId, body);
		expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer, code }]]);
	});

	it("can be created paused; a search without repetition cannot", async () => {
		const refused = await world.call("create-async-search", { body: { conditions, paused: true } });
		expect([refused.status, refused.body.errors]).toMatchObject([
			400,
			[{ pointer: "#/paused", code: "not-repeating" }],
		]);
		const asyncSearchId = await repeating({ paused: true });
		expect(await get(world, asyncSearchId)).toMatchObject({ repeat, paused: true, nextRunAt: null });
	});

	it("cannot be changed by another account", async () => {
		const asyncSearchId = await repeating();
		const answer = await world.call("change-async-search", {
			account: "sv01",
			path: { asyncSearchId },
			body: { repeat: null },
		});
		expect([answer.status, answer.body.code]).toEqual([404, "async-search-not-found"]);
	});
});
