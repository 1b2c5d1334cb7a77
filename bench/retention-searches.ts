import { fold, foldName } from "../shared/text/model.ts";
import { jstHour } from "../shared/time/model.ts";
import type { Call } from "./calls.ts";

/** A search of the whole retention, and its own matcher, independent of the product's. */
export interface RetentionSearch {
	what: string;
	conditions: Record<string, unknown>;
	facets?: readonly ("hour" | "result" | "campaign")[];
	isHit: (call: Call) => boolean;
	/** The most seconds that it may take. */
	wallBound?: number;
}

const agentIds = ["ag07"];
const complaints = ["c01-complaint", "c02-complaint"];
const rare = {
	name: "御手洗",
	kana: "ﾐﾀﾗｲ ｹﾝ",
	memo: "蓄電池を取り寄せ",
	word: "浄水器の件は店舗へ",
	digits: "90447",
	letters: "c0ffe",
};
const folded = { memo: fold(rare.memo), kana: foldName(rare.kana), word: fold(rare.word) };

const shows = (call: Call, word: string) =>
	[call.callId, call.requestId, call.phone, call.callerId].some((text) => text?.includes(word)) ||
	[call.name, call.kana, call.memo].some((text) => fold(text ?? "").includes(word));

export const retentionSearches: readonly RetentionSearch[] = [
	{
		what: "ids, with counts",
		conditions: { agentIds, resultIds: complaints },
		facets: ["hour", "result", "campaign"],
		isHit: ({ agentId, resultId = "" }) => agentId === "ag07" && complaints.includes(resultId),
	},
	{
		what: "a name",
		conditions: { name: rare.name },
		wallBound: 6,
		isHit: ({ name }) => foldName(name ?? "").includes(rare.name),
	},
	{
		what: "kana",
		conditions: { kana: rare.kana },
		isHit: ({ kana }) => foldName(kana ?? "").includes(folded.kana),
	},
	{
		what: "a memo",
		conditions: { memo: rare.memo },
		wallBound: 6,
		isHit: ({ memo }) => fold(memo ?? "").includes(folded.memo),
	},
	{
		what: "a memo that nobody wrote",
		conditions: { memo: "見当たらない" },
		isHit: ({ memo }) => memo?.includes("見当たらない") === true,
	},
	{
		what: "the end of a number",
		conditions: { phoneEndsWith: "4471" },
		isHit: ({ phone }) => phone.endsWith("4471"),
	},
	{
		what: "a keyword with kanji",
		conditions: { keyword: rare.word },
		isHit: (call) => shows(call, folded.word),
	},
	{
		what: "a keyword of digits",
		conditions: { keyword: rare.digits },
		isHit: (call) => shows(call, rare.digits),
	},
	{
		what: "a keyword of letters",
		conditions: { keyword: rare.letters },
		isHit: (call) => shows(call, rare.letters),
	},
	{
		what: "name, result and number",
		conditions: { name: "佐藤", resultIds: ["c01-contract"], phoneEndsWith: "7" },
		isHit: ({ name, resultId, phone }) =>
			resultId === "c01-contract" && phone.endsWith("7") && foldName(name ?? "").includes("佐藤"),
	},
];

/** What a search must find. */
export interface Expected {
	total: number;
	/** Newest first. */
	rows: Call[];
	facets: Record<string, Record<string, number>>;
}

export const pageSize = 100;
/** The first page, and the next one. */
const rowsKept = 2 * pageSize;

/** Accepts calls in order of time, and computes what each search must find. */
export function createOracle() {
	const found: Expected[] = retentionSearches.map(({ facets = [] }) => ({
		total: 0,
		rows: [],
		facets: Object.fromEntries(facets.map((facet) => [facet, {}])),
	}));
	return {
		take(call: Call): void {
			for (const [place, { isHit }] of retentionSearches.entries()) {
				if (isHit(call)) add(found[place] as Expected, call);
			}
		},
		found: (): Expected[] => found.map((expected) => ({ ...expected, rows: expected.rows.slice(-rowsKept).reverse() })),
	};
}

const facetOf: Record<string, (call: Call) => string> = {
	hour: ({ calledAt }) => String(jstHour(calledAt)),
	result: ({ resultId }) => String(resultId),
	campaign: ({ campaignId }) => campaignId,
};

function add(expected: Expected, call: Call): void {
	expected.total++;
	expected.rows.push(call);
	if (expected.rows.length >= 4 * rowsKept) expected.rows = expected.rows.slice(-rowsKept);
	for (const [facet, counts] of Object.entries(expected.facets)) {
		const value = facetOf[facet]?.(call) ?? "";
		counts[value] = (counts[value] ?? 0) + 1;
	}
}

/** The expected result for two stretches of time, the older one first. */
export function joinExpected(older: Expected, newer: Expected): Expected {
	const facets = Object.entries(newer.facets).map(([facet, counts]) => {
		const sums = { ...counts };
		for (const [value, count] of Object.entries(older.facets[facet] ?? {})) sums[value] = (sums[value] ?? 0) + count;
		return [facet, sums];
	});
	return {
		total: older.total + newer.total,
		rows: [...newer.rows, ...older.rows].slice(0, rowsKept),
		facets: Object.fromEntries(facets),
	};
}
