import type { CallHistoryEntry } from "../call-history/model.ts";
import { PackError } from "../pack/layout.ts";
import type { OpenPack } from "../pack/open-pack.ts";
import type { Cursor } from "./cursor.ts";
import type { Order, Place } from "./order.ts";
import { UnreadablePacks } from "./scan-packs.ts";

/**
 * A hit: with its whole entry if from the table; with what order and facets need, but no call id yet, if from a pack.
 */
export interface Hit {
	entry: CallHistoryEntry;
	place?: PackedPlace;
}

export interface PackedPlace {
	pack: OpenPack;
	row: number;
}

/** Reads the call ids of hits in packs that have none yet. @throws UnreadablePacks */
export async function readCallIds(hits: readonly Hit[]): Promise<void> {
	const byPack = Map.groupBy(
		hits.filter(({ entry, place }) => place && entry.callId === undefined),
		({ place }) => place?.pack as OpenPack,
	);
	await Promise.all(
		[...byPack].map(async ([pack, ofPack]) => {
			const callIds = await readable(pack, (open) => open.callIds(ofPack.map(({ place }) => place?.row as number)));
			for (const { entry, place } of ofPack) entry.callId = callIds.get(place?.row as number) as string;
		}),
	);
}

/** Reads something from a pack; the error names the pack. @throws UnreadablePacks */
export async function readable<T>(pack: OpenPack, read: (pack: OpenPack) => Promise<T>): Promise<T> {
	try {
		return await read(pack);
	} catch (cause) {
		if (cause instanceof PackError) throw new UnreadablePacks(new Map([[pack.pack.name, cause]]));
		throw cause;
	}
}

/**
 * The first hits after a cursor, in order. Only the deciding call ids are read: those of these hits, and of hits that
 * differ from them only by id.
 * @throws UnreadablePacks
 */
export async function firstInOrder(
	hits: readonly Hit[],
	order: Order,
	cursor: Cursor | undefined,
	count: number,
): Promise<Hit[]> {
	if (order.column === "callId") await readCallIds(hits);
	const sorted = hits
		.map((hit) => ({ hit, place: withoutId(order.placeOf(hit.entry)) }))
		.sort((a, b) => order.compare(a.place, b.place));
	const after = cursor && withoutId(cursor.after);
	const behind = after ? sorted.filter(({ place }) => order.compare(place, after) >= 0) : sorted;
	// Hits tied with the cursor's place may come before or after it, and are not counted.
	const beside = after ? behind.findIndex(({ place }) => order.compare(place, after) > 0) : 0;
	let end = (beside < 0 ? behind.length : beside) + count;
	for (let last = behind[end - 1]; last && end < behind.length; end++) {
		const next = behind[end] as (typeof behind)[number];
		if (order.compare(last.place, next.place) !== 0) break;
	}
	const candidates = behind.slice(0, end).map(({ hit }) => hit);
	await readCallIds(candidates);
	return candidates
		.map((hit) => ({ hit, place: order.placeOf(hit.entry) }))
		.filter(({ place }) => !cursor || order.compare(place, cursor.after) > 0)
		.sort((a, b) => order.compare(a.place, b.place))
		.slice(0, count)
		.map(({ hit }) => hit);
}

function withoutId(place: Place): Place {
	return { ...place, callId: "" };
}
