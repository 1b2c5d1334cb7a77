import { batchExpiresAt, batchItemExpiresAt, type Directory } from "../directory/model.ts";
import { dayMs } from "../time/model.ts";
import type { NamedPack } from "./named-pack.ts";

/** After a loss, reads of the table may still return the record for this long. */
const lossSettlesMs = 600_000;
/**
 * Rows of an unknown batch are kept for at least this long: a batch's records live for 90 days after its end, its item
 * for another 30.
 */
const keptMs = 120 * dayMs;
/** The table deletes expired items within this time. */
const deletionMs = dayMs;

export type Judgement = ReturnType<typeof createJudgement>;

/** Judges packs by the directory and the losses, as of a moment. */
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
	/** When the last loss that may affect a pack has settled; undefined if none does. */
	const lossOf = ({ batchIds, packedAt }: Pick<NamedPack, "batchIds" | "packedAt">): number | undefined => {
		const settled = batchIds.filter(isAlive).flatMap((batchId) => (losses.get(batchId) ?? -Infinity) + lossSettlesMs);
		const hidden = settled.filter((at) => at >= packedAt);
		return hidden.length > 0 ? Math.max(...hidden) : undefined;
	};

	return {
		/** Whether a record's batch is gone for good, and the record with it. */
		isGone,

		/** The share of a pack's batches that is gone for good. @param to where its stretch ends */
		goneShare({ batchIds }: NamedPack, to: number): number {
			return batchIds.filter((batchId) => isGone(batchId, to)).length / Math.max(1, batchIds.length);
		},

		/** Whether a pack may hold records that the table has lost although their batches live on; it must be rebuilt. */
		isDistrusted(pack: NamedPack): boolean {
			const settled = lossOf(pack);
			return settled !== undefined && settled < now;
		},

		/** Whether the table must have all records that a pack has. */
		isCountable(pack: NamedPack): boolean {
			return pack.batchIds.every(isAlive) && lossOf(pack) === undefined;
		},

		/** When packs must be checked again even without further writes. @param packs each with the end of its stretch */
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
