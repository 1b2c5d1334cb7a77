import { type FindDeps, findRecord } from "../call-history/get-call-history.ts";
import type { CallHistory } from "../call-history/model.ts";
import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import { displayJst } from "../time/model.ts";
import type { FileLink } from "./answer.ts";
import { downloadName } from "./download-name.ts";
import { signLink } from "./file-link.ts";

export const dispositions = ["inline", "attachment"] as const;
export type Disposition = (typeof dispositions)[number];

export type OpenDeps = FindDeps & Pick<Deps, "trail" | "recordingFiles">;

/**
 * Opens a recording: records the access, then signs a URL for it.
 * @throws AppError `not-found` (the record, or recording-not-found), `forbidden`
 */
export async function openRecording(
	deps: OpenDeps,
	{ caller, callId, disposition }: { caller: Caller; callId: string; disposition: Disposition },
): Promise<FileLink> {
	const { record, expiresAt: goneAt } = await findRecord(deps, caller, callId);
	const { recording } = record;
	if (!recording) throw new AppError("not-found", "recording-not-found", `call ${callId} has no recording`);
	const now = deps.now();
	const fileName = fileNameOf(record, recording.objectKey);
	await deps.trail.record(caller.tenantId, {
		...{ kind: "recording", at: now, accountId: caller.accountId },
		...{ callId, disposition },
	});
	const { objectKey, contentType } = recording;
	return signLink(deps.recordingFiles, { objectKey, contentType, fileName, disposition }, { now, goneAt });
}

function fileNameOf(record: CallHistory, objectKey: string): string {
	const time = displayJst(record.calledAt).replace(/[/:]/g, "").replace(" ", "-");
	const extension = /\.[A-Za-z0-9]{1,5}$/.exec(objectKey)?.[0] ?? "";
	return downloadName(["通話録音", time, record.name, record.phone], extension);
}
