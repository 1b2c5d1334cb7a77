import { fields as f } from "../shared/call-history/schema.ts";
import type { Item } from "../shared/platform/dynamodb.ts";
import { tableKey } from "../shared/platform/keys.ts";

/** The minimum of decoding an index entry: each value by its name, without checks. */
export function directEntry(item: Item) {
	return {
		key: item[tableKey.pk]?.S,
		calledAt: Number(item[f.calledAt]?.N),
		campaignId: item[f.campaignId]?.S,
		batchId: item[f.batchId]?.S,
		customerListId: item[f.customerListId]?.S,
		callingGroupId: item[f.callingGroupId]?.S,
		customerId: item[f.customerId]?.S,
		name: item[f.name]?.S,
		kana: item[f.kana]?.S,
		phone: item[f.phone]?.S,
		agentId: item[f.agentId]?.S,
		talkedWith: item[f.talkedWith]?.S,
		resultId: item[f.resultId]?.S,
		fixed: JSON.parse(item[f.fixed]?.S ?? "[]"),
		nextActionType: item[f.nextActionType]?.S,
		redialAt: item[f.redialAt]?.N,
		memo: item[f.memo]?.S,
		recordingSeconds: item[f.recordingSeconds]?.N,
		updatedAt: item[f.updatedAt]?.N,
		updatedBy: item[f.updatedBy]?.S,
	};
}
