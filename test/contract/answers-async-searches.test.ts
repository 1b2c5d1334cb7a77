import { beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../contract/openapi/operations.ts";
import { problemSchema } from "../../contract/openapi/problems.ts";
import type { ApiFunction } from "../../infra/routes.ts";
import { basicTenant, callCompleted } from "../support/events.ts";
import { type ApiRequest, type ApiResponse, createWorld, type World } from "../support/world.ts";
import { expectFit } from "./fit.ts";

const conditions = { period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" }, phone: "+81 90" };
const title = "システムが混み合っているため、処理できませんでした。時間をおいて再実行してください。";
const answered = new Set<ApiFunction>();

/** Calls a route and checks its answer against the document. */
async function call(world: World, name: ApiFunction, request: ApiRequest): Promise<ApiResponse> {
	const response = await world.call(name, request);
	expectFit(name, response);
	answered.add(name);
	return response;
}

describe("answers about asynchronous searches fit the document", () => {
	let world: World;
	let path: { asyncSearchId: string };
	beforeAll(async () => {
		world = await createWorld();
		await world.takeIn(...basicTenant(), callCompleted({ callId: "k01" }), callCompleted({ callId: "k02" }));
	});

	it("when one is created with every member, and with conditions only", async () => {
		const columns = ["memo", "calledAt"];
		const full = {
			conditions,
			sort: { column: "memo", direction: "asc" },
			note: "月例",
			encoding: "shift_jis",
			format: "plain",
			columns,
		};
		const created = await call(world, "create-async-search", { body: full });
		expect(created.body).toMatchObject({ ...full, conditions: { phone: "090" }, state: "unprocessed" });
		const { body } = await call(world, "create-async-search", { body: { conditions } });
		expect(body).toMatchObject({
			note: null,
			encoding: "utf-8",
			format: "excel",
			columns: expect.arrayContaining(columns),
		});
		path = { asyncSearchId: body.asyncSearchId };
	});

	it("while it is being processed", async () => {
		await world.workflow.run(path.asyncSearchId, async (state, run) => {
			const output = await run();
			if (state === "AssembleFile") {
				const { body } = await call(world, "get-async-search", { path });
				expect(body).toMatchObject({ state: "processing", progress: { rowsDone: 2, rowsEstimated: 2, percent: 90 } });
			}
			return output;
		});
	});

	it("when it is completed and downloaded", async () => {
		const { body } = await call(world, "get-async-search", { path });
		expect(body).toMatchObject({ state: "completed", rowCount: 2, progress: { percent: 100 } });
		const link = await call(world, "open-async-search-file", { path });
		expect(link.body.fileName).toBe("応対履歴_20261120-150000.csv");
	});

	it("when it is set to repeat, and when it stops repeating", async () => {
		const repeat = { every: "day", at: "07:00", period: "yesterday" };
		const { body } = await call(world, "change-async-search", { path, body: { repeat } });
		expect(body).toMatchObject({ repeat, paused: false, nextRunAt: "2026-11-21T07:00:00+09:00" });
		await call(world, "change-async-search", { path, body: { repeat: null } });
	});

	it("when it is run again and fails", async () => {
		await call(world, "rerun-async-search", { path });
		await world.workflow.runAll(async (state, run) => {
			if (state !== "PlanPartitions") return run();
			throw Object.assign(new Error("slow down"), { name: "ThrottlingException" });
		});
		const { body } = await call(world, "get-async-search", { path });
		expect(body).toMatchObject({
			state: "failed",
			formerFile: { rowCount: 2 },
			failure: { code: "busy", title, retryable: true },
		});
	});

	it("when all are listed, and when there are none", async () => {
		expect((await call(world, "list-async-searches", {})).body.items).toHaveLength(2);
		expect((await call(world, "list-async-searches", { account: "sv01" })).body.items).toEqual([]);
	});

	it("when it is deleted", async () => {
		await call(world, "delete-async-search", { path });
		expect((await world.call("get-async-search", { path })).status).toBe(404);
	});

	it("when an eleventh is refused", async () => {
		const create = () => world.call("create-async-search", { account: "ag01", body: { conditions } });
		for (let kept = 0; kept < 10; kept++) expect((await create()).status).toBe(202);
		const { status, body } = await create();
		expect(status).toBe(409);
		expect(problemSchema.parse(body)).toEqual(body);
		expect(body).toMatchObject({ code: "async-search-limit", limit: 10 });
	});

	it("on every one of their routes", () => {
		const all = Object.entries(operations).filter(([, { tag }]) => tag === "Asynchronous searches");
		expect([...answered].sort()).toEqual(all.map(([name]) => name).sort());
	});
});
