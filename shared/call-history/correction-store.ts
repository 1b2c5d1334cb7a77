import { Service } from "electrodb";
import { AppError } from "../platform/errors.ts";
import { backOff } from "../platform/pause.ts";
import { jstDate } from "../time/model.ts";
import type { Correction } from "./correction-model.ts";
import type { createCorrectionEntity, createLatestEntity, createRecordEntity } from "./entities.ts";
import { marksOf } from "./marks-model.ts";
import type { CallHistory } from "./model.ts";
import { correctable, toAttributes } from "./record-attributes.ts";
import { correctionNumber, trailDay } from "./schema.ts";

const conflictRetries = 8;

/**
 * Corrects a record in one transaction: it must still have its version and be the latest of its (batch, customer). If
 * the same request has already corrected it, and only the response was lost, nothing is written.
 * @throws AppError `stale`, `not-latest`, `contended` (other writers keep it busy)
 */
export function createCorrectionStore(entities: {
	records: ReturnType<typeof createRecordEntity>;
	latest: ReturnType<typeof createLatestEntity>;
	corrections: ReturnType<typeof createCorrectionEntity>;
}) {
	const all = new Service(entities);

	return async function correct(
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
				.write(({ records, latest, corrections }) => [
					records
						.patch({ tenantId, callId })
						.set(set)
						.remove(cleared)
						.where((attribute, { eq }) => eq(attribute.version, version))
						.commit(),
					latest
						.check({ tenantId, batchId, customerId })
						.where((pointer, { eq }) => eq(pointer.callId, callId))
						.commit(),
					corrections
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
				const { data: made } = await entities.corrections.get(key).go({ consistent: true });
				if (made?.requestId === requestId) return;
				throw new AppError("stale", "the record has been changed in the meantime");
			}
			if (pointer?.code === "ConditionalCheckFailed") {
				throw new AppError("not-latest", "a later record of this customer exists in the batch");
			}
			await backOff(attempt, 10);
		}
		throw new AppError("contended", "other writers kept the record or its pointer busy");
	};
}
