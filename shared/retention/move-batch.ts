import { recordsKeptUntil } from "../directory/model.ts";
import type { Deps } from "../platform/deps.ts";
import type { Item } from "../platform/dynamodb.ts";
import { log } from "../platform/logger.ts";
import type { MoveBatch } from "./model.ts";
import { walkBatch } from "./walk-batch.ts";

export type MoveDeps = Pick<
	Deps,
	"now" | "directoryReader" | "callHistoryReader" | "expiries" | "pointers" | "retentionQueue" | "packNotes"
>;

/**
 * From one pass to the next. Longer than an intake that has read the former end takes to write its records, than a slice of
 * another move that has read it, and than a read of the table can be late.
 */
const settledAfterSeconds = 300;

/**
 * Sets the expiry of a slice of a batch's records, and hands the rest on. Records are seen by their batch's end and not by this:
 * it is what the table deletes them by. Done again, it writes nothing that is as it should be.
 */
export async function moveBatch(deps: MoveDeps, task: MoveBatch): Promise<void> {
	const { tenantId, batchId, endsOn, pass } = task;
	const { batches } = await deps.directoryReader.find(tenantId, [{ kind: "batch", id: batchId }], { consistent: true });
	const batch = batches.get(batchId);
	if (batch?.endsOn !== endsOn) return;
	const expiresAt = Math.ceil(recordsKeptUntil(batch) / 1000);
	// A batch that lives again after records of it had gone: packs that may hold them are to be made anew.
	if (pass === 1 && !task.startKey) await deps.packNotes.written(tenantId, deps.now());

	let moved = 0;
	let pointed = 0;
	const { examined, next: startKey } = await walkBatch(
		deps,
		{ ...task, startKey: task.startKey as Item },
		async (callIds) => {
			moved += await deps.expiries.setAll(tenantId, callIds, expiresAt);
			// Records that have gone took pointers with them, which those that are left may need now.
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
