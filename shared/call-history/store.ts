import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Service } from "electrodb";
import { dynamoDbClient, tableName } from "../platform/dynamodb.ts";
import { AppError } from "../platform/errors.ts";
import { backOff } from "../platform/pause.ts";
import { composed } from "../platform/provider.ts";
import { jstDate } from "../time/model.ts";
import type { Correction } from "./correction-model.ts";
import { createCorrectionEntity, createLatestEntity, createRecordEntity } from "./entities.ts";
import { writeFixed } from "./fixed.ts";
import { marksOf } from "./marks-model.ts";
import { type CallHistory, type Expiring, type Recording, recordingsOf } from "./model.ts";
import { recordingAttributes } from "./recording-attributes.ts";
import { correctionNumber, monthOf, phoneKeys, trailDay } from "./schema.ts";

const conflictRetries = 8;
const correctable = ["altPhone", "talkedWith", "resultId", "nextActionType", "redialAt", "memo"] as const;
/** Members that a call may lack. */
const optional = [...correctable, "customerListId", "callingGroupId", "name", "kana", "remarks"] as const;
const unsaid = Object.fromEntries(optional.map((name) => [name, undefined]));
export type CallHistoryStore = ReturnType<typeof createCallHistoryStore>;

function createCallHistoryStore(client: DynamoDBClient, table: string) {
	const records = createRecordEntity(client, table);
	const latest = createLatestEntity(client, table);
	const corrections = createCorrectionEntity(client, table);
	const all = new Service({ records, latest, corrections });

	return {
		/**
		 * Makes a record the latest of its (batch, customer), unless a later one is. Must be called before {@link create}:
		 * from then on no older record can be corrected.
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
		 * Undoes {@link advanceLatest} for a record that was not stored after all; the stream then has the pointer set
		 * again.
		 */
		async retractLatest({ tenantId, batchId, customerId, callId, calledAt }: CallHistory): Promise<void> {
			await latest
				.delete({ tenantId, batchId, customerId })
				.where((pointer, { eq }) => `${eq(pointer.callId, callId)} AND ${eq(pointer.calledAt, calledAt)}`)
				.go({ returnOnConditionCheckFailure: true });
		},

		/** Stores a new record. @returns false if its id is taken; the existing record stays as it is */
		async create(record: Expiring<CallHistory>): Promise<boolean> {
			const { rejected } = await records
				.put({ ...toAttributes(record), ...marksOf(record, record.storedAt) })
				.where((attribute, { notExists }) => notExists(attribute.callId))
				.go({ returnOnConditionCheckFailure: true });
			return !rejected;
		},

		/**
		 * Replaces the content of an uncorrected record by that of another call with the same id; its recordings stay.
		 * @returns false if it has been changed since
		 */
		async replace(before: CallHistory, after: Expiring<CallHistory>): Promise<boolean> {
			const { tenantId, callId } = after;
			const { data: present } = await records.get({ tenantId, callId }).go({ consistent: true });
			if (!present) return false;
			const { storedAt, ...said } = toAttributes(after);
			const { recordingKey, recordingContentType, recordingSeconds, recordingSavedAt, olderRecordings } = present;
			const recorded = { recordingKey, recordingContentType, recordingSeconds, recordingSavedAt, olderRecordings };
			const { rejected } = await records
				.put({ ...present, ...unsaid, ...said, ...recorded, ...marksOf(before, storedAt) })
				.where((attribute, { eq, notExists }) =>
					[
						eq(attribute.version, 0),
						eq(attribute.precedence, before.precedence ?? ""),
						recordingSavedAt === undefined
							? notExists(attribute.recordingSavedAt)
							: eq(attribute.recordingSavedAt, recordingSavedAt),
						olderRecordings === undefined
							? notExists(attribute.olderRecordings)
							: eq(attribute.olderRecordings, olderRecordings),
					].join(" AND "),
				)
				.go({ returnOnConditionCheckFailure: true });
			return !rejected;
		},

		/**
		 * Replaces a record's recordings. If its row shows another length then, and a pack may hold the former one, the
		 * record is marked.
		 * @param before as they were read, in order
		 * @returns false if they have changed since, or the record is gone
		 */
		async setRecordings(
			{ tenantId, callId, calledAt }: Pick<CallHistory, "tenantId" | "callId" | "calledAt">,
			before: readonly Recording[],
			after: readonly Recording[],
			now: number,
		): Promise<boolean> {
			const [known, next] = [recordingAttributes(before), recordingAttributes(after)];
			const isShown = next.recordingSeconds !== known.recordingSeconds;
			const { rejected } = await records
				.patch({ tenantId, callId })
				.set({ ...next, ...(isShown ? marksOf({ tenantId, calledAt }, now) : {}) })
				.where((attribute, { eq, notExists }) =>
					Object.entries(known)
						.map(([name, value]) => {
							const stored = attribute[name as keyof typeof known];
							return value === undefined ? notExists(stored) : eq(stored, value);
						})
						.join(" AND "),
				)
				.go({ returnOnConditionCheckFailure: true });
			return !rejected;
		},

		/**
		 * Corrects a record in one transaction: it must still have its version and be the latest of its (batch, customer).
		 * If the same request has already done so and its answer was lost, nothing is written.
		 * @throws AppError `stale`, `conflict` (not-latest), `unavailable` (constant contention)
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
							// A record that is being restored after it was taken in again briefly lacks its corrections.
							.where((attribute, { notExists }) => notExists(attribute.number))
							.commit(),
					])
					.go();
				if (!result.canceled) return;
				const [record, pointer] = result.data;
				if (record?.code === "ConditionalCheckFailed") {
					const { data: made } = await corrections.get(key).go({ consistent: true });
					if (made?.requestId === requestId) return;
					throw new AppError("stale", "the record has been changed in the meantime");
				}
				if (pointer?.code === "ConditionalCheckFailed") {
					throw new AppError("not-latest", "a later record of this customer exists in the batch");
				}
				await backOff(attempt, 10);
			}
			throw new AppError("contended", "other writers kept the record or its pointer busy");
		},
	};
}

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

export const callHistories = composed(createCallHistoryStore, dynamoDbClient, tableName);
