import type { Deps } from "../platform/deps.ts";
import type { Outcome, RecordingStored } from "./model.ts";

/** Names a recording in the record of its call. */
export async function storeRecording(
	{ now, callHistories, packNotes }: Pick<Deps, "now" | "callHistories" | "packNotes">,
	event: RecordingStored,
): Promise<Outcome> {
	const { callId, ...recording } = event.data;
	const tenantId = event.tenantid;
	const folders = recording.objectKey.split("/");
	if (folders.length < 2 || folders[0] !== tenantId || folders.includes("..")) {
		const detail = `a recording of ${tenantId} must lie under ${tenantId}/`;
		return { state: "rejected", reason: "foreign-object-key", detail };
	}
	const writtenAt = now();
	await packNotes.written(tenantId, writtenAt);
	const outcome = await callHistories.saveRecording({ tenantId, callId }, recording, event.time, writtenAt);
	if (outcome === "saved") return { state: "applied" };
	return { state: "waiting", reason: "call-unknown", detail: `call ${callId} has not come in` };
}
