import { decodeRecord } from "../call-history/codec.ts";
import { recordingsOf } from "../call-history/model.ts";
import { fields } from "../call-history/schema.ts";
import { type Batch, recordsKeptUntil } from "../directory/model.ts";
import type { PackNotes } from "../pack/notes.ts";
import type { Item } from "../platform/dynamodb.ts";
import { log } from "../platform/logger.ts";
import type { RetentionQueue } from "../platform/queue.ts";
import { type ReleaseDeps, releaseObjects } from "../recording/release-objects.ts";
import type { Expiries } from "./expiries.ts";
import { type ForgetRecord, requestsEndAfterSeconds } from "./model.ts";
import type { Pointers } from "./pointers.ts";

export interface ForgetDeps extends ReleaseDeps {
	expiries: Expiries;
	pointers: Pointers;
	packNotes: PackNotes;
	retentionQueue: RetentionQueue;
}

/**
 * Removes what belonged to a record: corrections, accesses, the pointer to it, and its recordings that no other record
 * names. If the table deleted it because of an outdated batch end, the record is restored instead. Repeating this is
 * harmless.
 */
export async function forgetRecord(deps: ForgetDeps, task: ForgetRecord): Promise<void> {
	const { byAge, deletedAt, settled } = task;
	const before = task.item as Item;
	const tenantId = before[fields.tenantId]?.S ?? "";
	const record = decodeRecord(before, tenantId);
	const { callId, batchId } = record;
	const now = deps.now();
	const references = [{ kind: "tenant" }, { kind: "batch", id: batchId }] as const;
	const { batches, tenant } = await deps.directoryReader.find(tenantId, references, { consistent: true });
	const batch = batches.get(batchId);
	if (byAge) {
		if (batch && livedOn(batch, deletedAt, now)) {
			await Promise.all([deps.packNotes.written(tenantId, now), deps.pointers.advance(before)]);
			const restored = await deps.expiries.putBack(before, Math.ceil(recordsKeptUntil(batch) / 1000), now);
			return log("warn", "record put back", { tenantId, callId, batchId, restored });
		}
		if (!settled && batch && mayBeInUse(batch, deletedAt)) {
			return deps.retentionQueue.send([{ ...task, settled: true }], requestsEndAfterSeconds);
		}
		if (tenant) await deps.packNotes.lost(tenantId, batchId, now);
	} else if (tenant) await deps.packNotes.written(tenantId, now);
	const names = recordingsOf(record).map(({ objectKey }) => ({ tenantId, callId, objectKey }));
	// Looked up before the record, so that names added later by a new record with the same id are kept.
	const namedAt = await deps.objectNames.findNamedAt(names);
	if (!(await deps.expiries.removeBelongings(record))) return;
	// Expired records are hidden with their batch; a single deletion has to be marked for packs.
	if (!byAge && tenant) await deps.expiries.leaveTombstone(record, now);
	await Promise.all(
		names.map(async (name) => {
			const at = namedAt.get(name.objectKey);
			if (at !== undefined) await deps.objectNames.remove(name, at);
		}),
	);
	await releaseObjects(deps, tenantId, names);
	log("info", "record forgotten", { tenantId, callId });
}

/** Whether a record was visible within the last seconds before its deletion. */
function mayBeInUse(batch: Batch, deletedAt: number): boolean {
	const hiddenForSeconds = (deletedAt - recordsKeptUntil(batch)) / 1000;
	return hiddenForSeconds > -1 && hiddenForSeconds < requestsEndAfterSeconds;
}

/**
 * Whether a record was deleted while its batch lived. The answer stays the same after belongings are removed: a batch
 * that is revived after its end records the moment.
 */
function livedOn(batch: Batch, deletedAt: number, now: number): boolean {
	return recordsKeptUntil(batch) > now && deletedAt >= (batch.revivedAt ?? 0);
}
