import type { PartName } from "../shared/pack/layout.ts";

/** A kind of search over closed time: its conditions, the parts that it must read, its bounds and earlier figures. */
export interface Kind {
	what: string;
	conditions: Record<string, unknown>;
	facets?: readonly string[];
	/** The parts of packs that the conditions need. */
	parts: readonly PartName[];
	/** The bound on packed bytes per record; relative to a column's own bytes if it depends on them. */
	bytesBound: { value: number } | { column: PartName; more: number; ratio: number };
	/** Bytes per record, and read units for 100,000 records, of the former index by time. */
	bytesToday: number;
	unitsToday: number;
	/** CPU microseconds per record. */
	cpuBound?: number;
	cpuToday?: number;
}

const allParts: readonly PartName[] = ["ids", "name", "kana", "phone", "memo", "requestId", "others", "callId"];

export const kinds: readonly Kind[] = [
	{
		what: "ids, with counts by hour and result",
		conditions: { agentIds: ["ag07"], resultIds: ["c01-refused", "c02-refused"] },
		facets: ["hour", "result"],
		parts: ["ids"],
		bytesBound: { value: 7 },
		bytesToday: 134,
		unitsToday: 1642,
		cpuBound: 0.1,
	},
	{
		what: "a name",
		conditions: { name: "長谷川" },
		parts: ["ids", "name"],
		bytesBound: { value: 13 },
		bytesToday: 134,
		unitsToday: 1642,
		cpuBound: 0.4,
	},
	{
		what: "kana",
		conditions: { kana: "ﾊｾｶﾞﾜ ｹﾝ" },
		parts: ["ids", "kana"],
		bytesBound: { value: 13 },
		bytesToday: 134,
		unitsToday: 1642,
	},
	{
		what: "the end of a number",
		conditions: { phoneEndsWith: "477" },
		parts: ["ids", "phone"],
		bytesBound: { value: 13 },
		bytesToday: 134,
		unitsToday: 1642,
	},
	{
		what: "a memo",
		conditions: { memo: "蓄電池" },
		parts: ["ids", "memo"],
		bytesBound: { column: "memo", more: 7, ratio: 1.1 },
		bytesToday: 370,
		unitsToday: 4521,
		cpuBound: 0.8,
		cpuToday: 39,
	},
	{
		what: "a keyword of digits",
		conditions: { keyword: "4471" },
		parts: allParts,
		bytesBound: { value: 74 },
		bytesToday: 370,
		unitsToday: 4521,
		cpuBound: 2.5,
		cpuToday: 42,
	},
	{
		what: "a keyword with kanji",
		conditions: { keyword: "浄水器" },
		parts: ["ids", "name", "kana", "memo"],
		bytesBound: { value: 33 },
		bytesToday: 370,
		unitsToday: 4521,
	},
	{
		what: "name, result and number",
		conditions: { name: "佐藤", resultIds: ["c01-absent"], phoneEndsWith: "7" },
		parts: ["ids", "name", "phone"],
		bytesBound: { value: 19 },
		bytesToday: 134,
		unitsToday: 1642,
	},
	{
		what: "a name that nobody has",
		conditions: { name: "存在しない" },
		parts: ["ids", "name"],
		bytesBound: { value: 13 },
		bytesToday: 134,
		unitsToday: 1642,
	},
];
