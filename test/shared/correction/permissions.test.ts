import { beforeAll, describe, expect, test } from "vitest";
import { accountSaved, basicTenant, callCompleted, tenantSaved } from "../../support/events.ts";
import { type ApiRequest, createWorld, type World } from "../../support/world.ts";

let world: World;
const now = Date.parse("2026-11-20T15:00:00+09:00");
const campaigns = { c01: "b01", c02: "b02" } as const;
const days = { today: "2026-11-20", yesterday: "2026-11-19" } as const;

/** ag01's calls in both campaigns on both days: a customer's older call at ten, and the latest at noon. */
const calls = Object.entries(campaigns).flatMap(([campaignId, batchId]) =>
	Object.entries(days).flatMap(([day, date]) =>
		Object.entries({ older: "10:00:00", latest: "12:00:00" }).map(([age, time]) =>
			callCompleted({
				callId: `${campaignId}-${day}-${age}`,
				customerId: `cu-${day}`,
				calledAt: `${date}T${time}+09:00`,
				campaignId,
				batchId,
				resultId: null,
			}),
		),
	),
);

beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		...basicTenant("globex"),
		...basicTenant("free"),
		tenantSaved({ outboundOption: false }, { tenant: "free", time: "2026-11-02T00:00:00Z" }),
		accountSaved({ accountId: "sv00", role: "supervisor", campaignIds: [] }),
		accountSaved({ accountId: "sv12", role: "supervisor", campaignIds: ["c02", "c01"] }),
		// An agent's grants have no effect.
		accountSaved({ accountId: "ag03", role: "agent", campaignIds: ["c01", "c02"] }),
		accountSaved({ accountId: "gone", role: "admin", active: false }),
		...calls,
	);
});

const patch = (callId: string, request: ApiRequest, memo = "訂正") =>
	world.call("correct-call-history", { path: { callId }, headers: { "if-match": "*" }, body: { memo }, ...request });
const outcome = ({ status, body }: { status: number; body: { code?: string } }) =>
	status === 200 ? "200" : `${status} ${body.code}`;

const notFound = "404 call-history-not-found";
const nothing = [notFound, notFound, notFound, notFound];
const latestOnly = ["200", "409 not-latest", "200", "409 not-latest"];

describe.each([
	["an administrator", { account: "admin" }, latestOnly, latestOnly],
	["a supervisor of c01", { account: "sv01" }, latestOnly, nothing],
	["a supervisor of both", { account: "sv12" }, latestOnly, latestOnly],
	["a supervisor without grants", { account: "sv00" }, nothing, nothing],
	[
		"the agent who took the calls",
		{ account: "ag01" },
		["200", "409 not-latest", "409 not-today", "409 not-today"],
		["200", "409 not-latest", "409 not-today", "409 not-today"],
	],
	["another agent", { account: "ag02" }, nothing, nothing],
	["another agent with grants", { account: "ag03" }, nothing, nothing],
	["another tenant's administrator", { tenant: "globex", account: "admin" }, nothing, nothing],
	["another tenant's agent of the same id", { tenant: "globex", account: "ag01" }, nothing, nothing],
])("%s", (_, caller, ofC01, ofC02) => {
	const cases = Object.entries({ c01: ofC01, c02: ofC02 }).flatMap(([campaignId, expected]) =>
		["today-latest", "today-older", "yesterday-latest", "yesterday-older"].map(
			(which, index) => [`${campaignId}-${which}`, expected[index] ?? ""] as const,
		),
	);

	test.each(cases)("corrects %s: %s", async (callId, expected) => {
		world.clock.now = now;
		expect(outcome(await patch(callId, caller, `${caller.account} was here`))).toBe(expected);
		const seen = await world.call("get-call-history", { ...caller, path: { callId } });
		expect(seen.status).toBe(expected === notFound ? 404 : 200);
		if (expected === notFound) return;
		const editable = expected === "200" ? { allowed: true } : { allowed: false, reason: expected.slice(4) };
		expect(seen.body.editable).toEqual(editable);
		expect(seen.body.memo === `${caller.account} was here`).toBe(editable.allowed);
	});

	test("sees the same in the list", async () => {
		const period = { from: "2026-11-19T00:00", to: "2026-11-20T24:00" };
		const { body } = await world.call("search-call-histories", { ...caller, body: { period } });
		const rows: { callId: string; editable: { allowed: boolean; reason?: string } }[] = body.rows;
		const listed = new Map(
			rows.map(({ callId, editable }) => [callId, editable.allowed ? "200" : `409 ${editable.reason}`]),
		);
		expect(listed).toEqual(new Map(cases.filter(([, expected]) => expected !== notFound)));
	});
});

test.each([
	["free", "admin", "outbound-option-required"],
	["nobody", "admin", "outbound-option-required"],
	["acme", "nobody", "account-unknown"],
	["acme", "gone", "account-inactive"],
])("refuses everything to %s/%s: %s", async (tenant, account, code) => {
	const path = { callId: "c01-today-latest" };
	const answers = [
		await patch(path.callId, { tenant, account }),
		await patch("no-such-call", { tenant, account }),
		await world.call("get-call-history", { tenant, account, path }),
		await world.call("list-corrections", { tenant, account, path }),
		await world.call("open-recording", { tenant, account, path }),
		await world.call("get-me", { tenant, account }),
		await world.call("get-search-options", { tenant, account }),
	];
	for (const answer of answers) expect(outcome(answer)).toBe(`403 ${code}`);
});

test.each([
	["2026-11-20T00:00:00", "2026-11-20T00:00:00", "200"],
	["2026-11-20T00:00:00", "2026-11-20T23:59:59.999", "200"],
	["2026-11-20T00:00:00", "2026-11-21T00:00:00", "409 not-today"],
	["2026-11-20T23:59:59", "2026-11-20T23:59:59", "200"],
	["2026-11-20T23:59:59.999", "2026-11-20T23:59:59.999", "200"],
	["2026-11-20T23:59:59.999", "2026-11-21T00:00:00", "409 not-today"],
	["2026-11-20T08:59:59", "2026-11-20T09:00:00", "200"],
	["2026-11-20T09:00:00", "2027-11-20T09:00:00", "404 call-history-not-found"],
])("lets an agent correct a call of %s at %s: %s", async (calledAt, at, expected) => {
	const callId = `day-${calledAt}-${at}`.replaceAll(":", "-");
	await world.takeIn(callCompleted({ callId, calledAt: `${calledAt}+09:00` }));
	world.clock.now = Date.parse(`${at}+09:00`);
	expect(outcome(await patch(callId, { account: "ag01" }))).toBe(expected);
	world.clock.now = now;
});

test("applies a grant from the moment it is given until the moment it is revoked", async () => {
	const grant = (campaignIds: string[], time: string) =>
		world.takeIn(accountSaved({ accountId: "sv00", role: "supervisor", campaignIds }, { time }));
	await grant(["c02"], "2026-11-02T00:00:00Z");
	expect(outcome(await patch("c02-today-latest", { account: "sv00" }))).toBe("200");
	await grant([], "2026-11-03T00:00:00Z");
	expect(outcome(await patch("c02-today-latest", { account: "sv00" }))).toBe(notFound);
});
