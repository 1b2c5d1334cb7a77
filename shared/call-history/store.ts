import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoDbClient, tableName } from "../platform/dynamodb.ts";
import { composed } from "../platform/provider.ts";
import { createCorrectionStore } from "./correction-store.ts";
import { createCorrectionEntity, createLatestEntity, createRecordEntity } from "./entities.ts";
import { marksOf } from "./marks-model.ts";
import type { CallHistory, Expiring, Recording } from "./model.ts";
import { correctable, toAttributes } from "./record-attributes.ts";
import { recordingAttributes } from "./recording-attributes.ts";

/** Members that a call may lack. */
const optional = [...correctable, "customerListId", "callingGroupId", "name", "kana", "remarks"] as const;
const absent = Object.fromEntries(optional.map((name) => [name, undefined]));
export type CallHistoryStore = ReturnType<typeof createCallHistoryStore>;

function createCallHistoryStore(client: DynamoDBClient, table: string) {
	const records = createRecordEntity(client, table);
	const latest = createLatestEntity(client, table);
	return {
		/**
		 * Makes a record the latest of its (batch, customer), unless a later one is. Must be called before {@link create}:
		 * from then on no older record can be corrected.
		 */
		async advanceLatest(record: CallHistory): Promise<void> {
			const { tenantId, batchId, customerId, callId, calledAt } = record;
			await latest
				.put({ tenantId, batchId, customerId, callId, calledAt })
				.where((pointer, { notExists, lt, lte, eq }) => {
					const isEarlier = `${notExists(pointer.callId)} OR ${lt(pointer.calledAt, calledAt)}`;
					return `${isEarlier} OR (${eq(pointer.calledAt, calledAt)} AND ${lte(pointer.callId, callId)})`;
				})
				.go({ returnOnConditionCheckFailure: true });
		},

		/**
		 * Undoes {@link advanceLatest} for a record that was not stored after all; the stream's consumer then sets the
		 * pointer again.
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
		 * Replaces the content of an uncorrected record with that of another call with the same id; its recordings stay.
		 * @returns false if it has been changed since
		 */
		async replace(before: CallHistory, after: Expiring<CallHistory>): Promise<boolean> {
			const { tenantId, callId } = after;
			const { data: present } = await records.get({ tenantId, callId }).go({ consistent: true });
			if (!present) return false;
			const { storedAt, ...content } = toAttributes(after);
			const { recordingKey, recordingContentType, recordingSeconds, recordingSavedAt, olderRecordings } = present;
			const recorded = { recordingKey, recordingContentType, recordingSeconds, recordingSavedAt, olderRecordings };
			const { rejected } = await records
				.put({ ...present, ...absent, ...content, ...recorded, ...marksOf(before, storedAt) })
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
		 * Replaces a record's recordings. If that changes the length shown in its row, and a pack may hold the old one, the
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

		correct: createCorrectionStore({ records, latest, corrections: createCorrectionEntity(client, table) }),
	};
}

export const callHistories = composed(createCallHistoryStore, dynamoDbClient, tableName);
