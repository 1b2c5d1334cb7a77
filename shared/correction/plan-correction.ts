import { type Change, type CorrectableValues, changesBetween } from "../call-history/correction-model.ts";
import type { FoundRecord } from "../call-history/find-record.ts";
import { AppError } from "../platform/errors.ts";
import type { FieldCode } from "../problem/field-model.ts";
import { endOfJstDate, startOfJstDate } from "../time/model.ts";
import { applyRequest, type CorrectableRequest } from "./model.ts";

export interface CorrectionPlan {
	values: CorrectableValues;
	/** Empty if the record already has the requested values. */
	changes: Change[];
}

/**
 * Decides what a request changes in a record, given what was read. It applies every rule of a correction except one:
 * the transaction checks that the record is unchanged and still the latest.
 * @param versions that the caller has seen; undefined = any
 * @throws AppError `stale`, `conflict` (not-latest, not-today, …), `invalid`
 */
export function planCorrection(
	found: FoundRecord,
	request: CorrectableRequest,
	versions: readonly number[] | undefined,
	now: number,
): CorrectionPlan {
	const { record, editable } = found;
	if (versions && !versions.includes(record.version)) {
		throw new AppError("stale", "the record has been changed in the meantime");
	}
	if (!editable.allowed) throw new AppError(editable.reason, "the record cannot be corrected");
	checkAgainstCampaign(found, request, now);
	const values = applyRequest(record, request);
	return { values, changes: changesBetween(record, values) };
}

/** The rules that depend on the campaign and the batch. An unchanged value is always accepted. */
function checkAgainstCampaign({ record, directory }: FoundRecord, request: CorrectableRequest, now: number): void {
	const { resultId, nextAction } = request;
	if (resultId !== undefined && resultId !== record.resultId) {
		const campaign = directory.campaigns.get(record.campaignId);
		if (!campaign?.resultEntry) throw invalid("/resultId", "result-entry-off");
		const known = campaign.results.some((result) => result.resultId === resultId);
		if (!known) throw invalid("/resultId", "result-not-of-campaign");
	}
	if (nextAction?.type === "redial") {
		const { nextAction: before } = record;
		if (before.type === "redial" && before.redialAt === nextAction.redialAt) return;
		const batch = directory.batches.get(record.batchId);
		if (nextAction.redialAt <= now) throw invalid("/nextAction/redialAt", "redial-in-past");
		const inBatch =
			batch &&
			nextAction.redialAt >= startOfJstDate(batch.startsOn) &&
			nextAction.redialAt < endOfJstDate(batch.endsOn);
		if (!inBatch) throw invalid("/nextAction/redialAt", "redial-outside-batch");
	}
}

function invalid(pointer: string, code: FieldCode): AppError {
	return new AppError("invalid-request", `${pointer}: ${code}`, { errors: [{ pointer, code }] });
}
