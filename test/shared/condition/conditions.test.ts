import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallHistory, CallHistoryEntry, Expiring } from "../../../shared/call-history/model.ts";
import { columnTable } from "../../../shared/column/model.ts";
import { conditions, conditionTable, foldOf } from "../../../shared/condition/model.ts";
import type { Directory } from "../../../shared/directory/model.ts";
import { conditionsSchema, foldConditions } from "../../../shared/search/conditions-model.ts";
import type { Criteria } from "../../../shared/search/criteria.ts";
import { pushDown } from "../../../shared/search/filter.ts";
import { createMatcher } from "../../../shared/search/matcher.ts";
import { monthPath } from "../../../shared/search/path.ts";
import { createLoadedWorld } from "../../support/bulk-load.ts";
import { basicTenant } from "../../support/events.ts";
import { createRandom, makeCalls } from "../../support/records.ts";
import type { World } from "../../support/world.ts";

const period = { from: "2026-11-19T00:00", to: "2026-11-19T24:00" };
const at = (text: string) => Date.parse(`${text}+09:00`);
const random = createRandom(5);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

let world: World;
let stop: () => void;
let directory: Directory;
let entries: CallHistoryEntry[];

beforeAll(async () => {
	const calls = makeCalls({ count: 600, from: at("2026-11-19T09:00"), to: at("2026-11-19T20:00") });
	const records = calls.map((call): Expiring<CallHistory> => {
		const phone = pick([call.phone, `+1202555${call.phone.slice(-4)}`, "番号不備"]);
		return { ...call, phone, customerListId: pick(["l01", "l02"]), memo: pick([call.memo ?? "", "ＶＩＰ", "𠮷野へ"]) };
	});
	({ world, stop } = await createLoadedWorld(records));
	await world.takeIn(...basicTenant());
	directory = await world.deps.directoryReader.load("acme");
	entries = await read({ period: conditionsSchema.parse({ period }).period, expiredBatchIds: [] });
});
afterAll(() => stop());

/** What the index returns with the criteria pushed down to it. */
async function read(criteria: Criteria): Promise<CallHistoryEntry[]> {
	const { index, bands } = monthPath("acme", criteria);
	const { filter } = pushDown(criteria, index);
	const range = bands[0]?.[0];
	if (!range) throw new Error("no range");
	const request = { tenantId: "acme", index, ...range, newestFirst: true, filter, countOnly: false };
	return (await world.deps.callHistoryReader.readPage(request)).entries;
}

/** A value of the condition that this record meets. */
function sampleOf(condition: (typeof conditions)[number], entry: CallHistoryEntry): string | string[] {
	const definition = conditionTable[condition];
	if (definition.kind === "words") return `${entry.name} ${entry.callId.slice(-2)}`;
	const { of } = columnTable[definition.column];
	const value = String(entry[of] ?? "x");
	switch (definition.kind) {
		case "ids":
			return [value];
		case "contains":
			return foldOf(definition.column)(value).slice(0, 2) || "x";
		default: {
			const digits = value.replace(/\D/g, "") || "0";
			return definition.kind === "starts" ? digits.slice(0, 5) : digits.slice(-2);
		}
	}
}

const criteriaOf = (given: object): Criteria => {
	const parsed = conditionsSchema.parse({ period, ...given });
	return { ...foldConditions(parsed), period: parsed.period, expiredBatchIds: [] };
};

describe.each(conditions)("%s", (condition) => {
	test("matches some records, and its table filter keeps all of them", async () => {
		let narrowed = 0;
		for (let round = 0; round < 5; round++) {
			const entry = pick(entries);
			const value = sampleOf(condition, entry);
			const criteria = criteriaOf({ [condition]: value });
			expect(criteria[condition]).toBeDefined();
			const hits = entries.filter(createMatcher(criteria, directory));
			const { filter, exact } = pushDown(criteria, "by-time");
			const answered = await read(criteria);
			const ids = new Set(answered.map(({ callId }) => callId));
			expect(hits.filter(({ callId }) => !ids.has(callId))).toEqual([]);
			if (exact) expect(answered.length).toBe(hits.length);
			// The table can compare ids, but not texts and numbers, which are folded first.
			expect(filter !== undefined).toBe(conditionTable[condition].kind === "ids");
			if (hits.length > 0 && hits.length < entries.length) narrowed++;
			if (entry.agentId && /^\+?\d+$/.test(entry.phone)) expect(hits).toContain(entry);
		}
		expect(narrowed).toBeGreaterThan(0);
	});

	const { kind } = conditionTable[condition];
	// An empty number is refused.
	test.skipIf(kind === "starts" || kind === "ends")("is ignored when it is empty", () => {
		expect(criteriaOf({ [condition]: kind === "ids" ? [] : " 　 " })[condition]).toBeUndefined();
	});
});

test("random combinations of conditions match the same records with and without the table filter", async () => {
	let hitsInAll = 0;
	for (let round = 0; round < 60; round++) {
		const entry = pick(entries);
		const given = Object.fromEntries(
			conditions.filter(() => random() < 0.3).map((condition) => [condition, sampleOf(condition, entry)]),
		);
		const criteria = criteriaOf(given);
		const hits = entries.filter(createMatcher(criteria, directory)).map(({ callId }) => callId);
		const answered = (await read(criteria)).filter(createMatcher(criteria, directory)).map(({ callId }) => callId);
		expect(answered, JSON.stringify(given)).toEqual(hits);
		if (pushDown(criteria, "by-time").exact) expect((await read(criteria)).length).toBe(hits.length);
		hitsInAll += hits.length;
	}
	expect(hitsInAll).toBeGreaterThan(100);
});

test("repeated words of a keyword count once, and at most ten are allowed", () => {
	expect(criteriaOf({ keyword: "すずき　ｽｽﾞｷ スズキ ABC abc" }).keyword).toEqual(["スズキ", "abc"]);
	const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(" ");
	expect(criteriaOf({ keyword: words(10) }).keyword).toHaveLength(10);
	expect(criteriaOf({ keyword: "a ".repeat(99) }).keyword).toEqual(["a"]);
	const refused = conditionsSchema.safeParse({ period, keyword: words(11) });
	expect(refused.error?.issues).toMatchObject([{ path: ["keyword"], params: { code: "too-many-words", max: 10 } }]);
});
