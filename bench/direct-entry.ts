import { fields as f } from "../shared/call-history/schema.ts";
import type { Item } from "../shared/platform/dynamodb.ts";
import { tableKey } from "../shared/platform/keys.ts";

/** The least that decoding an entry of a wide index can be: each value by its name, nothing looked at. */
export function directEntry(item: Item) {
	return {
		key: item[tableKey.pk]?.S,
		calledAt: Number(item[f.calledAt]?.N),
		requestId: item[f.requestId]?.S,
		campaignId: item[f.campaignId]?.S,
		batchId: item[f.batchId]?.S,
		customerListId: item[f.customerListId]?.S,
		callingGroupId: item[f.callingGroupId]?.S,
		customerId: item[f.customerId]?.S,
		callerId: item[f.callerId]?.S,
		name: item[f.name]?.S,
		kana: item[f.kana]?.S,
		phone: item[f.phone]?.S,
		agentId: item[f.agentId]?.S,
		talkedWith: item[f.talkedWith]?.S,
		resultId: item[f.resultId]?.S,
		durationSeconds: Number(item[f.durationSeconds]?.N),
		nextActionType: item[f.nextActionType]?.S,
		redialAt: item[f.redialAt]?.N,
		memo: item[f.memo]?.S,
		createdAt: Number(item[f.createdAt]?.N),
		recordingSeconds: item[f.recordingSeconds]?.N,
		updatedAt: item[f.updatedAt]?.N,
		updatedBy: item[f.updatedBy]?.S,
	};
}
