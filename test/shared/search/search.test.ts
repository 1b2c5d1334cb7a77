import { beforeAll, describe, expect, test } from "vitest";
import { systemResults } from "../../../shared/directory/model.ts";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import { fold, foldName } from "../../../shared/text/model.ts";
import { displayDuration, displayJst } from "../../../shared/time/model.ts";
import type { CloudEvent } from "../../support/events.ts";
import {
	accountSaved,
	basicTenant,
	batchSaved,
	callCompleted,
	campaignSaved,
	customerListDeleted,
	customerListSaved,
	recordingStored,
} from "../../support/events.ts";
import { long } from "../../support/limits.ts";
import { smallSizes } from "../../support/packs.ts";
import { createRandom } from "../../support/records.ts";
import { times } from "../../support/thorough.ts";
import { createWorld, type World } from "../../support/world.ts";

// biome-ignore lint/suspicious/noExplicitAny: the oracle works on events as they were sent
type Call = any;

const random = createRandom(20261120);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const iso = (ms: number) => new Date(ms + 9 * 3_600_000).toISOString().replace("Z", "+09:00");

const names = [
	["髙橋 さくら", "タカハシ サクラ"],
	["山田　太郎", "ﾔﾏﾀﾞ ﾀﾛｳ"],
	["ｼﾞｮﾝ Ｓｍｉｔｈ", "ジョン スミス"],
	["渡邉 健", "わたなべ けん"],
	["林 誠", "ハヤシ マコト"],
	["林田 健", "ハヤシダ ケン"],
	["O'Neill %_*", "オニール"],
];
const memos = [
	undefined,
	"料金表を送付。〜来週に再度連絡。",
	"㈱アクメの担当者へ　ｶﾞｲﾄﾞを郵送",
	"ＶＩＰ対応\r\n2回目",
	"=1+1 📞 折り返し",
];
const campaigns = {
	c01: ["b01", "b03"],
	c02: ["b02"],
	c03: ["b04"],
} as const;

/** How many calls the history has. */
const historySize = times(1000, 1500);

/** Calls of eleven weeks: some at the same moment, some without an agent, some in an expired batch. */
function makeEvents(count: number): CloudEvent[] {
	const start = Date.parse("2026-09-05T00:00:00+09:00");
	return Array.from({ length: count }, (_, index) => {
		const campaignId = pick(["c01", "c01", "c02", "c03"] as const);
		const [name, kana] = pick(names) as [string, string];
		const talked = random() < 0.5;
		const calledAt = start + Math.floor(random() * 76 * 24) * 3_600_000 + pick([0, 0, 1000, 30_500]);
		const type = pick(["continue", "redial", "done"]);
		return callCompleted({
			callId: `call-${String(index).padStart(5, "0")}`,
			requestId: `req${String(Math.floor(random() * 1e9))}`,
			calledAt: iso(calledAt),
			createdAt: iso(calledAt + 60_000),
			campaignId,
			batchId: pick(campaigns[campaignId]),
			customerListId: pick(["l01", "l02", null]),
			callingGroupId: pick(["g01", "g02", null]),
			customerId: `cu-${Math.floor(random() * count * 0.4)}`,
			name,
			kana,
			phone: pick(["09012345678", "090-1234-9999", "+81 80 5555 0000", "06-6789-0123", "+1 202 555 0100", "番号不備"]),
			agentId: talked ? pick(["ag01", "ag02"]) : null,
			talkedWith: talked ? pick(["self", "other"]) : null,
			resultId: talked ? pick([`${campaignId}-contract`, `${campaignId}-refused`]) : pick(["timeout", "no_agent"]),
			callerId: pick(["0312340000", "0398765432", null]),
			durationSeconds: talked ? Math.floor(random() * 4000) : 0,
			nextAction: type === "redial" ? { type, redialAt: iso(calledAt + 86_400_000) } : { type },
			memo: pick(memos) ?? null,
		});
	});
}

const directory = {
	campaigns: new Map([
		["c01", "秋の定期プラン案内"],
		["c02", "満足度アンケート"],
		["c03", "終了済み"],
	]),
	batches: new Map([
		["b01", "11月分"],
		["b02", "11月分"],
		["b03", "9月分"],
		["b04", "8月分"],
	]),
	lists: new Map([["l01", "資料請求者"]]),
	groups: new Map([["g01", "東京第一"]]),
	accounts: new Map([
		["ag01", "鈴木 一郎"],
		["ag02", "佐藤 二郎"],
	]),
};
const talkedWithLabels = { self: "本人", other: "その他" };
const nextActionLabels = { continue: "自動発信継続", redial: "再発信日時設定", done: "完了" };
const labelOf = (id: string | null) =>
	id === null
		? null
		: (Object.entries(systemResults).find(([key]) => key === id)?.[1] ??
			{ contract: "成約", refused: "お断り", absent: "不在" }[id.split("-")[1] as "contract"] ??
			null);

let world: World;
let calls: Call[];

beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		campaignSaved({ campaignId: "c02", name: "満足度アンケート" }, { time: "2026-11-02T09:00:00+09:00" }),
		campaignSaved({ campaignId: "c03", name: "終了済み" }),
		accountSaved({ accountId: "sv02", role: "supervisor", campaignIds: ["c02", "c03"] }),
		batchSaved({ batchId: "b03", campaignId: "c01", name: "9月分", startsOn: "2026-09-01", endsOn: "2026-09-30" }),
		// Its records expire at the end of 2026-11-21 (90 days after 2026-08-23); the clock is moved past it below.
		batchSaved({ batchId: "b04", campaignId: "c03", name: "8月分", startsOn: "2026-08-01", endsOn: "2026-08-23" }),
		customerListSaved({ customerListId: "l02", name: "削除予定" }),
		customerListDeleted("l02", { time: "2026-11-10T09:00:00+09:00" }),
	);
	const events = makeEvents(historySize);
	calls = events.map((event) => ({
		...event.data,
		recordingSeconds: random() < 0.2 ? 3600 + Math.floor(random() * 3600) : null,
	}));
	const recordings = calls
		.filter(({ recordingSeconds }) => recordingSeconds !== null)
		.map(({ callId, recordingSeconds: durationSeconds }) => recordingStored(callId, { durationSeconds }));
	const left = await world.takeIn(...events, ...recordings);
	expect([left, world.rejected]).toEqual([[], []]);
	world.clock.now = Date.parse("2026-11-22T12:00:00+09:00");
});

async function packAll(): Promise<void> {
	const { deps } = world;
	await packTenant(deps, "acme", { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes });
	const { contents } = await deps.packReader.load("acme");
	expect(contents.packs.reduce((sum, { rows }) => sum + rows, 0)).toBe(calls.length);
	expect(contents.packs.length).toBeGreaterThan(times(20, 30));
}

describe.each([
	["in the table", () => {}],
	["in many packs", packAll],
])("searches of a random history %s", (_, prepare) => {
	beforeAll(prepare);

	const digitsOf = (text: string) => {
		const phone = text.normalize("NFKC");
		if (!/\d/.test(phone)) return phone;
		return phone.startsWith("+81") ? `0${phone.slice(3).replace(/\D/g, "")}` : phone.replace(/\D/g, "");
	};
	const shownPhone = (phone: string) => (phone.startsWith("+1") ? `+${digitsOf(phone)}` : digitsOf(phone));

	/** The texts of a row as the screen shows them. */
	function displayed(call: Call): string[] {
		const { accounts, batches, campaigns: names, groups, lists } = directory;
		return [
			call.callId,
			displayJst(Date.parse(call.calledAt)),
			names.get(call.campaignId),
			batches.get(call.batchId),
			lists.get(call.customerListId),
			groups.get(call.callingGroupId),
			call.callerId,
			call.name,
			call.kana,
			shownPhone(call.phone),
			accounts.get(call.agentId),
			call.talkedWith && talkedWithLabels[call.talkedWith as "self"],
			labelOf(call.resultId),
			displayDuration(call.durationSeconds),
			nextActionLabels[call.nextAction.type as "done"],
			call.nextAction.redialAt && displayJst(Date.parse(call.nextAction.redialAt)),
			call.memo,
			displayJst(Date.parse(call.createdAt)),
			call.requestId,
			call.recordingSeconds === null ? null : displayDuration(call.recordingSeconds),
		].filter((text) => text !== undefined && text !== null);
	}

	/** The hits of a search as a plain script finds them in the events, newest first. */
	function oracle(account: string, conditions: Call): Call[] {
		const from = Date.parse(conditions.period.from);
		const to = Date.parse(conditions.period.to);
		const among = (ids: string[] | undefined, id: string) => !ids?.length || ids.includes(id);
		const granted: Record<string, string[]> = { sv01: ["c01"], sv02: ["c02", "c03"] };
		const words = fold(conditions.keyword ?? "")
			.split(/\s+/)
			.filter(Boolean);
		return calls
			.filter(
				(call) =>
					call.batchId !== "b04" &&
					Date.parse(call.calledAt) >= from &&
					Date.parse(call.calledAt) < to &&
					among(granted[account], call.campaignId) &&
					(account !== "ag01" || call.agentId === "ag01") &&
					among(conditions.campaignIds, call.campaignId) &&
					among(conditions.batchIds, call.batchId) &&
					among(conditions.customerListIds, call.customerListId) &&
					among(conditions.callingGroupIds, call.callingGroupId) &&
					among(conditions.agentIds, call.agentId) &&
					among(conditions.resultIds, call.resultId) &&
					foldName(call.name).includes(foldName(conditions.name ?? "")) &&
					foldName(call.kana).includes(foldName(conditions.kana ?? "")) &&
					fold(call.memo ?? "").includes(fold(conditions.memo ?? "")) &&
					digitsOf(call.phone).startsWith(digitsOf(conditions.phone ?? "")) &&
					digitsOf(call.phone).endsWith(conditions.phoneEndsWith ?? "") &&
					words.every((word) =>
						displayed(call).some((text) => fold(text).includes(word) || foldName(text).includes(foldName(word))),
					),
			)
			.sort((a, b) => (a.calledAt < b.calledAt ? 1 : a.calledAt > b.calledAt ? -1 : a.callId < b.callId ? 1 : -1));
	}

	/** All pages of a search. */
	async function pages(account: string, body: Call): Promise<{ ids: string[]; totals: number[]; rows: Call[] }> {
		const rows: Call[] = [];
		const totals: number[] = [];
		let cursor: string | undefined;
		do {
			const answer = await world.call("search-call-histories", {
				account,
				body: { ...body, page: { ...body.page, cursor } },
			});
			expect(answer.status, JSON.stringify(answer.body)).toBe(200);
			rows.push(...answer.body.rows);
			totals.push(answer.body.total);
			cursor = answer.body.nextCursor ?? undefined;
		} while (cursor);
		return { ids: rows.map((row) => row.callId), totals: [...new Set(totals)], rows };
	}

	const all = { period: { from: "2026-09-01T00:00:00+09:00", to: "2026-11-30T00:00:00+09:00" } };
	const periods = [
		all.period,
		{ from: "2026-10-31T22:00:00+09:00", to: "2026-11-01T03:00:00+09:00" },
		{ from: "2026-10-10T00:00:00+09:00", to: "2026-10-11T00:00:00+09:00" },
		{ from: "2026-09-05T05:00:00Z", to: "2026-11-15T00:00:00-05:00" },
	];

	function randomConditions(): Call {
		const maybe = (share: number, value: () => object) => (random() < share ? value() : {});
		return {
			period: pick(periods),
			...maybe(0.3, () => ({ campaignIds: pick([["c01"], ["c01", "c02"], ["c03"], []]) })),
			...maybe(0.2, () => ({ batchIds: pick([["b01"], ["b02", "b03"], ["b04"], ["b01", "b02", "b03", "b04"]]) })),
			...maybe(0.2, () => ({ customerListIds: pick([["l01"], ["l02"]]) })),
			...maybe(0.2, () => ({ callingGroupIds: ["g01"] })),
			...maybe(0.3, () => ({ agentIds: pick([["ag01"], ["ag02"], ["ag01", "ag02"]]) })),
			...maybe(0.2, () => ({ resultIds: pick([["timeout"], ["c01-contract", "no_agent"]]) })),
			...maybe(0.2, () => ({ name: pick(["髙橋さくら", "山田太", "Smith", "ｓｍｉｔｈ", "林", "%_*"]) })),
			...maybe(0.2, () => ({ kana: pick(["やまだ", "ﾔﾏﾀﾞﾀﾛｳ", "ワタナベ", "ハヤシ"]) })),
			...maybe(0.15, () => ({ memo: pick(["ガイド", "(株)あくめ", "vip", "〜来週", "📞"]) })),
			...maybe(0.2, () => ({
				phone: pick(["090", "０９０１２３４", "090-1234-5678", "+81 80", "+1 202", "0667890123"]),
			})),
			...maybe(0.1, () => ({ phoneEndsWith: pick(["5678", "0", "123"]) })),
			...maybe(0.25, () => ({
				keyword: pick([
					"成約",
					"すずき 完了",
					"2026/10/",
					"アクメ　ガイド",
					"call-000",
					"0:00:00",
					"本人 髙橋",
					"1:2",
					"0398 完了",
					"不備",
				]),
			})),
		};
	}

	test(
		"finds page by page what a plain script finds, whatever the conditions, the caller and the page size",
		long,
		async () => {
			const rounds = times(50, 150);
			let hits = 0;
			for (let round = 0; round < rounds; round++) {
				const conditions = randomConditions();
				const account = pick(["admin", "admin", "sv01", "sv02", "ag01"]);
				const expected = oracle(account, conditions).map((call) => call.callId);
				const found = await pages(account, { ...conditions, page: { size: pick([1000, 100, 37]) } });
				expect({ account, conditions, ...found, rows: 0 }).toEqual({
					account,
					conditions,
					ids: expected,
					totals: [expected.length],
					rows: 0,
				});
				hits += expected.length;
			}
			expect(hits).toBeGreaterThan(times(1000, 5000));
		},
	);

	const sortKeys: Record<string, (call: Call) => string | number | null> = {
		callId: (call) => call.callId,
		calledAt: (call) => Date.parse(call.calledAt),
		campaignName: (call) => directory.campaigns.get(call.campaignId) ?? null,
		batchName: (call) => directory.batches.get(call.batchId) ?? null,
		customerListName: (call) => directory.lists.get(call.customerListId) ?? null,
		callingGroupName: (call) => directory.groups.get(call.callingGroupId) ?? null,
		callerId: (call) => call.callerId,
		name: (call) => call.name,
		kana: (call) => call.kana,
		phone: (call) => shownPhone(call.phone),
		agentName: (call) => directory.accounts.get(call.agentId) ?? null,
		talkedWith: (call) => (call.talkedWith ? talkedWithLabels[call.talkedWith as "self"] : null),
		resultLabel: (call) => labelOf(call.resultId),
		durationSeconds: (call) => call.durationSeconds,
		nextAction: (call) => nextActionLabels[call.nextAction.type as "done"],
		memo: (call) => call.memo,
		createdAt: (call) => Date.parse(call.createdAt),
		requestId: (call) => call.requestId,
		recording: (call) => call.recordingSeconds,
		updatedAt: (call) => Date.parse(call.createdAt),
		updatedByName: () => null,
	};
	const codeOrdered = new Set(["callId", "callerId", "phone", "requestId"]);

	describe.each(Object.keys(sortKeys))("sorted by %s", (column) => {
		test.each(["asc", "desc"] as const)("%s, every page continues where the previous one ended", async (direction) => {
			const conditions = { ...all, callingGroupIds: ["g01"], phone: "0" };
			const sign = direction === "asc" ? 1 : -1;
			const collator = new Intl.Collator("ja", { numeric: true });
			const key = sortKeys[column] as (call: Call) => string | number | null;
			const compare = (a: string | number | null, b: string | number | null) => {
				if (a === b) return 0;
				if (a === null || b === null) return a === null ? 1 : -1;
				if (typeof a === "string" && !codeOrdered.has(column)) return collator.compare(a, b as string) * sign;
				return a < b ? -sign : sign;
			};
			const newest = oracle("admin", conditions);
			const expected =
				column === "calledAt" && direction === "asc"
					? newest.toReversed()
					: newest.toSorted((a, b) => compare(key(a), key(b)));
			const found = await pages("admin", { ...conditions, sort: { column, direction }, page: { size: 250 } });
			expect(found.ids).toEqual(expected.map((call) => call.callId));
		});
	});

	test("counts facets over all hits, not over the page", async () => {
		const conditions = { ...all, callingGroupIds: ["g01"] };
		const body = { ...conditions, facets: ["result", "agent", "campaign", "hour"], page: { size: 5 } };
		const { body: answer } = await world.call("search-call-histories", { body });
		const hits = oracle("admin", conditions);
		const count = (key: (call: Call) => string | null) => {
			const counts = new Map<string | null, number>();
			for (const call of hits) counts.set(key(call), (counts.get(key(call)) ?? 0) + 1);
			return Object.fromEntries(counts);
		};
		const asObject = (facet: { value: string | null; count: number }[]) =>
			Object.fromEntries(facet.map(({ value, count: n }) => [value, n]));
		expect(asObject(answer.facets.result)).toEqual(count((call) => call.resultId));
		expect(asObject(answer.facets.agent)).toEqual(count((call) => call.agentId));
		expect(asObject(answer.facets.campaign)).toEqual(count((call) => call.campaignId));
		expect(asObject(answer.facets.hour)).toEqual(count((call) => String(Number(call.calledAt.slice(11, 13)))));
		expect(answer.facets.result.every((one: Call) => one.label !== null)).toBe(true);
	});

	const weekday = (call: Call) => String(new Date(`${call.calledAt.slice(0, 10)}T00:00Z`).getUTCDay() || 7);
	const facetValues: Record<string, (call: Call) => string | null> = {
		result: (call) => call.resultId,
		agent: (call) => call.agentId,
		campaign: (call) => call.campaignId,
		talkedWith: (call) => call.talkedWith,
		hour: (call) => String(Number(call.calledAt.slice(11, 13))),
		weekday,
	};

	/** Counts in the form of an answer, without labels. */
	function counted(hits: Call[], [first, ...others]: string[]): object[] {
		const valueIn = facetValues[first as string] as (call: Call) => string | null;
		const inOrder = first === "hour" || first === "weekday";
		return [...Map.groupBy(hits, valueIn)]
			.map(([value, of]) => ({ value, count: of.length, ...(others.length > 0 && { split: counted(of, others) }) }))
			.toSorted((a, b) =>
				inOrder ? Number(a.value) - Number(b.value) : b.count - a.count || ((a.value ?? "") < (b.value ?? "") ? -1 : 1),
			);
	}

	const withoutLabels = (facet: Call[]): object[] =>
		facet.map(({ label: _, split, ...count }) => ({ ...count, ...(split && { split: withoutLabels(split) }) }));

	describe("counts of two dimensions", () => {
		const asked = [
			"result",
			"campaign.result",
			"agent.talkedWith",
			"hour.result",
			"weekday.agent",
			"talkedWith.weekday",
		];

		test.each([
			["admin", {}],
			["sv01", {}],
			["sv02", { resultIds: ["c02-contract", "timeout"] }],
			["ag01", {}],
			["admin", { kana: "たかはし", keyword: "成約" }],
			["admin", { name: "存在しない" }],
		])("are those of the hits, with and without rows: %s %j", async (account, given) => {
			const conditions = { ...all, ...given };
			const hits = oracle(account, conditions);
			for (const rows of [true, false]) {
				const body = { ...conditions, facets: asked, rows, sort: { column: "talkedWith", direction: "asc" } };
				const { body: answer } = await world.call("search-call-histories", { account, body });
				expect(answer).toMatchObject({ total: hits.length, ...(rows ? {} : { rows: [], nextCursor: null }) });
				for (const facet of asked) {
					expect([facet, withoutLabels(answer.facets[facet])]).toEqual([facet, counted(hits, facet.split("."))]);
				}
			}
		});

		test("have labels", async () => {
			const facets = ["campaign.talkedWith", "weekday.result", "agent.hour"];
			const { body } = await world.call("search-call-histories", { body: { ...all, rows: false, facets } });
			const ofCampaign = body.facets["campaign.talkedWith"].find(({ value }: Call) => value === "c01");
			expect(ofCampaign.label).toBe("秋の定期プラン案内");
			expect(ofCampaign.split.map(({ label }: Call) => label).toSorted()).toEqual(["その他", "本人", null].toSorted());
			expect(body.facets["weekday.result"][0]).toMatchObject({ value: "1", label: "月曜日" });
			const ofAgent = body.facets["agent.hour"].find(({ value }: Call) => value === "ag01");
			expect(ofAgent).toMatchObject({
				label: "鈴木 一郎",
				split: expect.arrayContaining([expect.objectContaining({ label: "9時" })]),
			});
		});

		test("are those of all hits, whichever page is requested", async () => {
			const { body: first } = await world.call("search-call-histories", { body: { ...all, page: { size: 5 } } });
			const page = { size: 5, cursor: first.nextCursor };
			const body = { ...all, rows: false, page, facets: ["weekday"] };
			const { body: answer } = await world.call("search-call-histories", { body });
			expect(answer).toMatchObject({ rows: [], total: first.total, nextCursor: null });
			expect(withoutLabels(answer.facets.weekday)).toEqual(counted(oracle("admin", all), ["weekday"]));
		});
	});

	test("adds names, but none for a deleted customer list", async () => {
		const { rows } = await pages("admin", { ...all, customerListIds: ["l02"], page: { size: 1000 } });
		expect(rows.length).toBeGreaterThan(100);
		expect(new Set(rows.map((row) => row.customerListName))).toEqual(new Set([null]));
		const { rows: others } = await pages("admin", { ...all, customerListIds: ["l01"], page: { size: 1000 } });
		for (const row of others) {
			const call = calls.find((one) => one.callId === row.callId);
			expect(row.campaignName).toBe(directory.campaigns.get(call.campaignId));
			expect(row.batchName).toBe(directory.batches.get(call.batchId));
			expect(row.agentName).toBe(directory.accounts.get(call.agentId) ?? null);
			expect(row.resultLabel).toBe(labelOf(call.resultId));
		}
	});

	test("marks exactly the latest record of each customer in each batch as editable", async () => {
		const { rows } = await pages("admin", { ...all, page: { size: 1000 } });
		const latest = new Map<string, string>();
		for (const call of oracle("admin", all).toReversed()) latest.set(`${call.batchId} ${call.customerId}`, call.callId);
		const editable = rows.filter((row) => row.editable.allowed).map((row) => row.callId);
		expect(editable.toSorted()).toEqual([...latest.values()].toSorted());
		expect(new Set(rows.filter((row) => !row.editable.allowed).map((row) => row.editable.reason))).toEqual(
			new Set(["not-latest"]),
		);
	});

	test("a row taken in after the first page neither appears on later pages nor moves them", async () => {
		const first = await world.call("search-call-histories", { body: { ...all, page: { size: 50 } } });
		const late = callCompleted({ callId: `late-${calls.length}`, calledAt: "2026-11-21T10:00:00+09:00" });
		await world.takeIn(late);
		const second = await world.call("search-call-histories", {
			body: { ...all, page: { size: 50, cursor: first.body.nextCursor } },
		});
		const expected = oracle("admin", all).slice(50, 100);
		expect(second.body.rows.map((row: Call) => row.callId)).toEqual(expected.map((call) => call.callId));
		expect(second.body.total).toBe(first.body.total);
		calls.push({ ...late.data, recordingSeconds: null });
	});
});
