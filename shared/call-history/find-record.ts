import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import { type Account, batchExpiresAt, type Directory } from "../directory/model.ts";
import { AppError } from "../platform/errors.ts";
import { type Editable, maySee, personalObstacle, toEditable } from "./editable-model.ts";
import type { CallHistory } from "./model.ts";
import type { CallHistoryReader } from "./reader.ts";
import type { Referring } from "./surroundings.ts";

/** A record that the caller may see, with everything it refers to. */
export interface FoundRecord {
	account: Account;
	record: CallHistory;
	directory: Directory;
	editable: Editable;
	/** Epoch milliseconds from which the record is gone. */
	expiresAt: number;
}

export interface FindRecordDeps {
	now: () => number;
	callHistoryReader: CallHistoryReader;
}

/**
 * Finds a record for a caller, with the names of everything it refers to.
 * @throws AppError `not-found` if it does not exist, has expired, or is not visible to the caller; `forbidden`
 */
export async function findRecord(
	deps: FindRecordDeps,
	{ caller, callId }: { caller: Caller; callId: string },
): Promise<FoundRecord> {
	const found = await findRecords(deps, caller, [callId], (record) => record);
	return found.get(callId) ?? notFound(callId);
}

/**
 * Finds records for a caller, always in two round trips, so that the time taken does not reveal hidden records.
 * @param toReferring which of a record's references to read
 * @returns by id, without records that are missing, expired, or not visible to the caller
 * @throws AppError `forbidden`
 */
export async function findRecords(
	deps: FindRecordDeps,
	caller: Caller,
	callIds: readonly string[],
	toReferring: (record: CallHistory) => Referring,
): Promise<Map<string, FoundRecord>> {
	const { tenantId } = caller;
	const { directory: own, records } = await deps.callHistoryReader.findForCaller(caller, callIds);
	const account = authorize(own, caller);
	const byId = new Map(records.map((record) => [record.callId, record]));
	const referring = callIds.map((callId): Referring => {
		const record = byId.get(callId);
		return record ? toReferring(record) : { tenantId, batchId: callId, campaignId: callId, customerId: callId };
	});
	const surroundings = await deps.callHistoryReader.findSurroundings(tenantId, referring, own.accounts);
	const { directory: around, latest } = surroundings;
	const directory = { ...around, accounts: new Map([...around.accounts, ...own.accounts]) };
	const now = deps.now();
	const seen = records.flatMap((record): [string, FoundRecord][] => {
		const { callId } = record;
		const batch = directory.batches.get(record.batchId);
		const expiresAt = batch ? batchExpiresAt(batch) : 0;
		if (!maySee(account, record) || expiresAt <= now) return [];
		const obstacle = personalObstacle(account, record, now) ?? (latest.has(callId) ? undefined : "not-latest");
		return [[callId, { account, record, directory, editable: toEditable(obstacle), expiresAt }]];
	});
	return new Map(seen);
}

/** @throws AppError `not-found` */
export function notFound(callId: string): never {
	throw new AppError("call-history-not-found", `no call history ${callId}`);
}
