import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Pack } from "../pack/model.ts";
import { findInTable } from "./find-in-table.ts";
import type { Hit, PackedPlace } from "./hits.ts";
import { createMatcher } from "./matcher.ts";
import { choosePath, entryBytes } from "./path.ts";
import type { RunningSearch } from "./running-search.ts";

const unitBytes = 8192;
const unitsOfRecord = 0.5;

/** The rows of hits, in their order. Those in packs are read from the table, as they are now, and matched again. */
export async function readRows(search: RunningSearch, page: readonly Hit[]): Promise<CallHistoryEntry[]> {
	const { deps, caller, criteria, directory } = search;
	const packed = page.filter(({ place }) => place);
	const near = await readNeighbours(search, packed);
	const rows = new Map(near.map((entry) => [entry.callId, entry]));
	const missing = packed.map(({ entry }) => entry.callId).filter((callId) => !rows.has(callId));
	const matches = createMatcher(criteria, directory);
	for (const entry of await deps.callHistoryReader.findEntries(caller.tenantId, missing)) {
		if (matches(entry)) rows.set(entry.callId, entry);
	}
	return page.flatMap(({ entry, place }) => (place ? (rows.get(entry.callId) ?? []) : entry));
}

/** Hits close together are read from an index, whose entries are rows, if that is cheaper than reading each by id. */
async function readNeighbours(search: RunningSearch, packed: readonly Hit[]): Promise<CallHistoryEntry[]> {
	const placeOf = createPlaces(search.packed.contents.packs);
	const placed = packed.flatMap(({ entry, place }) => {
		const position = place && placeOf(place);
		return position === undefined ? [] : [{ position, time: entry.calledAt }];
	});
	if (placed.length === 0) return [];
	const positions = placed.map(({ position }) => position);
	const times = placed.map(({ time }) => time);
	const spanned = Math.max(...positions) - Math.min(...positions) + 1;
	const period = { from: Math.min(...times), to: Math.max(...times) + 1 };
	const criteria = { ...search.criteria, period };
	const { byTime, share } = choosePath(search.caller.tenantId, criteria, search.directory);
	if (!byTime || (spanned * share * entryBytes) / unitBytes > unitsOfRecord * placed.length) return [];
	return (await findInTable(search, criteria, [period], Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).hits;
}

/** A row's position among all packed rows, in time order; undefined for a row of the changes. */
function createPlaces(packs: readonly Pack[]): (place: PackedPlace) => number | undefined {
	const starts = new Map<string, number>();
	let rows = 0;
	for (const pack of packs) {
		starts.set(pack.name, rows);
		rows += pack.rows;
	}
	return ({ pack, row }) => {
		const start = starts.get(pack.pack.name);
		return start === undefined ? undefined : start + row;
	};
}
