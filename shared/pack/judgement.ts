import { batchExpiresAt, batchItemExpiresAt, type Directory } from "../directory/model.ts";
import { dayMs } from "../time/model.ts";
import type { NamedPack } from "./named-pack.ts";

/** Between a record's loss and the moment from which on no reading of the table can have held it. */
const lossSettlesMs = 600_000;
/**
 * Rows are kept for so long at least, though their batch be unknown: a batch's records live for 90 days after its end, and its item for 30 more.
 */
const keptMs = 120 * dayMs;
/** The table deletes what has expired within so long. */
const deletionMs = dayMs;

export type Judgement = ReturnType<typeof createJudgement>;

/** What the directory, and the losses, say of packs at a moment. */
export function createJudgement(
	{ batches }: Pick<Directory, "batches">,
	losses: ReadonlyMap<string, number>,
	now: number,
) {
	const isGone = (batchId: string, calledBefore: number) => !batches.has(batchId) && calledBefore <= now - keptMs;
	const isAlive = (batchId: string) => {
		const batch = batches.get(batchId);
		return batch !== undefined && batchExpiresAt(batch) > now;
	};
	/** When the last of the losses that may be hidden in a pack has settled; undefined where it hides none. */
	const lossOf = ({ batchIds, packedAt }: Pick<NamedPack, "batchIds" | "packedAt">): number | undefined => {
		const settled = batchIds.filter(isAlive).flatMap((batchId) => (losses.get(batchId) ?? -Infinity) + lossSettlesMs);
		const hidden = settled.filter((at) => at >= packedAt);
		return hidden.length > 0 ? Math.max(...hidden) : undefined;
	};

	return {
		/** Whether a record's batch is gone for good, and the record with it. */
		isGone,

		/** What part of a pack's batches is gone for good. @param to where its stretch ends */
		goneShare({ batchIds }: NamedPack, to: number): number {
			return batchIds.filter((batchId) => isGone(batchId, to)).length / Math.max(1, batchIds.length);
		},

		/** Whether a pack may hold records that the table has lost, of batches that live on: it is to be made anew. */
		isDistrusted(pack: NamedPack): boolean {
			const settled = lossOf(pack);
			return settled !== undefined && settled < now;
		},

		/** Whether the table must have all records that a pack has. */
		isCountable(pack: NamedPack): boolean {
			return pack.batchIds.every(isAlive) && lossOf(pack) === undefined;
		},

		/** When packs are to be looked at again though nothing is written until then. @param packs each with the end of its stretch */
		looksAgainAt(packs: readonly { pack: NamedPack; to: number }[]): number | undefined {
			const moments = packs.flatMap(({ pack, to }) => {
				const ends = pack.batchIds.map((batchId) => {
					const batch = batches.get(batchId);
					return batch ? Math.max(batchItemExpiresAt(batch) * 1000, now) + deletionMs : to + keptMs;
				});
				return [lossOf(pack) ?? Number.NaN, ...ends].filter((at) => at >= now);
			});
			return moments.length > 0 ? Math.min(...moments) + 1 : undefined;
		},
	};
}
