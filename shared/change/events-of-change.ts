import { isFinished } from "../async-search/model.ts";
import { decodeAsyncSearch } from "../async-search/reader.ts";
import { asyncSearchTemplates } from "../async-search/schema.ts";
import { decodeRecord } from "../call-history/codec.ts";
import { changesBetween, showNextAction } from "../call-history/correction-model.ts";
import type { CallHistory } from "../call-history/model.ts";
import { fields, templates } from "../call-history/schema.ts";
import type { Corrected, Finished, OutgoingEvent } from "../outgoing-event/model.ts";
import type { Change } from "../platform/change.ts";
import type { Item } from "../platform/dynamodb.ts";
import { prefixOf, tableKey } from "../platform/keys.ts";
import { formatJst } from "../time/model.ts";

const asyncSearchPrefix = prefixOf(asyncSearchTemplates.sk);

/** The events that follow from a change to the table: a record was corrected, or an asynchronous search has ended. */
export function eventsOfChange({ before, after }: Change): OutgoingEvent[] {
	const sortKey = after?.[tableKey.sk]?.S;
	if (!before || !after || !sortKey) return [];
	if (sortKey === templates.record.sk) return correctedEvents(before, after);
	return sortKey.startsWith(asyncSearchPrefix) ? finishedEvents(before, after) : [];
}

function correctedEvents(before: Item, after: Item): OutgoingEvent[] {
	const tenantId = after[fields.tenantId]?.S ?? "";
	const [old, record] = [decodeRecord(before, tenantId), decodeRecord(after, tenantId)];
	const { callId, version, updatedAt = 0, updatedBy = "" } = record;
	if (version <= old.version) return [];
	const correctedAt = formatJst(updatedAt);
	const data: Corrected = {
		callId,
		requestId: record.requestId,
		calledAt: formatJst(record.calledAt),
		campaignId: record.campaignId,
		batchId: record.batchId,
		customerListId: record.customerListId ?? null,
		customerId: record.customerId,
		agentId: record.agentId ?? null,
		version,
		correctedAt,
		correctedBy: updatedBy,
		reason: after[fields.correctionReason]?.S ?? null,
		fields: changesBetween(old, record).map(({ field }) => field),
		before: valuesOf(old),
		after: valuesOf(record),
	};
	const type = "rireki.call-history.corrected.v1";
	return [{ ...envelope(`${tenantId}/${callId}/${version}`, callId, correctedAt, tenantId), type, data }];
}

function valuesOf({ altPhone, talkedWith, resultId, nextAction, memo }: CallHistory): Corrected["before"] {
	return {
		altPhone: altPhone ?? null,
		talkedWith: talkedWith ?? null,
		resultId: resultId ?? null,
		nextAction: showNextAction(nextAction),
		memo: memo ?? null,
	};
}

function finishedEvents(before: Item, after: Item): OutgoingEvent[] {
	const [old, search] = [decodeAsyncSearch(before), decodeAsyncSearch(after)];
	if (search.state !== "completed" && search.state !== "failed") return [];
	if (isFinished(old) && old.run === search.run) return [];
	const { tenantId, accountId, asyncSearchId, run, state } = search;
	const finishedAt = formatJst(search.finishedAt);
	const file = search.state === "completed" ? search : undefined;
	const data: Finished = {
		asyncSearchId,
		accountId,
		run,
		state,
		note: search.note ?? null,
		createdAt: formatJst(search.createdAt),
		finishedAt,
		rowCount: file?.rowCount ?? null,
		byteCount: file?.byteCount ?? null,
		sha256: file?.sha256 ?? null,
		failureCode: search.state === "failed" ? search.failureCode : null,
	};
	const type = "rireki.async-search.finished.v1";
	return [{ ...envelope(`${tenantId}/${asyncSearchId}/${run}`, asyncSearchId, finishedAt, tenantId), type, data }];
}

function envelope(id: string, subject: string, time: string, tenantid: string) {
	return {
		...({ specversion: "1.0", source: "urn:rireki", datacontenttype: "application/json" } as const),
		id,
		subject,
		time,
		tenantid,
	};
}
