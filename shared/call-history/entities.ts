import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { tableKey } from "../platform/keys.ts";
import { batchIndex, fields as f, type IndexName, indexKeyFields as index, templates, trailIndex } from "./schema.ts";

const { pk, sk } = tableKey;
const asIs = { casing: "none" } as const;

/** A call history and its indexes. */
export function createRecordEntity(client: DynamoDBClient, table: string) {
	const calledAtKey = { field: f.calledAt, composite: ["calledAt"], template: templates.month.sk } as const;
	return new Entity(
		{
			model: { entity: "c", version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true, field: f.tenantId },
				callId: { type: "string", required: true, field: f.callId },
				calledAt: { type: "number", required: true, field: f.calledAt },
				campaignId: { type: "string", required: true, field: f.campaignId },
				batchId: { type: "string", required: true, field: f.batchId },
				customerListId: { type: "string", field: f.customerListId },
				callingGroupId: { type: "string", field: f.callingGroupId },
				customerId: { type: "string", required: true, field: f.customerId },
				name: { type: "string", field: f.name },
				kana: { type: "string", field: f.kana },
				phone: { type: "string", required: true, field: f.phone },
				altPhone: { type: "string", field: f.altPhone },
				remarks: { type: "string", field: f.remarks },
				agentId: { type: "string", required: true, field: f.agentId },
				talkedWith: { type: ["self", "other"] as const, field: f.talkedWith },
				resultId: { type: "string", field: f.resultId },
				fixed: { type: "string", required: true, field: f.fixed },
				nextActionType: { type: ["continue", "redial", "done"] as const, required: true, field: f.nextActionType },
				redialAt: { type: "number", field: f.redialAt },
				memo: { type: "string", field: f.memo },
				recordingKey: { type: "string", field: f.recordingKey },
				recordingContentType: { type: "string", field: f.recordingContentType },
				recordingSeconds: { type: "number", field: f.recordingSeconds },
				recordingSavedAt: { type: "number", field: f.recordingSavedAt },
				olderRecordings: { type: "string", field: f.olderRecordings },
				version: { type: "number", required: true, field: f.version },
				updatedAt: { type: "number", field: f.updatedAt },
				updatedBy: { type: "string", field: f.updatedBy },
				correctionReason: { type: "string", field: f.correctionReason },
				storedAt: { type: "number", required: true, field: f.storedAt },
				changedAt: { type: "number", required: true, field: f.changedAt },
				precedence: { type: "string", field: f.precedence },
				marks: { type: "string", field: f.marks },
				markedAt: { type: "number", field: f.markedAt },
				expiresAt: { type: "number", required: true, field: f.expiresAt },
				month: { type: "string", required: true, field: f.month },
				phoneArea: { type: "string", required: true, field: f.phoneArea },
				phoneAt: { type: "string", required: true, field: index.phoneAt },
			},
			indexes: {
				record: {
					pk: { field: pk, composite: ["tenantId", "callId"], template: templates.record.pk, ...asIs },
					sk: { field: sk, composite: [], template: templates.record.sk, ...asIs },
				},
				month: {
					index: "by-time" satisfies IndexName,
					pk: { field: index.month, composite: ["tenantId", "month"], template: templates.month.pk, ...asIs },
					sk: calledAtKey,
				},
				batch: {
					index: batchIndex.name,
					pk: { field: index.batch, composite: ["tenantId", "batchId"], template: templates.batch.pk, ...asIs },
					sk: calledAtKey,
				},
				agent: {
					index: "by-agent" satisfies IndexName,
					// Sparse: calls without an agent are not in it, although ElectroDB requires the attribute.
					condition: ({ agentId }) => agentId !== "",
					pk: { field: index.agent, composite: ["tenantId", "agentId"], template: templates.agent.pk, ...asIs },
					sk: calledAtKey,
				},
				phone: {
					index: "by-number" satisfies IndexName,
					pk: { field: index.phone, composite: ["tenantId", "phoneArea"], template: templates.phone.pk, ...asIs },
					sk: { field: index.phoneAt, composite: ["phoneAt"], template: templates.phone.sk, ...asIs },
				},
			},
		},
		{ client, table },
	);
}

// Belongings of a record have no expiry of their own: they are removed after the record (retention/forget-record.ts).

/** The pointer to the latest record of a customer in a batch. */
export function createLatestEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: "l", version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true, field: f.tenantId },
				batchId: { type: "string", required: true, field: f.batchId },
				customerId: { type: "string", required: true, field: f.customerId },
				callId: { type: "string", required: true, field: f.callId },
				calledAt: { type: "number", required: true, field: f.calledAt },
			},
			indexes: {
				latest: {
					pk: { field: pk, composite: ["tenantId", "batchId", "customerId"], template: templates.latest.pk, ...asIs },
					sk: { field: sk, composite: [], template: templates.latest.sk, ...asIs },
				},
			},
		},
		{ client, table },
	);
}

/** One correction of a record; `number` counts from 000001 and equals the version it created. */
export function createCorrectionEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: "x", version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true, field: f.tenantId },
				callId: { type: "string", required: true, field: f.callId },
				number: { type: "string", required: true, field: f.version },
				correctedAt: { type: "number", required: true, field: f.updatedAt },
				correctedBy: { type: "string", required: true, field: f.updatedBy },
				reason: { type: "string", field: f.correctionReason },
				/** `[{field, before, after}]` as JSON. */
				changes: { type: "string", required: true, field: f.correctionChanges },
				requestId: { type: "string", required: true, field: f.correctionRequest },
				trailDay: { type: "string", required: true, field: trailIndex.pk },
				trailAt: { type: "number", required: true, field: trailIndex.sk },
			},
			indexes: {
				correction: {
					pk: { field: pk, composite: ["tenantId", "callId"], template: templates.correction.pk, ...asIs },
					sk: { field: sk, composite: ["number"], template: templates.correction.sk, ...asIs },
				},
			},
		},
		{ client, table },
	);
}
