/** How large packs are, and how much is done between one switch and the next. */
export interface PackSizes {
	/** Rows of a full pack. */
	packRows: number;
	/** A last pack of fewer rows is made anew with what follows it, and no pack is closed before so many rows are left for the next one. */
	tailRows: number;
	/** So many neighbours of less than half a pack each become one. */
	mergedPacks: number;
	/** Packs that one switch brings at the most: what is lost where a run is stopped. */
	packsAtOnce: number;
	/** A pack is made anew when this part of its rows has changed. */
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

/** What is known of a pack before any of it is read. */
export interface PackState {
	rows: number;
	/** Rows that have changed, or come late. */
	changed: number;
	/** It cannot be read, or not be trusted, and has to be made anew from the table. */
	broken: boolean;
	/** Of its batches, what part has left the directory. */
	goneShare: number;
}

export interface Plan {
	/** Which packs are made anew, by their places. */
	chosen: Set<number>;
	/** Whether there are others for which there was no room. */
	left: boolean;
}

/**
 * Which packs are made anew in one go: the last one if something follows it, then those that are broken, those that hold what is gone,
 * those that have changed most, and neighbours that are small.
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

/** Places of packs next to each other that are small enough, and enough of them, to become one. */
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
