import type { Directory } from "../directory/model.ts";
import { isReadable } from "../pack/layout.ts";
import type { Contents, Pack } from "../pack/model.ts";
import { type Criteria, isAlive } from "./criteria.ts";

/** A stretch of time, its end not included; epoch milliseconds. */
export interface Stretch {
	from: number;
	to: number;
}

/** Where the records of a search's period are read. Each moment of the period is in `byTime` or in `packed`. */
export interface Division {
	/** Packs that may hold hits, in the order of time. */
	packs: Pack[];
	changes: Pack | undefined;
	/** The time that packs, changes and marks answer for. */
	packed: Stretch[];
	/** The time that is read from the table. */
	byTime: Stretch[];
}

const beforeAll = Number.NEGATIVE_INFINITY;
/** After a batch's last noted loss, more losses may go unnoted for this long. */
const lossIsNotedWithinMs = 600_000;

/**
 * Divides the period of a search between packs and table. The table answers for packs that cannot be trusted:
 * unreadable ones, and those with records of a batch that was revived after some of its records had been deleted.
 */
export function divide(
	{ contents, losses }: { contents: Contents; losses: ReadonlyMap<string, number> },
	criteria: Criteria,
	directory: Directory,
	unreadable: ReadonlySet<string>,
): Division {
	const { period, batchIds } = criteria;
	const { packs, changes, packedUntil } = contents;
	const division: Division = { packs: [], changes: undefined, packed: [], byTime: [] };
	const alive = isAlive(criteria, directory);
	const isWanted = batchIds ? (batchId: string) => batchIds.includes(batchId) && alive(batchId) : alive;
	const batchesOf = (pack: Pack) => pack.batches.map((place) => contents.batches[place] ?? "");
	const isTrusted = (pack: Pack) => {
		if (!isReadable(pack) || unreadable.has(pack.name)) return false;
		const mayLack = (batchId: string) => pack.packedAt <= (losses.get(batchId) ?? beforeAll) + lossIsNotedWithinMs;
		return !batchesOf(pack).some((batchId) => alive(batchId) && mayLack(batchId));
	};

	const trustsChanges = !changes || isTrusted(changes);
	for (const [index, pack] of packs.entries()) {
		const from = index === 0 ? beforeAll : pack.from;
		const stretch = common(period, { from, to: packs[index + 1]?.from ?? packedUntil });
		if (!stretch) continue;
		if (!trustsChanges || !isTrusted(pack)) addTo(division.byTime, stretch);
		else {
			addTo(division.packed, stretch);
			if (batchesOf(pack).some(isWanted)) division.packs.push(pack);
		}
	}
	const open = common(period, { from: packs.length > 0 ? packedUntil : beforeAll, to: Number.POSITIVE_INFINITY });
	if (open) addTo(division.byTime, open);
	if (division.packed.length > 0) division.changes = changes;
	return division;
}

function common(one: Stretch, other: Stretch): Stretch | undefined {
	const both = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
	return both.from < both.to ? both : undefined;
}

/** Adds a stretch, joining it to the last one if they meet. */
function addTo(stretches: Stretch[], stretch: Stretch): void {
	const last = stretches.at(-1);
	if (last?.to === stretch.from) last.to = stretch.to;
	else stretches.push({ ...stretch });
}

export function holds(stretches: readonly Stretch[], time: number): boolean {
	return stretches.some(({ from, to }) => time >= from && time < to);
}
