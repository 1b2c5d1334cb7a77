import { recordingsOf } from "../call-history/model.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import { tenantIdSchema } from "../directory/model.ts";
import type { StoredObject } from "../platform/bucket.ts";
import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import type { RetentionQueue } from "../platform/queue.ts";
import { dayMs } from "../time/model.ts";
import { folderOf } from "./model.ts";
import { type ReleaseDeps, releaseObjects } from "./release-objects.ts";

export interface SweepDeps extends ReleaseDeps {
	callHistoryReader: CallHistoryReader;
	retentionQueue: RetentionQueue;
}

/** Longer than an event may wait in the intake's queue and then in its dead-letter queue. */
const safeAgeMs = 30 * dayMs;
/** A name without a record is given this long for the record to appear. */
const namelessAfterMs = 2 * dayMs;
/** A thousand objects each: one task has about ten seconds of work. */
const pagesAtOnce = 5;
const lookupsAtOnce = 32;

/**
 * Checks a slice of the bucket, removes objects that no record has named for a long time, and queues the rest. Names
 * that their record does not confirm are removed as well.
 * @param after the key to continue after; by default it starts with the first
 */
export async function sweepRecordings(deps: SweepDeps, { after }: { after?: string | undefined }): Promise<void> {
	const now = deps.now();
	const since = await deps.objectNames.keptSince(now);
	let [examined, removed] = [0, 0];
	let place = after;
	for (let page = 0; page < pagesAtOnce; page++) {
		const { objects, more } = await deps.recordingFiles.listAfter(place);
		const old = objects.filter(({ storedAt }) => storedAt >= since && storedAt < now - safeAgeMs);
		const folders = Map.groupBy(old, ({ objectKey }) => folderOf(objectKey));
		for (const [folder, ofFolder] of folders) removed += await sweepFolder(deps, folder, ofFolder, now);
		examined += objects.length;
		place = more ? objects.at(-1)?.objectKey : undefined;
		if (place === undefined) break;
	}
	if (place !== undefined) await deps.retentionQueue.send([{ kind: "sweep-recordings", after: place }]);
	measure("recordings swept", { RecordingsSwept: removed }, { examined, removed, more: place !== undefined });
}

/** @returns how many objects it removed */
async function sweepFolder(deps: SweepDeps, folder: string | undefined, objects: StoredObject[], now: number) {
	const tenant = tenantIdSchema.safeParse(folder);
	// Objects outside of tenants' folders cannot be named.
	const unnamed = tenant.success ? await findUnnamed(deps, tenant.data, objects, now) : objects;
	const removed = tenant.success
		? await releaseObjects(deps, tenant.data, unnamed)
		: unnamed.map(({ objectKey }) => objectKey);
	if (!tenant.success) await deps.recordingFiles.delete(removed);
	for (const objectKey of removed) log("warn", "unreferenced recording removed", { objectKey });
	return removed.length;
}

async function findUnnamed(deps: SweepDeps, tenantId: string, objects: StoredObject[], now: number) {
	const unnamed: StoredObject[] = [];
	for (let start = 0; start < objects.length; start += lookupsAtOnce) {
		const some = objects.slice(start, start + lookupsAtOnce);
		const found = await Promise.all(
			some.map(async (object) => ({ object, names: await deps.objectNames.find({ tenantId, ...object }, now, false) })),
		);
		const callIds = new Set(found.flatMap(({ names }) => names.map(({ callId }) => callId)));
		const records = await deps.callHistoryReader.findRecords(tenantId, [...callIds]);
		const confirmed = new Set(
			records.flatMap((record) => recordingsOf(record).map(({ objectKey }) => `${record.callId} ${objectKey}`)),
		);
		for (const { object, names } of found) {
			const { objectKey } = object;
			const isStale = ({ callId, namedAt }: (typeof names)[number]) =>
				namedAt < now - namelessAfterMs && !confirmed.has(`${callId} ${objectKey}`);
			if (!names.every(isStale)) continue;
			for (const { callId, namedAt } of names) await deps.objectNames.remove({ tenantId, objectKey, callId }, namedAt);
			unnamed.push(object);
		}
	}
	return unnamed;
}
