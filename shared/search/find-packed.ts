import type { CallHistory, CallHistoryEntry } from "../call-history/model.ts";
import type { Pack } from "../pack/model.ts";
import { OpenPack } from "../pack/open-pack.ts";
import type { Mark } from "../pack/reader.ts";
import type { Criteria } from "./criteria.ts";
import { facetColumns } from "./dimension.ts";
import { type Division, holds } from "./divide.ts";
import { firstInOrder, type Hit, readable, readCallIds } from "./hits.ts";
import { createMatcher } from "./matcher.ts";
import { maxHits } from "./model.ts";
import { readsNewestFirst } from "./order.ts";
import { createPackedQuery } from "./packed-query.ts";
import type { RunningSearch } from "./running-search.ts";
import { scanPacks } from "./scan-packs.ts";
import type { Tally } from "./tally.ts";

/** If more records than this were changed since the last packing, everything is read from the table. */
const maxMarks = 1000;

export interface PackedHitsFound {
	hits: Hit[];
	/** Hits that were only counted, and are not among `hits`. */
	counted: number;
	examined: number;
	/** Packs that were skipped, because there were enough hits without them. */
	left: readonly Pack[];
}

/**
 * The hits in packs, in their current state: records changed since they were packed are read consistently from the
 * table and replace the packed rows.
 * @param wanted how many hits are enough, in time order
 * @param tally counts hits instead of keeping them; the hits that are still returned are not counted in it
 * @returns undefined if too much has changed since the last packing
 * @throws UnreadablePacks
 */
export async function findPacked(
	search: RunningSearch,
	criteria: Criteria,
	{ packs, changes, packed }: Division,
	wanted: number,
	tally?: Tally,
): Promise<PackedHitsFound | undefined> {
	if (packed.length === 0) return { hits: [], counted: 0, examined: 0, left: [] };
	const {
		caller,
		deps,
		directory,
		packed: { contents },
	} = search;
	const open = (pack: Pack) =>
		new OpenPack(pack, (start, end) => deps.packFiles.readPart(`${caller.tenantId}/${pack.name}`, start, end));
	const openChanges = changes && open(changes);
	const enough = wanted + maxMarks;
	const rows = packs.reduce((sum, pack) => sum + pack.rows, 0);
	const scan = {
		query: createPackedQuery(criteria, directory),
		columns: [search.request.sort.column, ...facetColumns(search.request.facets)],
		newestFirst: readsNewestFirst(search.request.sort),
		deadline: search.deadline,
		// After a cursor in time order, one page of hits is enough; rare hits may be spread over all packs.
		readsAll: wanted > maxHits || rows * (search.cursor?.hitRate ?? 1) < enough,
	};
	const dead = openChanges ? readable(openChanges, (pack) => pack.dead()) : Promise.resolve({});
	const marking = deps.packReader.marksSince(caller.tenantId, contents.watermark, maxMarks);
	const counting = tally && { tally, marks: marking };
	const [old, changed, { marks, complete }] = await Promise.all([
		scanPacks({ ...scan, packs, open, dead, enough, counting }),
		scanPacks({
			...scan,
			packs: changes ? [changes] : [],
			open: () => openChanges as OpenPack,
			dead: Promise.resolve({}),
			enough: Number.POSITIVE_INFINITY,
		}),
		marking,
	]);
	if (!complete) return undefined;

	const found = [...old.hits, ...changed.hits.filter(({ entry }) => holds(packed, entry.calledAt))];
	const current = await replaceMarked(
		search,
		criteria,
		found,
		marks.filter(({ calledAt }) => holds(packed, calledAt)),
	);
	const { counted, left } = old;
	return { hits: current, counted, examined: old.examined + changed.examined, left };
}

/** Replaces packed hits of marked records by their current state. */
async function replaceMarked(
	{ caller, deps, directory, order, cursor, request }: RunningSearch,
	criteria: Criteria,
	hits: Hit[],
	marks: readonly Mark[],
): Promise<Hit[]> {
	if (marks.length === 0) return hits;
	const times = new Set(marks.map(({ calledAt }) => calledAt));
	const suspects = hits.filter(({ entry }) => times.has(entry.calledAt));
	const callIds = new Set(marks.map(({ callId }) => callId));
	const [records] = await Promise.all([
		deps.callHistoryReader.findRecords(caller.tenantId, [...callIds]),
		readCallIds(suspects),
		// The page's own call ids, in the same round trip: even after replacements, the page begins among these hits.
		firstInOrder(hits, order, cursor, request.page.size + 1 + marks.length),
	]);
	const matches = createMatcher(criteria, directory);
	const fresh = records.map(toEntry).filter(matches);
	return [...hits.filter(({ entry }) => !callIds.has(entry.callId)), ...fresh.map((entry) => ({ entry }))];
}

function toEntry({
	recording,
	olderRecordings: _____,
	altPhone: _,
	remarks: __,
	version: ___,
	storedAt: ____,
	...record
}: CallHistory): CallHistoryEntry {
	return { ...record, ...(recording ? { recordingSeconds: recording.durationSeconds } : {}) };
}
