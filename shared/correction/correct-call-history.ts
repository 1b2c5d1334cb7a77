import type { Detail } from "../call-history/answer.ts";
import { type FindDeps, type FoundRecord, findRecord, toDetail } from "../call-history/get-call-history.ts";
import type { CallHistory } from "../call-history/model.ts";
import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import { endOfJstDate, startOfJstDate } from "../time/model.ts";
import { applyRequest, type CorrectionRequest, changesBetween, valuesBefore } from "./model.ts";

export type CorrectDeps = FindDeps & Pick<Deps, "callHistories" | "packNotes">;

export interface CorrectCommand {
	caller: Caller;
	callId: string;
	/** Versions that the caller has seen; undefined = whichever it is. */
	versions: readonly number[] | undefined;
	request: CorrectionRequest;
	/** Of two requests of one id, the second is answered with what the first has made. */
	requestId: string;
	/** Whether there may have been another one. */
	repeatable: boolean;
}

/**
 * Corrects a call history. A request that changes nothing is answered like one that does, and leaves no trace.
 * @throws AppError `stale` (412), `conflict` (409: not-latest, not-today, …), `invalid`, `not-found`, `forbidden`
 */
export async function correctCallHistory(deps: CorrectDeps, command: CorrectCommand): Promise<Detail> {
	const { caller, callId, versions, request, requestId } = command;
	const found = await findRecord(deps, caller, callId);
	const { account, record, editable } = found;
	const made = command.repeatable && (await findMade(deps, command, found));
	if (made) return made;
	if (versions && !versions.includes(record.version)) {
		throw new AppError("stale", "stale", "the record has been changed in the meantime");
	}
	if (!editable.allowed) throw new AppError("conflict", editable.reason, "the record cannot be corrected");
	checkAgainstCampaign(found, request, deps.now());

	const values = applyRequest(record, request);
	const changes = changesBetween(record, values);
	if (changes.length === 0) return toDetail(found);
	// Machines' clocks differ: what is later by its version is never earlier by its time.
	const correctedAt = Math.max(deps.now(), record.changedAt);
	const after: CallHistory = {
		...record,
		altPhone: undefined,
		talkedWith: undefined,
		resultId: undefined,
		memo: undefined,
		...values,
		version: record.version + 1,
		updatedAt: correctedAt,
		updatedBy: account.accountId,
		changedAt: correctedAt,
	};
	const reason = request.reason?.trim() || undefined;
	await deps.packNotes.written(record.tenantId, correctedAt);
	await deps.callHistories.correct(record, after, {
		correctedAt,
		correctedBy: account.accountId,
		reason,
		changes,
		requestId,
	});
	return toDetail({ ...found, record: after });
}

/** What this very request has made of the record already: the record as it was then, whatever others have corrected since. */
async function findMade(
	{ callHistoryReader }: CorrectDeps,
	{ caller, callId, versions, requestId }: CorrectCommand,
	found: FoundRecord,
): Promise<Detail | undefined> {
	const { record } = found;
	const first = versions ? Math.min(...versions) + 1 : 1;
	if (first > record.version || versions?.includes(record.version)) return undefined;
	const since = await callHistoryReader.findCorrectionsSince(caller.tenantId, callId, first);
	const index = since.findIndex((correction) => correction.requestId === requestId);
	const own = since[index];
	if (!own) return undefined;
	const { correctedAt: updatedAt, correctedBy: updatedBy } = own;
	const before = valuesBefore(since.slice(index + 1)) as Partial<CallHistory>;
	return toDetail({ ...found, record: { ...record, ...before, version: first + index, updatedAt, updatedBy } });
}

/** What depends on the campaign and the batch. A value that stays as it was is never at fault. */
function checkAgainstCampaign({ record, directory }: FoundRecord, request: CorrectionRequest, now: number): void {
	const { resultId, nextAction } = request;
	if (resultId !== undefined && resultId !== record.resultId) {
		const campaign = directory.campaigns.get(record.campaignId);
		if (!campaign?.resultEntry) throw invalid("/resultId", "result-entry-off");
		const known = campaign.results.some((result) => result.resultId === resultId);
		if (!known) throw invalid("/resultId", "result-not-of-campaign");
	}
	if (nextAction?.type === "redial") {
		const { nextAction: before } = record;
		if (before.type === "redial" && before.redialAt === nextAction.redialAt) return;
		const batch = directory.batches.get(record.batchId);
		if (nextAction.redialAt <= now) throw invalid("/nextAction/redialAt", "redial-in-past");
		const inBatch =
			batch &&
			nextAction.redialAt >= startOfJstDate(batch.startsOn) &&
			nextAction.redialAt < endOfJstDate(batch.endsOn);
		if (!inBatch) throw invalid("/nextAction/redialAt", "redial-outside-batch");
	}
}

function invalid(pointer: string, code: string): AppError {
	return new AppError("invalid", "invalid-request", `${pointer}: ${code}`, { errors: [{ pointer, code }] });
}
