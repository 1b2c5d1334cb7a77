import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import { type Editable, maySee, personalObstacle, toEditable } from "../correction/model.ts";
import { type Account, batchExpiresAt, type Directory } from "../directory/model.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import { recordingId } from "../recording/recording-id.ts";
import { createRowPresenter } from "../search/row.ts";
import { formatJst } from "../time/model.ts";
import type { Detail } from "./answer.ts";
import { type CallHistory, recordingsOf } from "./model.ts";

/** A record that the caller may see, with all that stands around it. */
export interface FoundRecord {
	account: Account;
	record: CallHistory;
	directory: Directory;
	editable: Editable;
	/** Epoch milliseconds from which the record is gone. */
	expiresAt: number;
}

export type FindDeps = Pick<Deps, "now" | "callHistoryReader">;
export type OpenDetailDeps = FindDeps & Pick<Deps, "trail">;

/**
 * Finds a record for a caller, in two round trips; so many, too, where there is none: how long that takes tells nothing of what is hidden.
 * @throws AppError `not-found` where there is none, it has expired, or is not theirs to see; `forbidden`
 */
export async function findRecord(deps: FindDeps, caller: Caller, callId: string): Promise<FoundRecord> {
	const { directory: own, record } = await deps.callHistoryReader.findForCaller(caller, callId);
	const account = authorize(own, caller);
	const referred = record ?? { tenantId: caller.tenantId, batchId: callId, campaignId: callId, customerId: callId };
	const { directory: around, latestCallId } = await deps.callHistoryReader.findSurroundings(referred, own.accounts);
	const batch = around.batches.get(referred.batchId);
	const expiresAt = batch ? batchExpiresAt(batch) : 0;
	const now = deps.now();
	if (!record || !maySee(account, record) || expiresAt <= now) {
		throw new AppError("not-found", "call-history-not-found", `no call history ${callId}`);
	}
	const accounts = new Map([...around.accounts, ...own.accounts]);
	const obstacle = personalObstacle(account, record, now) ?? (latestCallId === callId ? undefined : "not-latest");
	return { account, record, directory: { ...around, accounts }, editable: toEditable(obstacle), expiresAt };
}

/**
 * Opens the details of a record, which is kept in its trail once for each account and day: two units written, and one by which it is
 * found out that it was kept.
 * @throws AppError `not-found`, `forbidden`
 */
export async function getCallHistory(
	deps: OpenDetailDeps,
	{ caller, callId }: { caller: Caller; callId: string },
): Promise<Detail> {
	const found = await findRecord(deps, caller, callId);
	const { tenantId, accountId } = caller;
	await deps.trail.record(tenantId, { kind: "detail", at: deps.now(), accountId, callId });
	return toDetail(found);
}

export function toDetail({ record, directory, editable }: FoundRecord): Detail {
	const batch = directory.batches.get(record.batchId);
	const campaign = directory.campaigns.get(record.campaignId);
	const entry = { ...record, recordingSeconds: record.recording?.durationSeconds };
	return {
		...createRowPresenter(directory)(entry, editable),
		batchPeriod: { startsOn: batch?.startsOn ?? "", endsOn: batch?.endsOn ?? "" },
		remarks: record.remarks ?? null,
		altPhone: record.altPhone ?? null,
		resultOptions: campaign?.resultEntry ? campaign.results : null,
		recordings: recordingsOf(record).map((recording) => ({
			recordingId: recordingId(recording),
			durationSeconds: recording.durationSeconds,
			contentType: recording.contentType,
			storedAt: formatJst(recording.storedAt),
		})),
		version: record.version,
	};
}
