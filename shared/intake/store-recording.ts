import type { Recording } from "../call-history/model.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import type { CallHistoryStore } from "../call-history/store.ts";
import type { RecordingStored } from "../incoming-event/model.ts";
import type { PackNotes } from "../pack/notes.ts";
import { backOff } from "../platform/pause.ts";
import { folderOf, maxRecordings, type ObjectName, withRecording } from "../recording/model.ts";
import type { ObjectNames } from "../recording/object-names.ts";
import type { Outcome } from "./model.ts";

export interface StoreRecordingDeps {
	now: () => number;
	callHistoryReader: CallHistoryReader;
	callHistories: CallHistoryStore;
	objectNames: ObjectNames;
	packNotes: PackNotes;
}

/** Longer than a removal can take, including writers that are about to name the object. */
const removalMs = 900_000;
const attempts = 8;
const applied: Outcome = { state: "applied" };

/**
 * Adds a recording to a call. The object is named before the record refers to it, and then checked for a removal mark:
 * a concurrent removal either sees the name or is seen (docs/decisions/018).
 */
export async function storeRecording(deps: StoreRecordingDeps, event: RecordingStored): Promise<Outcome> {
	const { tenantid: tenantId, time: storedAt } = event;
	const { callId, ...stored } = event.data;
	const name: ObjectName = { tenantId, callId, objectKey: stored.objectKey };
	if (!isOwn(name)) {
		const detail = `a recording of ${tenantId} must be stored under ${tenantId}/`;
		return { state: "rejected", reason: "foreign-object-key", detail };
	}
	await deps.packNotes.written(tenantId, deps.now());
	for (let attempt = 0; attempt < attempts; attempt++) {
		if (attempt > 0) await backOff(attempt, 10);
		const outcome = await addRecording(deps, name, { ...stored, storedAt });
		if (outcome) return outcome;
	}
	throw new Error(`others kept the recordings of call ${callId} busy`);
}

/** @returns undefined if the call's recordings were changed meanwhile */
async function addRecording(
	deps: StoreRecordingDeps,
	name: ObjectName,
	recording: Recording,
): Promise<Outcome | undefined> {
	const { objectNames, callHistories } = deps;
	const { tenantId, callId } = name;
	const [record, goneAt] = await Promise.all([
		deps.callHistoryReader.findRecordings(tenantId, callId),
		objectNames.findGoneAt(name, deps.now()),
	]);
	if (goneAt !== undefined) {
		if (recording.storedAt <= goneAt + removalMs) return lost(goneAt, deps.now());
		// Stored again since its removal.
		await objectNames.raise(name, deps.now());
	}
	if (!record) {
		await objectNames.reserve(name, deps.now());
		return { state: "waiting", reason: "call-unknown", detail: `call ${callId} has not arrived` };
	}
	const after = withRecording(record.recordings, recording);
	if (!after.includes(recording)) return applied;
	if (after.length > maxRecordings) {
		const detail = `call ${callId} has ${maxRecordings} recordings, and may have no more`;
		return { state: "rejected", reason: "too-many-recordings", detail };
	}
	await objectNames.add(name, deps.now());
	if ((await objectNames.findGoneAt(name, deps.now())) !== undefined) {
		await objectNames.takeBack(name, deps.now());
		return beingRemoved;
	}
	const isSet = await callHistories.setRecordings(
		{ ...record, tenantId, callId },
		record.recordings,
		after,
		deps.now(),
	);
	return isSet ? applied : undefined;
}

/** Handles an event about an object from before its removal. */
function lost(goneAt: number, now: number): Outcome {
	if (now < goneAt + removalMs) return beingRemoved;
	const at = new Date(goneAt).toISOString();
	const detail = `the object was removed at ${at}, with the last record that named it`;
	return { state: "rejected", reason: "recording-gone", detail };
}

const beingRemoved: Outcome = {
	state: "waiting",
	reason: "recording-being-removed",
	detail: "the object is being removed",
};

/** Whether an object is in its tenant's folder, by a path without `.` or `..`. */
function isOwn({ tenantId, objectKey }: ObjectName): boolean {
	const [, ...path] = objectKey.split("/");
	return folderOf(objectKey) === tenantId && path.at(-1) !== "" && !path.some((part) => part === "." || part === "..");
}
