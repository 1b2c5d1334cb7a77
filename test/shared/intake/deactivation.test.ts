import { beforeEach, expect, test } from "vitest";
import { accountSaved, type CloudEvent, tenantSaved } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { scanTable } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(tenantSaved(), accountSaved({ accountId: "admin", role: "admin" }));
});

const at = (day: number) => ({ time: `2026-11-${String(day).padStart(2, "0")}T09:00:00+09:00` });
const supervisor = { accountId: "m1", name: "田中 花子", role: "supervisor", campaignIds: ["c01"] } as const;
const full = (day: number, more: object = {}) =>
	accountSaved(
		{ ...supervisor, campaignIds: ["c01"], email: "m1@example.com", ...more },
		{ ...at(day), id: `full-${day}` },
	);

function closing(day: number, data: object, envelope: object = {}): CloudEvent {
	const event = accountSaved({ accountId: "m1" }, { ...at(day), id: `close-${day}` });
	return { ...event, data: { accountId: "m1", active: false, ...data }, ...envelope };
}

const account = async () => (await world.deps.directoryReader.load("acme")).accounts.get("m1");
const me = async () => (await world.call("get-me", { account: "m1" })).status;

test.each<[string, CloudEvent]>([
	["with a blank address", full(2, { active: false, email: "" })],
	["with an invalid address", full(2, { active: false, email: "a..b@docomo.example.jp" })],
	["without other members", closing(2, {})],
	["with an obsolete role", closing(2, { name: "田中 花子", role: "operator", campaignIds: ["c01"] })],
	["with a name that is an object", closing(2, { name: { family: "田中" }, role: "supervisor", campaignIds: [] })],
	[
		"with a blank name, null for a role, and a number for campaigns",
		closing(2, { name: "　", role: null, campaignIds: 1.5 }),
	],
	["with campaigns that are not a list", full(2, { active: false, campaignIds: { c01: true } })],
	[
		"without id and source, in another version of CloudEvents",
		closing(2, {}, { id: null, source: undefined, specversion: "0.3" }),
	],
	["with a lone surrogate in its id", closing(2, {}, { id: "e\ud800" })],
	...["false", "FALSE", " False ", "ｆａｌｓｅ", 0, "0", "０", "no", "off"].map((active): [string, CloudEvent] => [
		`with ${JSON.stringify(active)} for active`,
		closing(2, { active }),
	]),
	["of an account whose id is written in full width", closing(2, { accountId: "ｍ１" })],
	["at a time without seconds", closing(2, {}, { time: "2026-11-02 09:00+09" })],
])("shuts an account out: a deactivation %s", async (_, event) => {
	await world.takeIn(full(1));
	expect(await me()).toBe(200);
	expect(await deliver(world, [event])).toEqual([]);
	expect(world.rejected).toEqual([]);
	expect(await me()).toBe(403);
});

test("keeps the account's values that a damaged deactivation does not give", async () => {
	await world.takeIn(full(1), closing(2, { name: "田中 さくら", role: 7, campaignIds: "c/1" }));
	expect(await account()).toEqual({ ...supervisor, name: "田中 さくら", email: "m1@example.com", active: false });
});

test.each([
	["no usable time", { time: "yesterday" }, {}],
	["no tenant", { tenantid: null }, {}],
	["no valid account id", {}, { accountId: "a/b" }],
	["no clear value for active", {}, { active: "maybe" }],
])("rejects a deactivation with %s", async (_, envelope, data) => {
	await world.takeIn(full(1));
	expect(await deliver(world, [closing(2, data, envelope)])).toEqual([]);
	expect(world.rejected.map(({ reason }) => reason)).toEqual(["invalid-event"]);
	expect(await me()).toBe(200);
});

test("a deactivation shuts out an unknown account, and an earlier save that arrives late fills it in", async () => {
	await world.takeIn(closing(3, {}));
	expect(await account()).toMatchObject({ name: "m1", role: "agent", active: false });
	await world.takeIn(full(1));
	expect(await account()).toEqual({ ...supervisor, email: "m1@example.com", active: false });
	expect(await me()).toBe(403);
	await world.takeIn(full(4));
	expect(await me()).toBe(200);
});

test("a damaged save that does not deactivate is rejected, and the account stays as it was", async () => {
	await world.takeIn(full(1));
	const damaged = full(2, { role: "operator", name: "別人" });
	expect(await deliver(world, [damaged])).toEqual([]);
	expect(world.rejected).toMatchObject([{ reason: "invalid-event", detail: expect.stringContaining("/data/role") }]);
	expect(await account()).toMatchObject({ name: supervisor.name, role: "supervisor" });
});

test("leaves the same state in every order, and when an event is repeated", async () => {
	const events = [
		full(1),
		full(2, { name: "田中 二郎", email: undefined }),
		closing(3, { name: "田中 三郎", role: "?" }),
		closing(4, { role: "admin", email: "four@example.com" }),
	];
	const left: unknown[] = [];
	for (const order of permutations(events)) {
		world = await createWorld();
		for (const event of [...order, order[0] as CloudEvent]) expect(await deliver(world, [event])).toEqual([]);
		left.push(await scanTable(world));
	}
	expect(left).toHaveLength(24);
	for (const other of left) expect(other).toEqual(left[0]);
	expect(await account()).toEqual({
		...supervisor,
		name: "田中 三郎",
		role: "admin",
		email: "four@example.com",
		active: false,
	});
});

test("leaves the same state when all events come at once", async () => {
	const events = [full(1), full(2), closing(3, {}), closing(4, { name: "田中 四郎" }), full(1, { name: "別" })];
	await Promise.all(events.map((event) => deliver(world, [event])));
	expect(world.postponed).toEqual([]);
	expect(await account()).toEqual({ ...supervisor, email: "m1@example.com", name: "田中 四郎", active: false });
});

function permutations<T>(values: readonly T[]): T[][] {
	if (values.length === 0) return [[]];
	return values.flatMap((value, index) => permutations(values.toSpliced(index, 1)).map((others) => [value, ...others]));
}
