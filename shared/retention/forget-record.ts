import { decodeRecord } from "../call-history/codec.ts";
import { recordingsOf } from "../call-history/model.ts";
import { fields } from "../call-history/schema.ts";
import { isTenantThere } from "../directory/is-tenant-there.ts";
import { batchExpiresAt } from "../directory/model.ts";
import type { Deps } from "../platform/deps.ts";
import type { Item } from "../platform/dynamodb.ts";
import { log } from "../platform/logger.ts";
import { type ReleaseDeps, releaseObjects } from "../recording/release-objects.ts";
import type { ForgetRecord } from "./model.ts";

export type ForgetDeps = ReleaseDeps & Pick<Deps, "expiries" | "packNotes">;

/**
 * Removes what belonged to a record: corrections, accesses, the pointer to it, and its recordings that no other names. Where the table deleted it by the
 * former end of a batch that lives on, the record is put back instead. Done again, it finds nothing more to do.
 */
export async function forgetRecord(deps: ForgetDeps, { item, byAge }: ForgetRecord): Promise<void> {
	const before = item as Item;
	const tenantId = before[fields.tenantId]?.S ?? "";
	const record = decodeRecord(before, tenantId);
	const { callId, batchId } = record;
	if (byAge) {
		const batch = { kind: "batch", id: batchId } as const;
		const { batches } = await deps.directoryReader.find(tenantId, [batch], { consistent: true });
		const end = batches.get(batchId);
		const expiresAt = end ? batchExpiresAt(end) : 0;
		const now = deps.now();
		if (expiresAt > now) {
			await deps.packNotes.written(tenantId, now);
			const restored = await deps.expiries.putBack(before, Math.ceil(expiresAt / 1000), now);
			return log("warn", "record put back", { tenantId, callId, batchId, restored });
		}
		await deps.packNotes.lost(tenantId, batchId, now);
	} else await deps.packNotes.written(tenantId, deps.now());
	const names = recordingsOf(record).map(({ objectKey }) => ({ tenantId, callId, objectKey }));
	// Looked up before the record is, so that what a record of the same id names from now on keeps its name.
	const namedAt = await deps.objectNames.findNamedAt(names);
	if (!(await deps.expiries.removeBelongings(record))) return;
	// What goes by age goes with its batch, and is hidden with it; of a single one packs have to hear.
	if (!byAge && (await isTenantThere(deps, tenantId))) await deps.expiries.leaveTombstone(record, deps.now());
	await Promise.all(
		names.map(async (name) => {
			const at = namedAt.get(name.objectKey);
			if (at !== undefined) await deps.objectNames.remove(name, at);
		}),
	);
	await releaseObjects(deps, tenantId, names);
	log("info", "record forgotten", { tenantId, callId });
}
