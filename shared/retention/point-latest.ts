import type { CallHistoryReader } from "../call-history/reader.ts";
import { recordsKeptUntil } from "../directory/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { Item } from "../platform/dynamodb.ts";
import { log } from "../platform/logger.ts";
import type { RetentionQueue } from "../platform/queue.ts";
import type { PointLatest } from "./model.ts";
import type { Pointers } from "./pointers.ts";
import { walkBatch } from "./walk-batch.ts";

export interface PointDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	callHistoryReader: CallHistoryReader;
	pointers: Pointers;
	retentionQueue: RetentionQueue;
}

/**
 * Finds the latest record of a customer in a live batch if its pointer is missing, or names a call that now belongs to
 * another customer. There is no index by customer, so it costs half a read unit for each record of the batch. Repeating
 * it changes nothing.
 */
export async function pointLatest(deps: PointDeps, task: PointLatest): Promise<void> {
	const { tenantId, batchId, customerId } = task;
	const { batches } = await deps.directoryReader.find(tenantId, [{ kind: "batch", id: batchId }], { consistent: true });
	const batch = batches.get(batchId);
	if (!batch || recordsKeptUntil(batch) <= deps.now()) return;
	if (!task.startKey) await deps.pointers.dropStale(tenantId, batchId, customerId);
	let pointed = 0;
	const { next } = await walkBatch(deps, { ...task, startKey: task.startKey as Item }, async (callIds) => {
		pointed += await deps.pointers.pointAt(tenantId, callIds, customerId);
	});
	log("info", "latest record pointed at", { tenantId, batchId, pointed, more: next !== undefined });
	if (next) await deps.retentionQueue.send([{ ...task, startKey: next }]);
}
