import type { CallHistoryEntry } from "../call-history/model.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import { type Editable, personalObstacle, showNextAction, toEditable } from "../correction/model.ts";
import { type Account, type Directory, resultLabels } from "../directory/model.ts";
import { formatJst } from "../time/model.ts";
import type { Row } from "./answer.ts";

/** Makes rows of entries, for one directory. */
export function createRowPresenter(directory: Directory): (entry: CallHistoryEntry, editable: Editable) => Row {
	const labels = resultLabels(directory.campaigns.values());
	const named = (map: ReadonlyMap<string, { name: string }>, id: string | undefined) =>
		(id === undefined ? undefined : map.get(id)?.name) ?? null;
	return (entry, editable) => ({
		callId: entry.callId,
		calledAt: formatJst(entry.calledAt),
		campaignId: entry.campaignId,
		campaignName: named(directory.campaigns, entry.campaignId),
		batchId: entry.batchId,
		batchName: named(directory.batches, entry.batchId),
		customerListId: entry.customerListId ?? null,
		customerListName: named(directory.customerLists, entry.customerListId),
		callingGroupId: entry.callingGroupId ?? null,
		callingGroupName: named(directory.callingGroups, entry.callingGroupId),
		customerId: entry.customerId,
		callerId: entry.callerId ?? null,
		name: entry.name ?? null,
		kana: entry.kana ?? null,
		phone: entry.phone,
		agentId: entry.agentId ?? null,
		agentName: named(directory.accounts, entry.agentId),
		talkedWith: entry.talkedWith ?? null,
		resultId: entry.resultId ?? null,
		resultLabel: labels.get(entry.resultId ?? "") ?? null,
		durationSeconds: entry.durationSeconds,
		nextAction: showNextAction(entry.nextAction),
		memo: entry.memo ?? null,
		createdAt: formatJst(entry.createdAt),
		requestId: entry.requestId,
		recording: entry.recordingSeconds === undefined ? null : { durationSeconds: entry.recordingSeconds },
		updatedAt: formatJst(entry.updatedAt ?? entry.createdAt),
		updatedBy: entry.updatedBy ?? null,
		updatedByName: named(directory.accounts, entry.updatedBy),
		editable,
	});
}

/**
 * Tells of each entry whether the account may correct it. The pointers to the latest records are read only for those
 * that nothing else stands against.
 */
export async function findEditable(
	reader: Pick<CallHistoryReader, "findLatest">,
	tenantId: string,
	account: Account,
	entries: readonly CallHistoryEntry[],
	now: number,
): Promise<(entry: CallHistoryEntry) => Editable> {
	const inQuestion = entries.filter((entry) => !personalObstacle(account, entry, now));
	const latest = await reader.findLatest(
		inQuestion.map(({ batchId, customerId }) => ({ tenantId, batchId, customerId })),
	);
	return (entry) =>
		toEditable(personalObstacle(account, entry, now) ?? (latest.has(entry.callId) ? undefined : "not-latest"));
}
