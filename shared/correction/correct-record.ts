import { valuesBefore } from "../call-history/correction-model.ts";
import type { FindRecordDeps, FoundRecord } from "../call-history/find-record.ts";
import type { CallHistory } from "../call-history/model.ts";
import type { CallHistoryStore } from "../call-history/store.ts";
import type { PackNotes } from "../pack/notes.ts";
import type { CorrectableRequest } from "./model.ts";
import { planCorrection } from "./plan-correction.ts";

export interface CorrectDeps extends FindRecordDeps {
	callHistories: CallHistoryStore;
	packNotes: PackNotes;
}

export interface CorrectRecordCommand {
	/** Versions that the caller has seen; undefined = any. */
	versions: readonly number[] | undefined;
	request: CorrectableRequest;
	reason: string | undefined;
	/** If two requests have the same id, the second returns the first one's result. */
	requestId: string;
	/** Whether the request may be a repetition. */
	repeatable: boolean;
}

/**
 * Corrects a record that was found. A request that changes nothing leaves no trace.
 * @returns the record after the request
 * @throws AppError `stale`, `conflict` (not-latest, not-today, …), `invalid`, `unavailable` (constant contention)
 */
export async function correctRecord(
	deps: CorrectDeps,
	found: FoundRecord,
	command: CorrectRecordCommand,
): Promise<CallHistory> {
	const { account, record } = found;
	const earlier = command.repeatable && (await findEarlierResult(deps, command, record));
	if (earlier) return earlier;
	const { values, changes } = planCorrection(found, command.request, command.versions, deps.now());
	if (changes.length === 0) return record;
	// Machines' clocks differ: a later version must never have an earlier time.
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
	await deps.packNotes.written(record.tenantId, correctedAt);
	await deps.callHistories.correct(record, after, {
		correctedAt,
		correctedBy: account.accountId,
		reason: command.reason?.trim() || undefined,
		changes,
		requestId: command.requestId,
	});
	return after;
}

/** The record as an earlier attempt at this request left it, whatever others have corrected since. */
async function findEarlierResult(
	{ callHistoryReader }: CorrectDeps,
	{ versions, requestId }: CorrectRecordCommand,
	record: CallHistory,
): Promise<CallHistory | undefined> {
	const first = versions ? Math.min(...versions) + 1 : 1;
	if (first > record.version || versions?.includes(record.version)) return undefined;
	const since = await callHistoryReader.findCorrectionsSince(record.tenantId, record.callId, first);
	const index = since.findIndex((correction) => correction.requestId === requestId);
	const own = since[index];
	if (!own) return undefined;
	const { correctedAt: updatedAt, correctedBy: updatedBy } = own;
	const before = valuesBefore(since.slice(index + 1)) as Partial<CallHistory>;
	return { ...record, ...before, version: first + index, updatedAt, updatedBy };
}
