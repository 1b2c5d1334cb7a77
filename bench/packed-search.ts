import type { PartName } from "../shared/pack/layout.ts";
import type { Figure, Section } from "./figures.ts";
import { type Kind, kinds } from "./kinds.ts";
import { createSearcher, matching } from "./searcher.ts";
import type { LoadedTenant } from "./world.ts";

/** Round trips before closed time was packed: 3 with a dedicated index. */
const tripsToday = 4;

/** The reads of each kind of search over closed time. @throws if a total differs from that of the plain records */
export async function measurePackedSearches(tenant: LoadedTenant): Promise<Section[]> {
	const { world, tenantId, calls } = tenant;
	const searcher = createSearcher(tenant);
	const { contents } = await world.deps.packReader.load(tenantId);
	const bytesOf = (part: PartName) =>
		contents.packs.reduce((sum, { parts: { [part]: place } }) => sum + (place ? place[1] - place[0] : 0), 0);
	const columnBytes = (part: PartName) => bytesOf(part) / calls.length;
	const units: Figure[] = [];
	const bytes: Figure[] = [];
	const requests: Figure[] = [];
	const trips: Figure[] = [];
	for (const { what, conditions, facets = [], parts, bytesBound, bytesToday, unitsToday } of kinds) {
		const cost = await searcher.search(conditions, { facets });
		await assertTotal(tenant, what, conditions, cost.answer.body.total);
		units.push({ what, unit: "RCU", value: cost.readUnits, today: unitsToday, bound: { value: 20 }, exact: true });
		const floor = parts.reduce((sum, part) => sum + columnBytes(part), 0);
		const bound =
			"value" in bytesBound ? bytesBound.value : (columnBytes(bytesBound.column) + bytesBound.more) * bytesBound.ratio;
		const value = (cost.bytesRead - cost.callIdBytes) / calls.length;
		bytes.push({ what, unit: "bytes", value, floor, today: bytesToday, bound: { value: bound }, exact: true });
		bytes.push({ what: "… and call ids of rows", unit: "bytes", value: cost.callIdBytes / calls.length });
		requests.push({ what, unit: "GETs", value: cost.gets, floor: contents.packs.length });
		trips.push({
			what: `${what}: sequential`,
			unit: "calls",
			value: cost.trips,
			today: tripsToday,
			bound: { value: 5 },
			exact: true,
		});
	}
	trips.push(...(await measureNextPages(searcher)));
	searcher.stop();
	const count = calls.length.toLocaleString("en");
	return [
		{
			title: "Packed search: read units",
			note:
				`On a closed day of ${count} records in ${contents.packs.length} packs, without the directory, the page's ` +
				"rows and their pointers. Before: on 100,000 records.",
			figures: units,
		},
		{
			title: "Packed search: bytes per record",
			note:
				"Read from packs in S3. Floor: the packed columns of the conditions, with ids and times. " +
				"Before: bytes of the table's units.",
			figures: bytes,
		},
		{
			title: "Packed search: requests to S3",
			note: "Including those for call ids of rows. Floor: one per pack.",
			figures: requests,
		},
		{ title: "Packed search: calls", note: "Sequential calls to table and bucket.", figures: trips },
		{
			title: "Packed columns",
			note: "Bytes per record, as stored in S3.",
			figures: (Object.keys(contents.packs[0]?.parts ?? {}) as PartName[]).map((part) => ({
				what: part,
				unit: "bytes",
				value: columnBytes(part),
			})),
		},
	];
}

const nextPages = 8;

/** In the order of time. */
async function measureNextPages({ search, withoutPacks }: ReturnType<typeof createSearcher>): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const [what, conditions, bound] of [
		["next page, frequent hits", { resultIds: ["c01-refused"] }, 3],
		["next page, rare hits", { name: "長谷川", resultIds: ["c01-refused", "c02-refused", "timeout"] }, 5],
	] as const) {
		const page = { size: bound === 3 ? 100 : 10 };
		const read = async () => {
			let { answer } = await search(conditions, { page });
			let [trips, calls] = [0, 0];
			for (let number = 0; number < nextPages && answer.body.nextCursor; number++) {
				const cost = await search(conditions, { page: { ...page, cursor: answer.body.nextCursor } });
				trips = Math.max(trips, cost.trips);
				calls = Math.max(calls, cost.calls);
				answer = cost.answer;
			}
			return { trips, calls };
		};
		const now = await read();
		const today = await withoutPacks(read);
		figures.push({
			what: `${what}: sequential`,
			unit: "calls",
			value: now.trips,
			today: today.trips,
			bound: { value: bound },
			exact: true,
		});
		figures.push({ what: `${what}: in total`, unit: "calls", value: now.calls, today: today.calls });
	}
	return figures;
}

async function assertTotal(
	tenant: LoadedTenant,
	what: string,
	conditions: Kind["conditions"],
	total: number,
): Promise<void> {
	const expected = (await matching(tenant, conditions)).length;
	if (total !== expected) throw new Error(`${what}: ${total} hits instead of ${expected}`);
	if (expected === 0 && !what.includes("nobody")) throw new Error(`${what}: no hits, which measures little`);
}
