import { beforeAll, expect, test } from "vitest";
import {
	accountSaved,
	basicTenant,
	batchSaved,
	callCompleted,
	callingGroupSaved,
	campaignSaved,
	customerListDeleted,
	customerListSaved,
} from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		...basicTenant("globex"),
		campaignSaved({ campaignId: "c03", name: "アンケート10" }, { tenant: "globex" }),
		campaignSaved({ campaignId: "c04", name: "案内10" }),
		campaignSaved({ campaignId: "c05", name: "案内9" }),
		accountSaved({ accountId: "sv45", role: "supervisor", campaignIds: ["c04", "c05", "c99"] }),
		accountSaved({ accountId: "sv00", role: "supervisor", campaignIds: [] }),
		accountSaved({ accountId: "ag03", name: "退職 者", active: false }),
		batchSaved({ batchId: "b03", name: "12月分", startsOn: "2026-12-01", endsOn: "2026-12-31" }),
		// The records of this one expired on 2026-11-20T00:00, those of the next one expire a day later.
		batchSaved({ batchId: "gone", startsOn: "2026-08-01", endsOn: "2026-08-21" }),
		batchSaved({ batchId: "going", name: "8月分", startsOn: "2026-08-01", endsOn: "2026-08-22" }),
		customerListSaved({ customerListId: "l02", name: "来店者" }),
		customerListSaved({ customerListId: "l03", name: "削除済み" }),
		customerListDeleted("l03", { time: "2026-11-02T00:00:00Z" }),
		callingGroupSaved({ callingGroupId: "g02", name: "大阪第一" }),
		callCompleted({ callId: "c-1", agentId: "ag01" }),
		callCompleted({
			callId: "c-2",
			agentId: "ag02",
			campaignId: "c02",
			batchId: "b02",
			customerListId: "l02",
			resultId: null,
		}),
		callCompleted({
			callId: "c-3",
			agentId: "ag02",
			campaignId: "c02",
			batchId: "b02",
			customerListId: "l03",
			callingGroupId: "g02",
		}),
		callCompleted({ callId: "c-4", agentId: null, campaignId: "c02", batchId: "b02", customerListId: "l03" }),
	);
});

const lists = {
	campaigns: "campaignId",
	batches: "batchId",
	customerLists: "customerListId",
	callingGroups: "callingGroupId",
	agents: "accountId",
};
const offered = async (account: string, tenant = "acme") => {
	const { body } = await world.call("get-search-options", { account, tenant });
	return Object.fromEntries(
		Object.entries(lists).map(([list, id]) => [list, body[list].map((entry: Record<string, string>) => entry[id])]),
	);
};
const everything = { customerLists: ["l01", "l02"], callingGroups: ["g02", "g01"] };
const sorted = (offer: Record<string, string[]>) =>
	Object.fromEntries(Object.entries(offer).map(([list, ids]) => [list, ids.toSorted()]));

test.each([
	[
		"an administrator everything in the tenant",
		"admin",
		{
			campaigns: ["c01", "c02", "c04", "c05"],
			batches: ["b01", "b02", "b03", "going"],
			...everything,
			agents: ["ag01", "ag02", "ag03"],
		},
	],
	[
		"a supervisor what is granted",
		"sv01",
		{
			campaigns: ["c01"],
			batches: ["b01", "b03", "going"],
			customerLists: ["l01"],
			callingGroups: ["g01"],
			agents: ["ag01"],
		},
	],
	[
		"a supervisor without grants nothing",
		"sv00",
		{ campaigns: [], batches: [], customerLists: [], callingGroups: [], agents: [] },
	],
	[
		"an agent what occurs in their own calls",
		"ag01",
		{ campaigns: ["c01"], batches: ["b01"], customerLists: ["l01"], callingGroups: ["g01"], agents: ["ag01"] },
	],
	[
		"an agent no deleted lists",
		"ag02",
		{ campaigns: ["c02"], batches: ["b02"], customerLists: ["l02"], callingGroups: ["g01", "g02"], agents: ["ag02"] },
	],
])("offers %s", async (_, account, expected) => {
	expect(sorted(await offered(account))).toEqual(sorted(expected));
});

test("offers an agent without calls only their own name", async () => {
	await world.takeIn(accountSaved({ accountId: "ag04" }));
	expect(await offered("ag04")).toEqual({
		campaigns: [],
		batches: [],
		customerLists: [],
		callingGroups: [],
		agents: ["ag04"],
	});
});

test("offers nothing of another tenant", async () => {
	expect((await offered("admin", "globex")).campaigns).toEqual(["c03", "c01", "c02"]);
});

test("sorts names in natural order, and batches by their start, the latest first", async () => {
	const { campaigns } = await offered("sv45");
	expect(campaigns).toEqual(["c05", "c04"]);
	expect((await offered("sv01")).batches).toEqual(["b03", "b01", "going"]);
});

test("lists the results of each campaign, and the system results separately", async () => {
	const { body } = await world.call("get-search-options", { account: "admin" });
	const [c01, c02] = ["c01", "c02"].map((id) =>
		body.campaigns.find((one: { campaignId: string }) => one.campaignId === id),
	);
	expect(c01.results).toEqual([
		{ resultId: "c01-contract", label: "成約" },
		{ resultId: "c01-refused", label: "お断り" },
		{ resultId: "c01-absent", label: "不在" },
	]);
	expect(c02).toMatchObject({ resultEntry: false, results: [] });
	expect(body.systemResults).toEqual([
		{ resultId: "timeout", label: "タイムアウト" },
		{ resultId: "no_agent", label: "エージェントなし" },
		{ resultId: "busy_or_announcement", label: "話中・アナウンス" },
		{ resultId: "do_not_call", label: "発信禁止リスト対象" },
		{ resultId: "out_of_service_number", label: "サービス対象外番号" },
		{ resultId: "concurrent_call_limit", label: "同時通話数上限" },
		{ resultId: "system_error", label: "システムエラー" },
	]);
});

test("stops offering a batch at the moment its records expire", async () => {
	const end = Date.parse("2026-11-21T00:00:00+09:00");
	for (const [now, there] of [
		[end - 1, true],
		[end, false],
	] as const) {
		world.clock.now = now;
		expect((await offered("admin")).batches?.includes("going")).toBe(there);
	}
});
