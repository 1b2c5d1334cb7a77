import { beforeAll, describe, expect, it } from "vitest";
import type { SearchOptions } from "../../../shared/options/answer.ts";
import { accountSaved, basicTenant, batchSaved, campaignSaved } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

const campaigns = 150;
const resultsEach = 200;
const agents = 500;
const number = (index: number) => String(index).padStart(3, "0");
let world: World;

beforeAll(async () => {
	world = await createWorld();
	const results = (campaign: number) =>
		Array.from({ length: resultsEach }, (_, index) => ({
			resultId: `r-${number(campaign)}-${number(index)}`,
			label: `${"ご案内の結果".repeat(8)}${number(campaign)}-${number(index)}`,
		}));
	const many = Array.from({ length: campaigns }, (_, index) => [
		campaignSaved({ campaignId: `m${number(index)}`, name: `量 ${number(index)}`, results: results(index) }),
		batchSaved({ batchId: `n${number(index)}`, campaignId: `m${number(index)}`, name: `回 ${number(index)}` }),
	]).flat();
	// Lambda counts seven bytes for each of these characters: these names alone are 700 KB.
	const named = Array.from({ length: agents }, (_, index) =>
		accountSaved({ accountId: `x${number(index)}`, name: `${number(index)}${"\u0001".repeat(190)}末` }),
	);
	await world.takeIn(...basicTenant(), ...many, ...named);
	const granted = ["m001", "m140"];
	await world.takeIn(accountSaved({ accountId: "sv02", role: "supervisor", campaignIds: granted }));
});

async function optionsOf(query: Record<string, string> = {}, account = "admin"): Promise<SearchOptions> {
	const { status, body } = await world.call("get-search-options", { account, query });
	expect(status, JSON.stringify(body).slice(0, 500)).toBe(200);
	return body;
}
const resultsOf = ({ campaigns }: SearchOptions) => campaigns.flatMap(({ results }) => results);
const idsOf = ({ campaigns }: SearchOptions) => campaigns.map(({ campaignId }) => campaignId);

describe("search options of a tenant with very many", () => {
	it("fit an answer, which says which lists are incomplete", async () => {
		const options = await optionsOf();
		expect(options.more.toSorted()).toEqual(["agents", "results"]);
		expect(options.campaigns).toHaveLength(campaigns + 2);
		expect(options.batches).toHaveLength(campaigns + 2);
		expect(options.agents.length).toBeLessThan(agents);
		expect(resultsOf(options).length).toBeGreaterThan(1000);
		expect(resultsOf(options).length).toBeLessThan(campaigns * resultsEach);
		expect(options.systemResults).toHaveLength(7);
	});

	it("are complete for the requested campaigns", async () => {
		const options = await optionsOf({ campaignIds: "m149,m001,nobody,m148" });
		expect(idsOf(options)).toEqual(["m001", "m148", "m149"]);
		for (const { results } of options.campaigns) expect(results).toHaveLength(resultsEach);
		expect(options.batches.map(({ batchId }) => batchId)).toEqual(["n001", "n148", "n149"]);
		expect(options.more).toEqual(["agents"]);
	});

	it("are found by a query, whatever its width, case or kana", async () => {
		const { agents: found } = await optionsOf({ query: "499" });
		expect(found.map(({ accountId }) => accountId)).toEqual(["x499"]);
		const byLabel = resultsOf(await optionsOf({ query: "ゴ案内ノ結果 １４９-12" })).map(({ resultId }) => resultId);
		expect(byLabel).toEqual(Array.from({ length: 10 }, (_, index) => `r-149-12${index}`));
		const byCampaign = await optionsOf({ query: "量149" });
		expect(idsOf(byCampaign)).toEqual(["m149"]);
		expect(byCampaign.batches.map(({ batchId }) => batchId)).toEqual(["n149"]);
		expect((await optionsOf({ query: "たいむ" })).systemResults.map(({ resultId }) => resultId)).toEqual(["timeout"]);
		expect((await optionsOf({ query: "　" })).campaigns).toHaveLength(campaigns + 2);
	});

	it("are limited to what the caller may see, whatever the query", async () => {
		expect(idsOf(await optionsOf({}, "sv02"))).toEqual(["m001", "m140"]);
		expect(idsOf(await optionsOf({ campaignIds: "m002,m140" }, "sv02"))).toEqual(["m140"]);
		expect(idsOf(await optionsOf({ query: "量" }, "sv02"))).toEqual(["m001", "m140"]);
		expect(await optionsOf({ query: "量" }, "ag01")).toMatchObject({ campaigns: [], batches: [] });
	});

	it.each([
		[{ campaignIds: "m001,a#b" }, "#/campaignIds/1", "wrong-format"],
		[{ campaignIds: Array.from({ length: 51 }, (_, index) => `m${index}`).join() }, "#/campaignIds", "too-many"],
		[{ query: "あ".repeat(101) }, "#/query", "too-long"],
		[{ campaign: "m001" }, "#/campaign", "unknown-field"],
	])("refuse %j, and report what is wrong", async (query: Record<string, string>, pointer, code) => {
		const { status, body } = await world.call("get-search-options", { query });
		expect(status).toBe(400);
		expect(body.errors).toMatchObject([{ pointer, code }]);
	});
});
