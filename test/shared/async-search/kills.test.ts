import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHandler as createClosed } from "../../../functions/events/execution-closed.ts";
import { createHandler as createSweep } from "../../../functions/events/sweep.ts";
import { get, post } from "../../support/async-searches.ts";
import { accountSaved, basicTenant, callCompleted } from "../../support/events.ts";
import type { Around } from "../../support/workflow.ts";
import { createWorld, type World } from "../../support/world.ts";

const conditions = { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } };
const tasks = [
	"MarkProcessing",
	"PlanPartitions",
	"ExportPartition",
	"AssembleFile",
	"MarkCompleted",
	"SendCompletionMail",
] as const;
const places = tasks.flatMap((task) => [["before", task] as const, ["after", task] as const]);
let world: World;

beforeAll(async () => {
	world = await createWorld();
	const mail = accountSaved(
		{ accountId: "admin", role: "admin", email: "admin@example.com" },
		{ time: "2026-11-02T09:00:00+09:00" },
	);
	await world.takeIn(...basicTenant(), mail, callCompleted({ callId: "x-1" }), callCompleted({ callId: "x-2" }));
	world.clock.now += 1000;
});

afterEach(async () => {
	for (const { asyncSearchId } of (await world.call("list-async-searches")).body.items) {
		await world.call("delete-async-search", { path: { asyncSearchId } });
	}
	world.mails.length = 0;
	world.workflow.executions.clear();
});

const sweep = () => createSweep(world.deps)({});

/** Calls `happen` before or after a task. */
function at(place: "before" | "after", task: string, happen: () => unknown): Around {
	return async (state, run) => {
		if (state === task && place === "before") await happen();
		const output = await run();
		if (state === task && place === "after") await happen();
		return output;
	};
}

async function expectEnded(asyncSearchId: string): Promise<string> {
	const search = await get(world, asyncSearchId);
	const keys = [...world.files.objects.keys()];
	if (search.state === "completed") {
		expect(keys).toEqual([`results/acme/admin/${asyncSearchId}/1.csv`]);
		expect(search).toMatchObject({ rowCount: 2, failure: null });
		expect(world.files.objects.get(keys[0] ?? "")?.length).toBe(search.byteCount);
	} else {
		expect(search.state).toBe("failed");
		expect(search.failure.title).toMatch(/。$/);
		expect(keys).toEqual([]);
	}
	return search.state;
}

describe.each(places)("%s %s", (place, task) => {
	it("a transient fault is retried, and the search completes", async () => {
		let faults = 0;
		const { asyncSearchId } = await post(world, { conditions });
		const fault = () => {
			if (faults++ === 0) throw Object.assign(new Error("blink"), { name: "Lambda.ServiceException" });
		};
		const execution = await world.workflow.run(asyncSearchId, at(place, task, fault));
		expect(execution.status).toBe("SUCCEEDED");
		expect(await expectEnded(asyncSearchId)).toBe("completed");
		expect(world.mails).toHaveLength(1);
	});

	it("a persistent fault ends the search, and one mail is sent", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		const fault = () => {
			throw Object.assign(new Error("for good"), { name: "ThrottlingException" });
		};
		await world.workflow.run(asyncSearchId, at(place, task, fault));
		await sweep();
		const state = await expectEnded(asyncSearchId);
		// A search that completed before the fault stays completed.
		const ended = task === "SendCompletionMail" || (task === "MarkCompleted" && place === "after");
		expect(state).toBe(ended ? "completed" : "failed");
		if (state === "failed") expect((await get(world, asyncSearchId)).failure.code).toBe("busy");
		world.clock.now += 5 * 60_000;
		await sweep();
		expect(world.mails).toHaveLength(1);
	});

	it.each(["ABORTED", "FAILED", "TIMED_OUT"] as const)(
		"a killed execution (%s) is noticed through its event or by the sweep",
		async (status) => {
			for (const finder of ["event", "sweep"] as const) {
				const { asyncSearchId } = await post(world, { conditions });
				const execution = world.workflow.executions.get(asyncSearchId);
				if (!execution) throw new Error("not started");
				// After the kill, no task does anything.
				const killed = at(place, task, () => {
					execution.status = status;
					execution.stop?.();
					return new Promise<never>(() => {});
				});
				await Promise.race([world.workflow.run(asyncSearchId, killed), untilKilled(execution)]);
				if (finder === "event") {
					await createClosed(world.deps)({ detail: { status, input: JSON.stringify(execution.input), error: null } });
				}
				world.clock.now += 10 * 60_000;
				await sweep();
				const state = await expectEnded(asyncSearchId);
				if (state === "failed") {
					expect((await get(world, asyncSearchId)).failure.code).toBe(
						status === "TIMED_OUT" ? "timed-out" : "interrupted",
					);
				}
				expect(world.mails).toHaveLength(1);
				await sweep();
				expect(world.mails).toHaveLength(1);
				expect((await world.call("delete-async-search", { path: { asyncSearchId } })).status).toBe(204);
				expect(world.files.objects.size).toBe(0);
				world.mails.length = 0;
			}
		},
	);
});

async function untilKilled(execution: { status: string }): Promise<void> {
	while (execution.status === "RUNNING") await new Promise((resolve) => setImmediate(resolve));
}

describe("the sweep", () => {
	it("starts a search that was stored but never started", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		world.workflow.executions.clear();
		await sweep();
		expect(world.workflow.executions.size).toBe(0);
		world.clock.now += 5 * 60_000;
		await sweep();
		await world.workflow.runAll();
		expect(await expectEnded(asyncSearchId)).toBe("completed");
	});

	it("leaves a running search alone until it has run for too long", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		world.clock.now += 30 * 60_000;
		await sweep();
		expect((await get(world, asyncSearchId)).state).toBe("unprocessed");
		world.clock.now += 60 * 60_000;
		await sweep();
		expect((await get(world, asyncSearchId)).failure.code).toBe("timed-out");
		expect(world.workflow.executions.get(asyncSearchId)?.status).toBe("ABORTED");
		expect(world.mails).toHaveLength(1);
	});

	it("removes files of deleted searches and leftovers of other runs, and nothing else", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		await world.workflow.runAll();
		const before = [...world.files.objects.keys()];
		const gone = "20261120-150001-00000000-3";
		await world.files.put(`results/acme/admin/${gone}/1.csv`, Buffer.from("x"));
		await world.files.put(`pieces/acme/admin/${gone}/1/p0000-0000`, Buffer.from("x"));
		await world.files.put(`pieces/acme/admin/${asyncSearchId}/1/p0000-0000`, Buffer.from("x"));
		await world.files.put(`results/acme/admin/${asyncSearchId}/7.csv`, Buffer.from("x"));
		expect(await sweep()).toMatchObject({ deletedFiles: 4 });
		expect([...world.files.objects.keys()]).toEqual(before);
	});

	it("continues with the other searches when one cannot be checked", async () => {
		const [first, second] = [await post(world, { conditions }), await post(world, { conditions })];
		const { find } = world.workflow;
		for (const { asyncSearchId } of [first, second]) {
			const execution = world.workflow.executions.get(asyncSearchId);
			if (execution) execution.status = "FAILED";
		}
		world.workflow.find = async (name) => {
			if (name === first.asyncSearchId) throw new Error("throttled");
			return find(name);
		};
		world.clock.now += 5 * 60_000;
		await sweep();
		world.workflow.find = find;
		expect((await get(world, second.asyncSearchId)).state).toBe("failed");
		expect((await get(world, first.asyncSearchId)).state).toBe("unprocessed");
		await sweep();
		expect((await get(world, first.asyncSearchId)).state).toBe("failed");
	});
});

describe("an undelivered mail", () => {
	it.each([
		["refused", { $metadata: { httpStatusCode: 400 } }],
		["lost on the way", {}],
	])("%s: leaves the search completed, and is sent once by the sweep", async (_, detail) => {
		const { mailer } = world.deps;
		let tries = 0;
		world.deps.mailer = {
			send: async () => {
				tries++;
				throw Object.assign(new Error("no"), detail);
			},
		};
		const { asyncSearchId } = await post(world, { conditions });
		await world.workflow.runAll();
		world.deps.mailer = mailer;
		expect(await expectEnded(asyncSearchId)).toBe("completed");
		// A sender that does not know whether the mail has left does not resend it at once.
		expect(tries).toBe("$metadata" in detail ? 3 : 1);
		expect(world.mails).toEqual([]);
		world.clock.now += 5 * 60_000;
		await sweep();
		expect(world.mails).toHaveLength(1);
		world.clock.now += 5 * 60_000;
		await sweep();
		expect(world.mails).toHaveLength(1);
	});

	it("is sent by the sweep if its sender died after claiming it, but only after two minutes", async () => {
		const { mailer } = world.deps;
		const { asyncSearchId } = await post(world, { conditions });
		const { promise: sending, resolve } = Promise.withResolvers<void>();
		world.deps.mailer = {
			send: () => {
				resolve();
				return new Promise(() => {});
			},
		};
		void world.workflow.run(asyncSearchId);
		await sending;
		world.deps.mailer = mailer;
		const execution = world.workflow.executions.get(asyncSearchId);
		const closed = { status: "ABORTED", input: JSON.stringify(execution?.input), error: null };
		world.clock.now += 60_000;
		await createClosed(world.deps)({ detail: closed });
		expect(world.mails).toEqual([]);
		world.clock.now += 61_000;
		await sweep();
		expect(world.mails).toHaveLength(1);
	});

	it("is given up after a week", async () => {
		const { mailer } = world.deps;
		world.deps.mailer = {
			send: async () => Promise.reject(Object.assign(new Error("no"), { $metadata: { httpStatusCode: 400 } })),
		};
		await post(world, { conditions });
		await world.workflow.runAll();
		world.clock.now += 7 * 86_400_000 - 3_600_000;
		await sweep();
		world.deps.mailer = mailer;
		world.clock.now += 3_600_000;
		await sweep();
		expect(world.mails).toEqual([]);
	});
});
