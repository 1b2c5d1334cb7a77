import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { createHandler } from "../../../functions/api/search-call-histories.ts";
import type { Deps } from "../../../local/deps.ts";
import type { IndexPage, PageRequest } from "../../../shared/call-history/index-reader.ts";
import { columns } from "../../../shared/column/model.ts";
import { nothingPacked } from "../../../shared/pack/model.ts";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import { facets } from "../../../shared/search/facet-model.ts";
import { changesOf, deleteByAge, doRetention, passChanges } from "../../support/changes.ts";
import { accountSaved, basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { long } from "../../support/limits.ts";
import { smallSizes } from "../../support/packs.ts";
import { createRandom } from "../../support/records.ts";
import { tableClient } from "../../support/table.ts";
import { someOf } from "../../support/thorough.ts";
import { createWorld, toEvent, type World } from "../../support/world.ts";

const minuteMs = 60_000;
const [hourMs, dayMs] = [60 * minuteMs, 1440 * minuteMs];
const iso = (ms: number) => new Date(ms + 9 * hourMs).toISOString().replace("Z", "+09:00");
const start = Date.parse("2026-11-20T09:00:00+09:00");

/** A history and the events that happen to it, the same for the same seed. */
async function createHistory(seed: number) {
	const random = createRandom(seed);
	const chance = (share: number) => random() < share;
	const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
	const between = (low: number, high: number) => low + Math.floor(random() * (high - low));
	const world = await createWorld({ now: iso(start) });
	const callIds: string[] = [];
	let saves = 0;
	// The third one's retention ends on the first night.
	const ends: Record<string, string> = { b01: "2026-11-30", b02: "2026-11-30", b03: "2026-08-22" };
	const later = () => iso(Date.parse("2026-11-02T09:00:00+09:00") + ++saves * 1000);
	await world.takeIn(
		...basicTenant(),
		accountSaved({ accountId: "sv02", role: "supervisor", campaignIds: ["c02"] }),
		batchSaved({ batchId: "b03", name: "8月分", startsOn: "2026-08-01", endsOn: "2026-08-22" }),
	);

	/** Hands on the table's changes, as its stream does, and does the tasks that follow. */
	const told = async (work: () => Promise<unknown>) => {
		await passChanges(world, await changesOf(world, work));
		await doRetention(world);
	};

	const happenings: Record<string, () => Promise<unknown>> = {
		"calls arrive": async () => {
			const events = Array.from({ length: between(3, 15) }, () => {
				const callId = `call-${String(callIds.length).padStart(4, "0")}`;
				callIds.push(callId);
				const age = pick([0, 0, 0, between(0, 20), between(20, 300), between(300, 4000)]) * minuteMs;
				const batchId = pick(["b01", "b01", "b02", "b03"]);
				const talked = chance(0.5);
				return callCompleted({
					callId,
					calledAt: iso(Math.floor((world.clock.now - age - between(0, 90_000)) / 30_000) * 30_000),
					createdAt: iso(world.clock.now - between(0, 60_000)),
					campaignId: batchId === "b02" ? "c02" : "c01",
					batchId,
					customerId: `cu-${between(0, 30)}`,
					name: pick(["髙橋 さくら", "山田　太郎", "ｼﾞｮﾝ Ｓｍｉｔｈ", "渡邉 健", null]),
					kana: pick(["タカハシ サクラ", "ﾔﾏﾀﾞ ﾀﾛｳ", "わたなべ けん", null]),
					phone: pick(["09012345678", "090-1234-9999", "+81 80 5555 0000", "06-6789-0123", "番号不備", "①②"]),
					callerId: pick(["0312340000", "0501112222", null]),
					agentId: talked ? pick(["ag01", "ag02"]) : null,
					talkedWith: talked ? pick(["self", "other"]) : null,
					resultId: talked && batchId !== "b02" ? pick(["c01-contract", "c01-refused"]) : pick(["timeout", "no_agent"]),
					durationSeconds: talked ? between(0, 4000) : 0,
					nextAction: pick([{ type: "continue" }, { type: "done" }]),
					memo: pick([null, "料金表を送付。〜来週に再度連絡。", "VIP対応\r\n2回目", "ｶﾞｲﾄﾞを郵送"]),
				});
			});
			// A writer determines its time first, and may be slow afterwards.
			const { now } = world.clock;
			world.clock.now -= pick([0, 0, between(0, 4 * minuteMs)]);
			await world.takeIn(...events);
			world.clock.now = now;
		},
		"a record is corrected": async () => {
			const callId = pick(callIds);
			const record = await world.call("get-call-history", { path: { callId } });
			if (record.status !== 200) return;
			await world.call("correct-call-history", {
				path: { callId },
				headers: { "if-match": `"${record.body.version}"` },
				body: {
					memo: pick(["訂正済み", "料金表を再送", "", `${callId}の件`]),
					talkedWith: pick(["self", "other", null]),
				},
			});
		},
		"a recording arrives": () => world.takeIn(recordingStored(pick(callIds))),
		"the end of a batch moves": () =>
			told(async () => {
				const batchId = pick(["b01", "b03", "b03"]);
				const endsOn =
					batchId === "b01" ? pick(["2026-11-30", "2026-12-31"]) : pick(["2026-08-20", "2026-08-22", "2026-09-30"]);
				ends[batchId] = endsOn;
				const startsOn = batchId === "b01" ? "2026-11-01" : "2026-08-01";
				await world.takeIn(batchSaved({ batchId, startsOn, endsOn }, { time: later() }));
			}),
		"the table deletes what has expired": async () => {
			await passChanges(world, await deleteByAge(world));
			await doRetention(world);
		},
		"an operator deletes a record": () =>
			told(async () => {
				const Key = { p: { S: `acme#${pick(callIds)}` }, s: { S: "c" } };
				if (chance(0.4)) await tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key }));
			}),
		"time passes": async () => {
			world.clock.now += pick([1, 7, 23, 60, 60, 400]) * minuteMs;
		},
		"closed time is packed": () => pack(world),
		"a pack is lost": async () => {
			if (chance(0.3)) world.packs.objects.delete(pick([...world.packs.objects.keys(), ""]));
		},
		"a pack is damaged": async () => {
			const bytes = chance(0.3) ? world.packs.objects.get(pick([...world.packs.objects.keys(), ""])) : undefined;
			if (bytes) bytes[between(0, bytes.length)] = between(0, 256);
		},
	};
	return { world, random, chance, pick, between, happenings, callIds };
}

type History = Awaited<ReturnType<typeof createHistory>>;

async function pack(world: World, deps: Partial<Deps> = {}): Promise<void> {
	const options = { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes, recountAfterMs: 1 };
	await packTenant({ ...world.deps, ...behindIndex(world), ...deps }, "acme", options);
}

/** An index that lags behind the table: without what was written in the last minutes, or with its former state. */
function behindIndex({ deps }: World): Pick<Deps, "callHistoryReader"> {
	const readPage = async (request: PageRequest): Promise<IndexPage> => {
		const page = await deps.callHistoryReader.readPage(request);
		const lateAt = deps.now() - 4 * minuteMs;
		if (request.countOnly) return page;
		const entries = await Promise.all(
			page.entries.map((entry) =>
				entry.changedAt > lateAt ? deps.callHistoryReader.findEntryAsOf(entry.tenantId, entry.callId, lateAt) : entry,
			),
		);
		return { ...page, entries: entries.filter((entry) => entry !== undefined) };
	};
	return { callHistoryReader: { ...deps.callHistoryReader, readPage } };
}

/** All pages of a search, with totals and facets. */
async function answersOf(deps: Deps, account: string, body: object) {
	const search = createHandler(deps);
	const rows: unknown[] = [];
	const others: unknown[] = [];
	let cursor: string | undefined;
	do {
		const page = { ...(body as { page?: object }).page, ...(cursor ? { cursor } : {}) };
		const response = await search(toEvent({ account, body: { ...body, page } }));
		const answer = JSON.parse(response.body ?? "");
		if (response.statusCode !== 200) return { status: response.statusCode, code: answer.code };
		rows.push(...answer.rows);
		others.push(answer.total, answer.facets);
		cursor = answer.nextCursor ?? undefined;
	} while (cursor);
	return { rows, others };
}

function randomSearch({ world, chance, pick, between }: History) {
	// Mostly one or two conditions: with more, nothing is found.
	const maybe = (share: number, value: () => object) => (chance(share / 2) ? value() : {});
	const { now } = world.clock;
	const periods = [
		{ from: "2026-11-01T00:00", to: "2026-11-30T24:00" },
		{ from: iso(now - between(0, dayMs)), to: iso(now + hourMs) },
		{ from: iso(now - 3 * dayMs), to: iso(now - between(0, 2 * dayMs)) },
	];
	return {
		period: pick(periods),
		...maybe(0.2, () => ({ campaignIds: pick([["c01"], ["c01", "c02"]]) })),
		...maybe(0.2, () => ({ batchIds: pick([["b01"], ["b02", "b03"], ["b03"]]) })),
		...maybe(0.2, () => ({ agentIds: pick([["ag01"], ["ag01", "ag02"]]) })),
		...maybe(0.2, () => ({ resultIds: pick([["timeout"], ["c01-contract", "no_agent"]]) })),
		...maybe(0.2, () => ({ name: pick(["高橋", "髙橋", "山田太", "smith"]) })),
		...maybe(0.2, () => ({ kana: pick(["やまだ", "ワタナベ"]) })),
		...maybe(0.2, () => ({ memo: pick(["ガイド", "訂正", "vip", "の件"]) })),
		...maybe(0.2, () => ({ phone: pick(["090", "0901234", "08055550000", "12"]) })),
		...maybe(0.1, () => ({ phoneEndsWith: pick(["5678", "0", "2"]) })),
		...maybe(0.3, () => ({
			keyword: pick(["成約", "2026/11/20", "call-00", "0:03", "訂正 本人", "050", "不備", "鈴木 8月"]),
		})),
		...maybe(0.6, () => ({ facets: Array.from({ length: 4 }, () => pick(facets)) })),
		...maybe(0.4, () => ({ rows: false, facets: Array.from({ length: 4 }, () => pick(facets)) })),
		...maybe(1, () => ({ sort: { column: pick(columns), direction: pick(["asc", "desc"]) } })),
		page: { size: pick([5, 17, 100, 1000]) },
	};
}

const plainReader: Deps["packReader"] = {
	load: async () => nothingPacked,
	marksSince: async () => ({ marks: [], complete: true }),
};

/** Compares a search that reads packs with one that reads only the table. */
async function compare(history: History, told: string): Promise<number> {
	const { world, pick, chance } = history;
	const asked = randomSearch(history);
	const account = pick(["admin", "admin", "sv01", "sv02", "ag01"]);
	const plain = await answersOf({ ...world.deps, packReader: plainReader }, account, asked);
	// Sometimes closed time is packed again while the search is running.
	let switches = chance(0.15);
	const readPart: Deps["packFiles"]["readPart"] = async (...part) => {
		if (switches) {
			switches = false;
			await pack(world);
		}
		return world.packs.readPart(...part);
	};
	const packed = await answersOf({ ...world.deps, packFiles: { ...world.deps.packFiles, readPart } }, account, asked);
	expect({ told, account, asked, ...packed }).toEqual({ told, account, asked, ...plain });
	return plain.rows?.length ?? 0;
}

describe("a search over packed history finds the same as one over the table, whatever has happened:", () => {
	test.each(someOf([1, 2, 3, 4], 4))("history %i", long, async (seed) => {
		const history = await createHistory(seed);
		const { world, happenings, pick } = history;
		const usual = [
			"calls arrive",
			"time passes",
			"closed time is packed",
			"a record is corrected",
			"a recording arrives",
		];
		const names = [...usual, ...usual, ...Object.keys(happenings)];
		const told: string[] = [];
		let rows = 0;
		for (let round = 0; round < 6; round++) await happenings["calls arrive"]?.();
		for (let step = 0; step < 80; step++) {
			const name = pick(names);
			told.push(name);
			await happenings[name]?.();
			rows += await compare(history, `${told.length}. ${told.slice(-8).join(", ")}`);
		}
		const { contents } = await world.deps.packReader.load("acme");
		expect(contents.packs.length).toBeGreaterThan(2);
		expect(rows).toBeGreaterThan(500);
	});
});
