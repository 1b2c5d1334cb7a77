import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Service } from "electrodb";
import type { Correction } from "../correction/model.ts";
import { markedBefore, marksOf } from "../pack/model.ts";
import { AppError } from "../platform/errors.ts";
import { jstDate } from "../time/model.ts";
import { trailDay } from "../trail/schema.ts";
import { createCorrectionEntity, createLatestEntity, createRecordEntity } from "./entities.ts";
import { readFixed, writeFixed } from "./fixed.ts";
import { type CallHistory, type Expiring, isSameCall, type Recording } from "./model.ts";
import { correctionNumber, monthOf, phoneAreaOf, phoneKey } from "./schema.ts";

const conflictRetries = 8;
const correctable = ["altPhone", "talkedWith", "resultId", "nextActionType", "redialAt", "memo"] as const;
export type CallHistoryStore = ReturnType<typeof createCallHistoryStore>;

export function createCallHistoryStore(client: DynamoDBClient, table: string) {
	const records = createRecordEntity(client, table);
	const latest = createLatestEntity(client, table);
	const corrections = createCorrectionEntity(client, table);
	const all = new Service({ records, latest, corrections });

	return {
		/**
		 * Makes a record the latest of its (batch, customer), unless a later one is. To be called before {@link create}:
		 * from this moment on no older record can be corrected.
		 */
		async advanceLatest(record: CallHistory): Promise<void> {
			const { tenantId, batchId, customerId, callId, calledAt } = record;
			await latest
				.put({ tenantId, batchId, customerId, callId, calledAt })
				.where(
					(pointer, { notExists, lt, lte, eq }) =>
						`${notExists(pointer.callId)} OR ${lt(pointer.calledAt, calledAt)} OR (${eq(pointer.calledAt, calledAt)} AND ${lte(pointer.callId, callId)})`,
				)
				.go({ returnOnConditionCheckFailure: true });
		},

		/**
		 * Stores a new record; one that is there already stays as it is, with what was corrected since.
		 * @returns whether the call id had been taken, and if so, whether by the same call
		 */
		async create(record: Expiring<CallHistory>): Promise<"created" | "known" | "taken"> {
			const result = await records
				.put({ ...toAttributes(record), ...marksOf(record, record.storedAt) })
				.where((attribute, { notExists }) => notExists(attribute.callId))
				.go({ returnOnConditionCheckFailure: "all_old" });
			if (!result.rejected) return "created";
			const { data: stored } = result;
			if (!stored) return "taken";
			const call = { ...stored, ...readFixed(stored.fixed), agentId: stored.agentId || undefined };
			return isSameCall(call, record) ? "known" : "taken";
		},

		/**
		 * The later save wins, and of two at one time the greater key. Recordings of old calls are rare: a second write marks those.
		 * @returns "missing" where the call has not come in yet
		 */
		async saveRecording(
			{ tenantId, callId }: Pick<CallHistory, "tenantId" | "callId">,
			recording: Recording,
			savedAt: number,
			now: number,
		): Promise<"saved" | "missing"> {
			const oldBefore = markedBefore(now);
			const save = (marks: ReturnType<typeof marksOf> | undefined) =>
				records
					.patch({ tenantId, callId })
					.set({
						recordingKey: recording.objectKey,
						recordingContentType: recording.contentType,
						recordingSeconds: recording.durationSeconds,
						recordingSavedAt: savedAt,
						...marks,
					})
					.where((attribute, { notExists, lt, lte, gte, eq }) => {
						const inOrder = `${notExists(attribute.recordingSavedAt)} OR ${lt(attribute.recordingSavedAt, savedAt)} OR (${eq(attribute.recordingSavedAt, savedAt)} AND ${lte(attribute.recordingKey, recording.objectKey)})`;
						return marks ? inOrder : `(${inOrder}) AND ${gte(attribute.calledAt, oldBefore)}`;
					})
					.go({ returnOnConditionCheckFailure: "all_old" });

			let result = await save(undefined);
			if (result.rejected && result.data && result.data.calledAt < oldBefore) {
				result = await save(marksOf({ tenantId, calledAt: result.data.calledAt }, now));
			}
			return result.rejected && !result.data ? "missing" : "saved";
		},

		/**
		 * Corrects a record in one transaction: it must still have its version, and be the latest of its (batch, customer)
		 * at that very moment. What this very request has written already, and the answer was lost, is left as it is.
		 * @throws AppError `stale`, `conflict` (not-latest), `unavailable` (other writers all the time)
		 */
		async correct(
			before: CallHistory,
			after: CallHistory,
			correction: Correction & { requestId: string },
		): Promise<void> {
			const { tenantId, callId, batchId, customerId, version } = before;
			const attributes = { ...toAttributes(after), correctionReason: correction.reason };
			const cleared = [...correctable, "correctionReason" as const].filter((name) => attributes[name] === undefined);
			const { altPhone, talkedWith, resultId, nextActionType, redialAt, memo, updatedAt, updatedBy } = attributes;
			const values = { altPhone, talkedWith, resultId, nextActionType, redialAt, memo, updatedAt, updatedBy };
			const { reason: correctionReason, correctedAt: changedAt, requestId } = correction;
			const key = { tenantId, callId, number: correctionNumber(version + 1) };
			const set = { ...values, version: version + 1, changedAt, correctionReason, ...marksOf(before, changedAt) };
			for (let attempt = 0; attempt < conflictRetries; attempt++) {
				const result = await all.transaction
					.write((entities) => [
						entities.records
							.patch({ tenantId, callId })
							.set(set)
							.remove(cleared)
							.where((attribute, { eq }) => eq(attribute.version, version))
							.commit(),
						entities.latest
							.check({ tenantId, batchId, customerId })
							.where((pointer, { eq }) => eq(pointer.callId, callId))
							.commit(),
						entities.corrections
							.put({
								...key,
								requestId,
								correctedAt: correction.correctedAt,
								correctedBy: correction.correctedBy,
								reason: correction.reason,
								changes: JSON.stringify(correction.changes),
								trailDay: trailDay(tenantId, jstDate(correction.correctedAt)),
								trailAt: correction.correctedAt,
							})
							.commit(),
					])
					.go();
				if (!result.canceled) return;
				const [record, pointer] = result.data;
				if (record?.code === "ConditionalCheckFailed") {
					const { data: made } = await corrections.get(key).go({ consistent: true });
					if (made?.requestId === requestId) return;
					throw new AppError("stale", "stale", "the record has been changed in the meantime");
				}
				if (pointer?.code === "ConditionalCheckFailed") {
					throw new AppError("conflict", "not-latest", "a later record of this customer exists in the batch");
				}
				await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
			}
			throw new AppError("unavailable", "contended", "other writers kept the record or its pointer busy");
		},
	};
}

/** The stored attributes of a record, the ones that only the indexes need among them. */
export function toAttributes<Recorded extends CallHistory>(record: Recorded) {
	const { recording, nextAction, requestId, callerId, durationSeconds, createdAt, ...rest } = record;
	return {
		...rest,
		agentId: record.agentId ?? "",
		nextActionType: nextAction.type,
		redialAt: nextAction.type === "redial" ? nextAction.redialAt : undefined,
		fixed: writeFixed({ requestId, callerId, durationSeconds, createdAt }),
		recordingKey: recording?.objectKey,
		recordingContentType: recording?.contentType,
		recordingSeconds: recording?.durationSeconds,
		month: monthOf(record.calledAt),
		phoneArea: phoneAreaOf(record.phone),
		phoneAt: phoneKey(record.phone, record.calledAt),
	};
}
