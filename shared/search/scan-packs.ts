import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Column } from "../column/model.ts";
import { PackError, type PartName } from "../pack/layout.ts";
import type { Pack } from "../pack/model.ts";
import type { OpenPack } from "../pack/open-pack.ts";
import type { Mark } from "../pack/reader.ts";
import { isBusy } from "../platform/busy.ts";
import type { Deadline } from "./deadline.ts";
import { entryReader, partsOfOrder } from "./packed-attributes.ts";
import type { PackedQuery } from "./packed-query.ts";
import type { Tally } from "./tally.ts";

/** A hit in a pack: the part of its entry that order and facets need. Its call id is read only when needed. */
interface PackedHit {
	entry: CallHistoryEntry;
	place: { pack: OpenPack; row: number };
}

export interface PackScan {
	packs: readonly Pack[];
	open: (pack: Pack) => OpenPack;
	query: PackedQuery;
	/** The columns that the entries must contain, for order and facets. */
	columns: readonly Column[];
	/** If set, hits are counted and not kept, except those that a changed record may replace. */
	counting?: Counting | undefined;
	/** Rows that no longer count, by the name of their pack. */
	dead: Promise<Readonly<Record<string, readonly number[]>>>;
	newestFirst: boolean;
	/** How many hits are enough, in time order. */
	enough: number;
	/** Whether probably all packs will be read, and not only the first ones. */
	readsAll: boolean;
	deadline: Deadline;
}

interface Counting {
	tally: Tally;
	marks: Promise<{ marks: readonly Mark[] }>;
}

export interface PackedHits {
	hits: PackedHit[];
	/** Hits that were only counted, and are not among `hits`. */
	counted: number;
	/** Rows of the period that were examined. */
	examined: number;
	/** Packs that were skipped, because there were enough hits without them: the last ones in the requested order. */
	left: readonly Pack[];
}

/** Some packs cannot be read. The search starts over, and reads their stretches from the table. */
export class UnreadablePacks extends Error {
	readonly packs: ReadonlyMap<string, unknown>;

	constructor(packs: ReadonlyMap<string, unknown>) {
		super(`packs cannot be read: ${[...packs.keys()].join(", ")}`);
		this.packs = packs;
	}

	/** Whether the cause is S3 rather than the packs. */
	get isBucketSilent(): boolean {
		return [...this.packs.values()].some(isSilence);
	}
}

function isSilence(error: unknown): boolean {
	return error instanceof PackError && isBusy(error.cause);
}

/** Bytes of packs requested in advance: all that most searches read, so that they wait for S3 only once. */
const bytesAhead = 64_000_000;
/** Packs decoded at a time: enough to keep this thread and zlib's busy, and few enough to keep memory small. */
const packsAtOnce = 4;

/**
 * Finds the hits in packs, in time order, several packs at a time.
 * @throws UnreadablePacks
 */
export async function scanPacks(scan: PackScan): Promise<PackedHits> {
	const { enough, deadline } = scan;
	const order = scan.newestFirst ? scan.packs.toReversed() : [...scan.packs];
	const parts = [...new Set([...scan.query.parts, ...scan.columns.flatMap(partsOfOrder)])];
	const ahead = createReadAhead(order.map(scan.open), parts, scan.readsAll ? bytesAhead : 0);
	const hits: PackedHit[] = [];
	const unreadable = new Map<string, unknown>();
	let [counted, examined, done] = [0, 0, 0];

	const work = async () => {
		while (hits.length < enough) {
			const pack = ahead.next();
			if (!pack) return;
			try {
				const found = await searchPack(scan, pack);
				for (const hit of found.hits) hits.push(hit);
				counted += found.counted;
				examined += found.examined;
			} catch (cause) {
				if (!(cause instanceof PackError)) throw cause;
				// Requesting the others would take as long.
				if (isSilence(cause)) throw new UnreadablePacks(new Map(order.map(({ name }) => [name, cause])));
				unreadable.set(pack.pack.name, cause);
			}
			// Hits keep their pack to read their call ids; nothing else of it stays in memory.
			pack.release();
			deadline.check(++done / order.length);
		}
	};
	await Promise.all(Array.from({ length: packsAtOnce }, work));
	if (unreadable.size > 0) throw new UnreadablePacks(unreadable);
	return { hits, counted, examined, left: order.slice(done) };
}

/** Yields packs in order; their parts are requested in advance, at the latest when the pack is yielded. */
function createReadAhead(packs: readonly OpenPack[], parts: readonly PartName[], aheadBytes: number) {
	const sizes = packs.map((pack) => pack.bytesOf(parts));
	let [asked, askedBytes] = [0, 0];
	let [handed, handedBytes] = [0, 0];
	return {
		next(): OpenPack | undefined {
			const pack = packs[handed];
			if (!pack) return undefined;
			while (asked < packs.length && (asked <= handed || askedBytes - handedBytes < aheadBytes)) {
				packs[asked]?.prepare(parts);
				askedBytes += sizes[asked++] as number;
			}
			handedBytes += sizes[handed++] as number;
			return pack;
		},
	};
}

async function searchPack(
	{ query, columns, counting, dead, newestFirst, enough }: PackScan,
	pack: OpenPack,
): Promise<Omit<PackedHits, "left">> {
	const found = await query.rowsOf(pack, (await dead)[pack.pack.name] ?? []);
	const { examined } = found;
	const rows = counting ? await countUnmarked(counting, pack, found.rows) : found.rows;
	const counted = found.rows.length - rows.length;
	if (rows.length === 0) return { hits: [], counted, examined };
	const entryAt = await entryReader(pack, columns);
	const first = rows.length > enough ? (newestFirst ? rows.slice(-enough) : rows.slice(0, enough)) : rows;
	return { hits: first.map((row) => ({ entry: entryAt(row), place: { pack, row } })), counted, examined };
}

/** Counts rows of a pack. Rows with the same time as a record that has changed since are returned instead. */
async function countUnmarked({ tally, marks }: Counting, pack: OpenPack, rows: number[]): Promise<number[]> {
	const marked = new Set((await marks).marks.map(({ calledAt }) => calledAt));
	const { times } = await pack.ids();
	const isMarked = (row: number) => marked.has(times[row] as number);
	await tally.addRows(pack, marked.size > 0 ? rows.filter((row) => !isMarked(row)) : rows);
	return marked.size > 0 ? rows.filter(isMarked) : [];
}
