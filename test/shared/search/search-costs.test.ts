import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLoadedWorld } from "../../support/bulk-load.ts";
import { accountSaved, basicTenant } from "../../support/events.ts";
import { makeCalls } from "../../support/records.ts";
import { createWorld, type World } from "../../support/world.ts";

const at = (text: string) => Date.parse(`${text}+09:00`);
const day = { from: "2026-11-19T00:00", to: "2026-11-19T24:00" };
let world: World;
let stop: () => void;

beforeAll(async () => {
	const t0 = Date.now();
	const calls = makeCalls({ count: 100_000, from: at("2026-11-19T09:00:00"), to: at("2026-11-19T20:30:00") });
	const t1 = Date.now();
	({ world, stop } = await createLoadedWorld(calls));
	console.log("made", t1 - t0, "loaded", Date.now() - t1);
	await world.takeIn(...basicTenant());
	for (let i = 3; i <= 40; i++) await world.takeIn(accountSaved({ accountId: `ag${String(i).padStart(2, "0")}` }));
});
afterAll(() => stop());

test.each([
	["no filter", {}],
	["result", { resultIds: ["c01-contract"] }],
	["result desc pages", { resultIds: ["c01-contract"], facets: ["result"] }],
	["name", { name: "はせがわ", kana: "ケン" }],
	["kana", { kana: "ﾊｾｶﾞﾜ ｹﾝ" }],
	["phoneEndsWith", { phoneEndsWith: "77" }],
	["sort agent", { kana: "ﾊｾｶﾞﾜ ｹﾝ", sort: { column: "agentName", direction: "asc" } }],
	["memo", { memo: "他社", kana: "ﾊｾｶﾞﾜ ｹﾝ" }],
	["keyword", { keyword: "ｻﾄｳ 成約" }],
	["agent", { agentIds: ["ag07"] }],
	["batch", { batchIds: ["b01"], kana: "ﾊｾｶﾞﾜ ｹﾝ" }],
	["phone", { phone: "090123" }],
])("%s", async (name, conditions) => {
	const t0 = performance.now();
	const answer = await world.call("search-call-histories", { body: { period: day, ...conditions } });
	const t1 = performance.now();
	console.log(name, answer.status, answer.body.total ?? answer.body.code, answer.cost, Math.round(t1 - t0), "ms");
	if (answer.body.nextCursor) {
		const next = await world.call("search-call-histories", {
			body: { period: day, ...conditions, page: { cursor: answer.body.nextCursor } },
		});
		console.log("   next", next.status, next.body.rows?.length, next.cost);
	}
});
