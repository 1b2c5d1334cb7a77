/** How large packs are, and how much one switch covers. */
export interface PackSizes {
	/** Rows of a full pack. */
	packRows: number;
	/**
	 * A last pack with fewer rows is rebuilt together with what follows, and a pack is only closed if this many rows
	 * remain for the next one.
	 */
	tailRows: number;
	/** This many adjacent packs, each less than half full, are merged. */
	mergedPacks: number;
	/** The most packs in one switch: what is lost if a run is stopped. */
	packsAtOnce: number;
	/** A pack is rebuilt when this share of its rows has changed. */
	changedShare: number;
	/** Every search reads all changes. */
	maxChanges: number;
	marksAtOnce: number;
}

export const packSizes: PackSizes = {
	packRows: 40_000,
	tailRows: 5000,
	mergedPacks: 8,
	packsAtOnce: 8,
	changedShare: 0.05,
	maxChanges: 10_000,
	marksAtOnce: 20_000,
};

/** What is known of a pack without reading it. */
export interface PackState {
	rows: number;
	/** Rows that have changed or arrived late. */
	changed: number;
	/** It is unreadable or not trusted, and must be rebuilt from the table. */
	broken: boolean;
	/** The share of its batches that have left the directory. */
	goneShare: number;
}

export interface Plan {
	/** Indexes of the packs to rebuild. */
	chosen: Set<number>;
	/** Whether others had to be left for the next portion. */
	left: boolean;
}

/**
 * Which packs one portion rebuilds: the last one if something follows it, then broken ones, those with expired records,
 * those that have changed most, and small neighbours.
 */
export function planPacks(
	states: readonly PackState[],
	{ follows, changes, sizes }: { follows: boolean; changes: number; sizes: PackSizes },
): Plan {
	const chosen = new Set<number>();
	let room = sizes.packsAtOnce;
	let left = false;
	const take = (places: readonly number[]) => {
		const more = places.filter((place) => !chosen.has(place));
		if (more.length === 0) return;
		const packs = Math.ceil(more.reduce((sum, place) => sum + (states[place]?.rows ?? 0), 0) / sizes.packRows);
		if (room <= 0) left = true;
		else for (const place of more) chosen.add(place);
		if (room > 0) room -= packs;
	};
	if (follows) {
		room--;
		const last = states.length - 1;
		if ((states[last]?.rows ?? sizes.tailRows) < sizes.tailRows) take([last]);
	}
	const places = states.map((_, place) => place);
	const state = (place: number) => states[place] as PackState;
	for (const place of places) if (state(place).broken) take([place]);
	for (const place of places) if (state(place).goneShare > 0) take([place]);
	const byChanges = places.toSorted((a, b) => state(b).changed - state(a).changed);
	let kept = changes - sum([...chosen].map((place) => state(place).changed));
	for (const place of byChanges) {
		const { changed, rows } = state(place);
		if (changed === 0 || (changed < rows * sizes.changedShare && kept <= sizes.maxChanges)) continue;
		if (!chosen.has(place)) kept -= changed;
		take([place]);
	}
	for (const neighbours of smallNeighbours(states, sizes)) take(neighbours);
	return { chosen, left };
}

/** Indexes of adjacent packs that are small and many enough to be merged. */
function smallNeighbours(states: readonly PackState[], sizes: PackSizes): number[][] {
	const groups: number[][] = [];
	let group: number[] = [];
	for (const [place, { rows }] of states.entries()) {
		if (rows * 2 < sizes.packRows) group.push(place);
		else group = [];
		if (group.length === sizes.mergedPacks) groups.push(group);
	}
	return groups;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
