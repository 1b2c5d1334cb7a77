import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLoadedWorld } from "../support/bulk-load.ts";
import { parseCsv } from "../support/csv.ts";
import { basicTenant } from "../support/events.ts";
import { makeCalls } from "../support/records.ts";
import type { World } from "../support/world.ts";

const count = 10_050;
let world: World;
let stop: () => void;

beforeAll(async () => {
	const at = (text: string) => Date.parse(`${text}+09:00`);
	const calls = makeCalls({ count, from: at("2026-11-19T09:00:00"), to: at("2026-11-19T20:30:00") });
	({ world, stop } = await createLoadedWorld(calls));
	await world.takeIn(...basicTenant());
});
afterAll(() => stop());

describe("the body that a search with too many hits offers", () => {
	const searches: [what: string, body: object][] = [
		["only a period", { period: { from: "2026-11-19T00:00", to: "2026-11-19T24:00" } }],
		[
			"another order, a page and facets",
			{
				period: { from: "2026-11-18T15:00Z", to: "２０２６-１１-２０ ００:００" },
				sort: { column: "kana", direction: "asc" },
				page: { size: 3 },
				facets: ["hour"],
			},
		],
		[
			"conditions that all records meet",
			{
				period: { from: "2026-11-19T00:00", to: "2026-11-19T24:00" },
				campaignIds: ["c01", "c02"],
				batchIds: ["b01", "b02"],
				callingGroupIds: [],
				phone: "+81 ",
				keyword: "　0312340000 ",
			},
		],
	];
	it.each(searches)("can be posted unchanged and exports all hits: %s", async (_, body) => {
		const { status, body: problem } = await world.call("search-call-histories", { body });
		expect([status, problem.code]).toEqual([422, "search-limit-exceeded"]);
		expect(problem.asyncSearch.href).toBe("/v1/async-searches");
		const created = await world.call("create-async-search", { body: problem.asyncSearch.body });
		expect(created.status, JSON.stringify(created.body)).toBe(202);
		expect(created.body).toMatchObject(problem.asyncSearch.body);

		const path = { asyncSearchId: created.body.asyncSearchId };
		await world.workflow.run(path.asyncSearchId);
		const { body: search } = await world.call("get-async-search", { path });
		expect(search).toMatchObject({ state: "completed", rowCount: count });
		const [file = ""] = [...world.files.objects].flatMap(([key, bytes]) =>
			key.includes(path.asyncSearchId) ? bytes.toString() : [],
		);
		const [, ...rows] = parseCsv(file);
		expect(new Set(rows.map(([callId]) => callId)).size).toBe(count);
	});

	it("is kept in the trail all the same", async () => {
		const body = {
			period: { from: "2026-11-19T00:00", to: "2026-11-19T24:00" },
			sort: { column: "kana", direction: "desc" },
		};
		expect((await world.call("search-call-histories", { body })).status).toBe(422);
		const { items } = (await world.call("list-access-trail", { query: { date: "2026-11-20", kind: "search" } })).body;
		expect(items).toContainEqual(expect.objectContaining({ asked: expect.objectContaining({ sort: body.sort }) }));
	});
});
