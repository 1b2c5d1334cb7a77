import { beforeAll, describe, expect, it } from "vitest";
import { type ApiFunction, routes } from "../../infra/routes.ts";
import { resultKey } from "../../shared/async-search/layout.ts";
import { get, post } from "../support/async-searches.ts";
import { accountSaved, basicTenant, callCompleted, tenantSaved } from "../support/events.ts";
import { period } from "../support/hostile.ts";
import { createWorld, type World } from "../support/world.ts";
import { expectProblem } from "./hostile-problem.ts";

const conditions = { period };
const ofOne = routes.filter(({ path }) => path.includes("{asyncSearchId}")).map((route) => route.function);
const all: ApiFunction[] = [...ofOne, "create-async-search", "list-async-searches"];
const notFound = { status: 404, code: "async-search-not-found" };

let world: World;
/** A completed search of the supervisor. */
let asyncSearchId: string;

beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), callCompleted({ callId: "k01" }), ...basicTenant("other"));
	({ asyncSearchId } = await post(world, { conditions }, { account: "sv01" }));
	await world.workflow.runAll();
});

/** Expects that the search, its file and its execution are as before. */
async function expectUntouched() {
	expect(await get(world, asyncSearchId, { account: "sv01" })).toMatchObject({ asyncSearchId, state: "completed" });
	const run = { tenantId: "acme", accountId: "sv01", asyncSearchId, run: 1 };
	expect([...world.files.objects.keys()]).toEqual([resultKey(run)]);
	expect([...world.workflow.executions.keys()]).toEqual([asyncSearchId]);
}

const bodyOf = (name: ApiFunction) => (name === "change-async-search" ? { repeat: null } : { conditions });

describe.each(ofOne)("%s", (name) => {
	it.each([
		["an administrator of the tenant", { account: "admin" }],
		["an agent of the tenant", { account: "ag01" }],
		["another tenant's account of the same name", { tenant: "other", account: "sv01" }],
		["another tenant's administrator", { tenant: "other", account: "admin" }],
	])("does not find another account's search for %s", async (_, caller) => {
		await expectProblem(world, name, { ...caller, path: { asyncSearchId }, body: bodyOf(name) }, notFound);
		await expectUntouched();
	});

	it("finds nothing by an id that resembles one of the account's", async () => {
		const [date = "", time = "", chance = "", place = ""] = asyncSearchId.split("-");
		const otherPlace = String((Number(place) + 1) % 10);
		const forged = [
			[date, time, chance, otherPlace],
			[date, time, chance, `${place}${place}`],
			[date, time, chance, `-${place}`],
			[date, time, chance, ""],
			[date, time, chance],
			[date, time, chance, place, "run", "2"],
			[date, time, "00000000", place],
			[date, time, chance.slice(1), place],
			["20261121", time, chance, place],
			[date, "150001", chance, place],
			[place],
		].map((parts) => parts.join("-"));
		const cases = [`${asyncSearchId}.csv`, `x${asyncSearchId}`, "acme:sv01", "...", "~", "constructor"];
		for (const id of [...forged, ...cases]) {
			await expectProblem(world, name, { account: "sv01", path: { asyncSearchId: id }, body: bodyOf(name) }, notFound);
		}
		await expectUntouched();
	});

	it("finds nothing by a malformed id", async () => {
		const strange = [
			`../${asyncSearchId}`,
			`../../acme/sv01/${asyncSearchId}`,
			`${asyncSearchId}/../${asyncSearchId}`,
			`${asyncSearchId}/1.csv`,
			`${asyncSearchId}\n`,
			` ${asyncSearchId}`,
			`${asyncSearchId}#`,
			`j#${asyncSearchId.at(-1)}`,
			asyncSearchId.padEnd(65, "0"),
			asyncSearchId.replace(/\d$/, "７"),
			"%2e%2e%2f",
			"",
		];
		for (const id of strange) {
			const request = { account: "sv01", path: { asyncSearchId: id } };
			await expectProblem(world, name, request, { status: 404, code: "not-found" });
		}
		await expectUntouched();
	});
});

describe("an account that lost its rights", () => {
	const account = "sv01";
	const supervisor = (data: { active?: boolean; campaignIds: string[] }, time: string) =>
		accountSaved({ accountId: account, role: "supervisor", ...data }, { time });
	const granted = { campaignIds: ["c01"] };

	it("is refused by all routes while it is inactive", async () => {
		await world.takeIn(supervisor({ ...granted, active: false }, "2026-11-02T10:00:00+09:00"));
		await expectForbidden("account-inactive");
		await world.takeIn(supervisor(granted, "2026-11-02T11:00:00+09:00"));
		await expectUntouched();
	});

	it("is refused by all routes while its tenant has no outbound option", async () => {
		await world.takeIn(tenantSaved({ outboundOption: false }, { time: "2026-11-02T12:00:00+09:00" }));
		await expectForbidden("outbound-option-required");
		await world.takeIn(tenantSaved({}, { time: "2026-11-02T13:00:00+09:00" }));
		await expectUntouched();
	});

	it("gets no file made under a grant that it lost", async () => {
		const download = { account, path: { asyncSearchId } };
		expect((await world.call("open-async-search-file", download)).status).toBe(200);
		await world.takeIn(supervisor({ campaignIds: ["c02"] }, "2026-11-03T09:00:00+09:00"));
		await expectProblem(world, "open-async-search-file", download, { status: 403, code: "file-not-granted" });
		await expectUntouched();
	});

	async function expectForbidden(code: string) {
		for (const name of all) {
			await expectProblem(world, name, { account, path: { asyncSearchId }, body: bodyOf(name) }, { status: 403, code });
		}
	}
});
