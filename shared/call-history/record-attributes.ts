import { writeFixed } from "./fixed.ts";
import { type CallHistory, recordingsOf } from "./model.ts";
import { recordingAttributes } from "./recording-attributes.ts";
import { monthOf, phoneKeys } from "./schema.ts";

/** Attributes that a correction may change, besides those that record who made it. */
export const correctable = ["altPhone", "talkedWith", "resultId", "nextActionType", "redialAt", "memo"] as const;

/** The stored attributes of a record, including those that only indexes need. */
export function toAttributes<Recorded extends CallHistory>(record: Recorded) {
	const {
		recording: _,
		olderRecordings: __,
		nextAction,
		requestId,
		callerId,
		durationSeconds,
		createdAt,
		...rest
	} = record;
	return {
		...rest,
		agentId: record.agentId ?? "",
		nextActionType: nextAction.type,
		redialAt: nextAction.type === "redial" ? nextAction.redialAt : undefined,
		fixed: writeFixed({ requestId, callerId, durationSeconds, createdAt }),
		...recordingAttributes(recordingsOf(record)),
		month: monthOf(record.calledAt),
		...phoneKeys(record.phone, record.calledAt),
	};
}
