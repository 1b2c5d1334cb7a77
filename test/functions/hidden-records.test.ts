import { beforeAll, describe, expect, it } from "vitest";
import type { ApiHandler } from "../../functions/adapters/http.ts";
import type { ApiFunction } from "../../infra/routes.ts";
import type { Deps } from "../../local/deps.ts";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../support/events.ts";
import { type ApiRequest, createWorld, toEvent, type World } from "../support/world.ts";

const routesOfRecords: ApiFunction[] = [
	"get-call-history",
	"correct-call-history",
	"list-corrections",
	"open-recording",
	"list-record-accesses",
];
/** Makes a record large in the table: 15,000 bytes, four units. */
const large = { memo: "あ".repeat(5000), remarks: "い".repeat(2000) };

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		// Its records expired at the start of the day.
		batchSaved({ batchId: "old", startsOn: "2026-08-01", endsOn: "2026-08-21" }),
		callCompleted({ callId: "hidden", campaignId: "c02", batchId: "b02", agentId: "ag01" }),
		callCompleted({ callId: "hidden-large", campaignId: "c02", batchId: "b02", agentId: "ag01", ...large }),
		recordingStored("hidden"),
	);
	world.clock.now -= 86_400_000 * 10;
	await world.takeIn(
		callCompleted({ callId: "expired", batchId: "old", calledAt: "2026-08-20T10:00:00+09:00", ...large }),
	);
	world.clock.now += 86_400_000 * 10;
});

/** An answer without its duration, and the calls made for it in order. */
async function told(name: ApiFunction, callId: string, account: string) {
	const asked: string[] = [];
	const { callHistoryReader } = world.deps;
	const deps = {
		...world.deps,
		callHistoryReader: new Proxy(callHistoryReader, {
			get(target, method: keyof typeof callHistoryReader) {
				asked.push(method);
				return target[method];
			},
		}),
	};
	const request: ApiRequest = { account, path: { callId }, headers: { "if-match": "*" }, body: { memo: "x" } };
	const { createHandler }: { createHandler(deps: Deps): ApiHandler } = await import(`../../functions/api/${name}.ts`);
	const { statusCode, headers, body } = await createHandler(deps)(toEvent(request));
	return {
		statusCode,
		body,
		asked,
		headers: { ...headers, "server-timing": String(headers?.["server-timing"]).replace(/dur=[\d.]+/, "") },
	};
}

describe.each(routesOfRecords)("%s", (name) => {
	it.each([
		["of another campaign", "hidden", "sv01"],
		["of another campaign, and large", "hidden-large", "sv01"],
		["of another agent", "hidden", "ag02"],
		["that has expired", "expired", "admin"],
	])("answers for a record %s as for one that does not exist, with the same calls", async (_, callId, account) => {
		const hidden = await told(name, callId, account);
		expect(hidden.statusCode).toBe(404);
		expect(hidden).toEqual(await told(name, "nowhere", account));
	});
});

describe("a search that is refused", () => {
	it.each([
		["an unknown account", { account: "nobody" }, 403],
		["an unknown tenant", { tenant: "nowhere" }, 403],
	])("reveals nothing about how much there is to search: %s", async (_, caller, status) => {
		const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
		const { cost, ...answer } = await world.call("search-call-histories", { ...caller, body: { period } });
		expect(answer.status).toBe(status);
		expect(cost).toEqual({ rcu: 0, wcu: 0, calls: 0, trips: 0 });
	});
});
