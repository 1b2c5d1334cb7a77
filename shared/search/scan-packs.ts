import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Column } from "../column/model.ts";
import { PackError } from "../pack/layout.ts";
import type { Pack } from "../pack/model.ts";
import type { OpenPack } from "../pack/open-pack.ts";
import type { Deadline } from "./deadline.ts";
import { entryReader, partsOfOrder } from "./packed-attributes.ts";
import type { PackedQuery } from "./packed-query.ts";

/** A hit in a pack: as much of its entry as order and facets look at. Its call id is read where it is needed. */
interface PackedHit {
	entry: CallHistoryEntry;
	place: { pack: OpenPack; row: number };
}

export interface PackScan {
	packs: readonly Pack[];
	open: (pack: Pack) => OpenPack;
	query: PackedQuery;
	/** Whose order and facets the entries are for. */
	sortColumn: Column;
	/** Rows that count no more, by the name of their pack. */
	dead: Promise<Readonly<Record<string, readonly number[]>>>;
	newestFirst: boolean;
	/** Stops where so many hits were found, in the order of time. */
	enough: number;
	deadline: Deadline;
}

export interface PackedHits {
	hits: PackedHit[];
	/** Rows of the period that were looked at. */
	examined: number;
	/** Packs that were left out, because there were enough hits without them: the last ones in the order asked for. */
	left: readonly Pack[];
}

/** Some packs cannot be read. The search begins again, and reads their stretches from the table. */
export class UnreadablePacks extends Error {
	readonly packs: ReadonlyMap<string, unknown>;

	constructor(packs: ReadonlyMap<string, unknown>) {
		super(`packs cannot be read: ${[...packs.keys()].join(", ")}`);
		this.packs = packs;
	}
}

/** Decoding is work of one thread, reading is not: so many at once keep it busy, and memory small. */
const packsAtOnce = 8;

/**
 * Finds the hits in packs, several at a time and in the order of time.
 * @throws UnreadablePacks
 */
export async function scanPacks(scan: PackScan): Promise<PackedHits> {
	const { query, enough, deadline } = scan;
	const order = scan.newestFirst ? scan.packs.toReversed() : [...scan.packs];
	const parts = [...new Set([...query.parts, ...partsOfOrder(scan.sortColumn)])];
	const hits: PackedHit[] = [];
	const unreadable = new Map<string, unknown>();
	let examined = 0;
	let next = 0;
	let done = 0;

	const work = async () => {
		for (let pack = order[next++]; pack && hits.length < enough; pack = order[next++]) {
			try {
				const found = await searchPack(scan, scan.open(pack), parts);
				for (const hit of found.hits) hits.push(hit);
				examined += found.examined;
			} catch (cause) {
				if (!(cause instanceof PackError)) throw cause;
				unreadable.set(pack.name, cause);
			}
			deadline.check(++done / order.length);
		}
	};
	await Promise.all(Array.from({ length: packsAtOnce }, work));
	if (unreadable.size > 0) throw new UnreadablePacks(unreadable);
	return { hits, examined, left: order.slice(done) };
}

async function searchPack(
	{ query, sortColumn, dead, newestFirst, enough }: PackScan,
	pack: OpenPack,
	parts: readonly Parameters<OpenPack["part"]>[0][],
): Promise<{ hits: PackedHit[]; examined: number }> {
	pack.prepare(parts);
	const { rows, examined } = await query.rowsOf(pack, (await dead)[pack.pack.name] ?? []);
	if (rows.length === 0) return { hits: [], examined };
	const entryAt = await entryReader(pack, sortColumn);
	const first = rows.length > enough ? (newestFirst ? rows.slice(-enough) : rows.slice(0, enough)) : rows;
	return { hits: first.map((row) => ({ entry: entryAt(row), place: { pack, row } })), examined };
}
