import { type FindRecordDeps, findRecord } from "../call-history/find-record.ts";
import { type CallHistory, recordingsOf } from "../call-history/model.ts";
import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import type { FileSigner } from "../platform/files.ts";
import { displayJst } from "../time/model.ts";
import type { TrailWriter } from "../trail/writer.ts";
import type { FileLink } from "./answer.ts";
import { downloadName } from "./download-name.ts";
import { signLink } from "./file-link.ts";
import { recordingId } from "./recording-id.ts";

export const dispositions = ["inline", "attachment"] as const;
export type Disposition = (typeof dispositions)[number];

export interface OpenDeps extends FindRecordDeps {
	trail: TrailWriter;
	recordingSigner: FileSigner;
}

/**
 * Opens a recording of a call, the newest where none is chosen: records the access, then signs a URL for it.
 * @param chosenId a `recordingId` of the record
 * @throws AppError `not-found` (the record, or recording-not-found), `forbidden`
 */
export async function openRecording(
	deps: OpenDeps,
	{
		caller,
		callId,
		disposition,
		chosenId,
	}: { caller: Caller; callId: string; disposition: Disposition; chosenId?: string | undefined },
): Promise<FileLink> {
	const { record, expiresAt: goneAt } = await findRecord(deps, { caller, callId });
	const recordings = recordingsOf(record);
	const index = recordings.findLastIndex((one) => chosenId === undefined || recordingId(one) === chosenId);
	const recording = recordings[index];
	if (!recording) throw new AppError("recording-not-found", `call ${callId} has no such recording`);
	const now = deps.now();
	const { objectKey, contentType } = recording;
	const fileName = fileNameOf(record, objectKey, recordings.length > 1 ? index + 1 : undefined);
	await deps.trail.record(caller.tenantId, {
		kind: "recording",
		at: now,
		accountId: caller.accountId,
		callId,
		recordingId: recordingId(recording),
		disposition,
	});
	return signLink(deps.recordingSigner, { objectKey, contentType, fileName, disposition }, { now, goneAt });
}

/** @param number the recording's place if there are several: `…_09012345678_2.wav` */
function fileNameOf(record: CallHistory, objectKey: string, number: number | undefined): string {
	const time = displayJst(record.calledAt).replace(/[/:]/g, "").replace(" ", "-");
	const extension = /\.[A-Za-z0-9]{1,5}$/.exec(objectKey)?.[0] ?? "";
	const [name, phone] = [
		{ text: record.name, maxBytes: 120 },
		{ text: record.phone, maxBytes: 60 },
	];
	return downloadName(["通話録音", time, name, phone, number?.toString()], extension);
}
