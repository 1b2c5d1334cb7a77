import type { IndexName } from "../shared/call-history/schema.ts";
import { metered } from "../shared/platform/meter.ts";
import { entryBytes } from "../test/support/bulk-load.ts";
import type { ApiResponse } from "../test/support/world.ts";
import type { Figure, Section } from "./figures.ts";
import { watchReads } from "./watch.ts";
import type { LoadedDay, StoredCall } from "./world.ts";
import { measureWrites } from "./write-costs.ts";

/** A page's pointer: at most 4 KB, read eventually consistent. */
const unitsPerGet = 0.5;
/** A query costs at least half a unit. */
const halfUnitBytes = 4096;
const nextPages = 8;

interface Search {
	what: string;
	conditions: object;
	/** The index with the fewest bytes for it, and the number of entries to read. */
	index: IndexName;
	entries: readonly StoredCall[];
	pagesBound?: Figure["bound"];
	bound?: Figure["bound"];
}

export async function measureCosts(day: LoadedDay): Promise<Section[]> {
	const pages: Figure[] = [];
	const whole: Figure[] = [];
	const calls: Figure[] = [];
	const { readUnits: directoryUnits } = await metered(async (cost) => {
		await day.world.deps.directoryReader.load("acme");
		return cost;
	});
	const watch = watchReads(day.world.deps);
	for (const { what, conditions, index, entries, pagesBound, bound } of searchesOf(day)) {
		const before = watch.pages;
		const { body, cost } = await search(day, conditions);
		const bytes = bytesOf(entries, index);
		const rows: { batchId: string; customerId: string }[] = body.rows ?? [];
		const pointers = new Set(rows.map(({ batchId, customerId }) => `${batchId} ${customerId}`)).size;
		const floor = Math.ceil(bytes / halfUnitBytes) / 2;
		const figure = { what, unit: "RCU", exact: true };
		pages.push({ ...figure, value: watch.pages - before, floor, ...(pagesBound ? { bound: pagesBound } : {}) });
		const others = directoryUnits + unitsPerGet * pointers;
		whole.push({ ...figure, value: cost.rcu, floor: floor + others, ...(bound ? { bound } : {}) });
		calls.push({
			what: `${what}: sequential`,
			unit: "calls",
			value: cost.trips,
			bound: { value: 4 },
			exact: true,
		});
	}
	calls.push(...(await measureNextPages(day)));
	watch.stop();
	return [
		{
			title: "Search: read units of the index pages",
			note:
				`Of ${day.calls.length.toLocaleString("en")} records. Floor: the bytes of the entries that must be read, ` +
				"in half units of 4,096.",
			figures: pages,
		},
		{
			title: "Search: read units in total, from Server-Timing",
			note: "Floor: the one above, plus the directory and half a unit for each pointer of a page of 100.",
			figures: whole,
		},
		{ title: "Search: calls", note: "Sequential calls; for a next page, all calls.", figures: calls },
		...(await measureWrites(day)),
	];
}

function searchesOf({ calls }: LoadedDay): Search[] {
	const phone = calls[0]?.call.phone.slice(0, 6) ?? "";
	const oneAgent = calls.filter(({ call }) => call.agentId === "ag07");
	const entriesBound = { ratio: 1.3 };
	const all = { index: "by-time", entries: calls, bound: { value: 5200 } } as const;
	const several = { name: "長谷川", resultIds: ["c01-contract", "c01-refused"], callingGroupIds: ["g01"] };
	return [
		{ ...all, what: "five conditions", conditions: { ...several, phoneEndsWith: "7" } },
		{ ...all, what: "memo and kana", conditions: { memo: "他社", kana: "ﾊｾｶﾞﾜ ｹﾝ" } },
		{ ...all, what: "keyword of two words", conditions: { keyword: "ｻﾄｳ 成約" } },
		{
			what: "start of a phone number, 6 digits",
			conditions: { phone },
			index: "by-number",
			entries: calls.filter(({ call }) => call.phone.startsWith(phone)),
			pagesBound: entriesBound,
		},
		{
			what: "one agent",
			conditions: { agentIds: ["ag07"] },
			index: "by-agent",
			entries: oneAgent,
			pagesBound: entriesBound,
		},
		{ ...all, what: "one batch", conditions: { batchIds: ["b03"] } },
		{ what: "over the limit, every record a hit", conditions: {}, index: "by-time", entries: calls.slice(0, 10_001) },
	];
}

async function search({ world, period }: LoadedDay, conditions: object): Promise<ApiResponse> {
	const response = await world.call("search-call-histories", { body: { period, ...conditions } });
	if (response.status === 200 || response.body.code === "search-limit-exceeded") return response;
	throw new Error(`the search answered ${response.status} ${JSON.stringify(response.body)}`);
}

/** The mean over a few pages. With rare hits, a page reads several pages of 1 MB, which the bound does not cover. */
async function measureNextPages(day: LoadedDay): Promise<Figure[]> {
	const kinds = { "frequent hits": { resultIds: ["c01-refused"] }, "rare hits": { resultIds: ["c01-contract"] } };
	const figures: Figure[] = [];
	for (const [kind, conditions] of Object.entries(kinds)) {
		let { body } = await search(day, conditions);
		let calls = 0;
		for (let page = 0; page < nextPages && body.nextCursor; page++) {
			const next = await search(day, { ...conditions, page: { cursor: body.nextCursor } });
			calls += next.cost.calls;
			body = next.body;
		}
		const what = `next page, ${kind}: in total`;
		const bound = kind === "frequent hits" ? { bound: { value: 3 }, exact: true } : {};
		figures.push({ what, unit: "calls", value: calls / nextPages, ...bound });
	}
	return figures;
}

function bytesOf(entries: readonly StoredCall[], index: IndexName): number {
	return entries.reduce((sum, { item }) => sum + entryBytes(item, index), 0);
}
