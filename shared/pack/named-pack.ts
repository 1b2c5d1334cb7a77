import type { Contents, Pack } from "./model.ts";

/** A pack with the ids of its batches; they get their indexes when the contents are written. */
export interface NamedPack extends Pack {
	batchIds: string[];
}

export function namePacks({ batches, packs }: Pick<Contents, "batches" | "packs">): NamedPack[] {
	return packs.map((pack) => ({ ...pack, batchIds: pack.batches.map((place) => batches[place] ?? "") }));
}

/** The part of the contents that lists packs. The first one begins at time zero. */
export function placePacks(
	packs: readonly NamedPack[],
	changes: NamedPack | undefined,
): Pick<Contents, "batches" | "packs" | "changes"> {
	const batches = [...new Set([...packs, ...(changes ? [changes] : [])].flatMap(({ batchIds }) => batchIds))].sort();
	const places = new Map(batches.map((batchId, place) => [batchId, place]));
	const place = ({ batchIds, ...pack }: NamedPack): Pack => ({
		...pack,
		batches: batchIds.map((batchId) => places.get(batchId) as number).sort((a, b) => a - b),
	});
	return {
		batches,
		packs: packs.map((pack, index) => place(index === 0 ? { ...pack, from: 0 } : pack)),
		changes: changes && place(changes),
	};
}
