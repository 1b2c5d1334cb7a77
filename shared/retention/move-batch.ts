import type { CallHistoryReader } from "../call-history/reader.ts";
import { recordsKeptUntil } from "../directory/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { PackNotes } from "../pack/notes.ts";
import type { Item } from "../platform/dynamodb.ts";
import { log } from "../platform/logger.ts";
import type { RetentionQueue } from "../platform/queue.ts";
import type { Expiries } from "./expiries.ts";
import type { MoveBatch } from "./model.ts";
import type { Pointers } from "./pointers.ts";
import { walkBatch } from "./walk-batch.ts";

export interface MoveDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	callHistoryReader: CallHistoryReader;
	expiries: Expiries;
	pointers: Pointers;
	retentionQueue: RetentionQueue;
	packNotes: PackNotes;
}

/**
 * The pause between the passes: longer than the index lag, and longer than an intake or another move that has read the
 * old end can still write.
 */
const settledAfterSeconds = 300;

/**
 * Sets the expiry of a slice of a batch's records, and queues the rest. Only deletion depends on it; visibility follows
 * the batch's end. Repeating it writes nothing that is already right.
 */
export async function moveBatch(deps: MoveDeps, task: MoveBatch): Promise<void> {
	const { tenantId, batchId, endsOn, pass } = task;
	const { batches } = await deps.directoryReader.find(tenantId, [{ kind: "batch", id: batchId }], { consistent: true });
	const batch = batches.get(batchId);
	if (batch?.endsOn !== endsOn) return;
	const expiresAt = Math.ceil(recordsKeptUntil(batch) / 1000);
	// The batch was revived after some of its records had been deleted: packs that may hold them must be rebuilt.
	if (pass === 1 && !task.startKey) await deps.packNotes.written(tenantId, deps.now());

	let moved = 0;
	let pointed = 0;
	const { examined, next: startKey } = await walkBatch(
		deps,
		{ ...task, startKey: task.startKey as Item },
		async (callIds) => {
			moved += await deps.expiries.setAll(tenantId, callIds, expiresAt);
			// Pointers were removed with deleted records; the remaining ones may need them.
			if (batch.revivedAt !== undefined) pointed += await deps.pointers.pointAt(tenantId, callIds);
		},
	);

	log("info", "batch moved", {
		tenantId,
		batchId,
		endsOn,
		pass,
		examined,
		moved,
		pointed,
		more: startKey !== undefined,
	});
	if (startKey) await deps.retentionQueue.send([{ ...task, startKey }]);
	else if (pass === 1) {
		await deps.retentionQueue.send([{ ...task, startKey: undefined, pass: 2 }], settledAfterSeconds);
	}
}
