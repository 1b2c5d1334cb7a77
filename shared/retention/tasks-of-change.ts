import { fields, templates } from "../call-history/schema.ts";
import { directoryFields, directoryKinds } from "../directory/schema.ts";
import type { Change } from "../platform/change.ts";
import type { Item } from "../platform/dynamodb.ts";
import { tableKey } from "../platform/keys.ts";
import type { RetentionTask } from "./model.ts";

const { letter, fields: batchFields } = directoryKinds.batch;

/**
 * The tasks that follow from a change of the table: a batch's end has moved, a record is gone, or a pointer may be
 * missing.
 */
export function tasksOfChange({ before, after, byAge, changedAt: deletedAt }: Change): RetentionTask[] {
	if (!before) return [];
	const sortKey = before[tableKey.sk]?.S;
	if (sortKey === templates.record.sk) {
		if (!after) return [{ kind: "forget-record", item: before, byAge, deletedAt, settled: !byAge }];
		return isInPlaceOf(after, before) ? [] : [pointLatestOf(before)];
	}
	if (sortKey === templates.latest.sk) return after ? [] : [pointLatestOf(before)];
	const endsOn = after?.[batchFields.endsOn]?.S;
	const isBatch = after?.[directoryFields.letter]?.S === letter && endsOn !== undefined;
	// Records arrive after their batch, so a new batch has none to move.
	if (!isBatch || before[batchFields.endsOn]?.S === endsOn) return [];
	const tenantId = after[directoryFields.tenantId]?.S ?? "";
	const batchId = after[directoryFields.id]?.S ?? "";
	return [{ kind: "move-batch", tenantId, batchId, endsOn, pass: 1 }];
}

/** Whether a record has the same place among its customer's calls. */
function isInPlaceOf(after: Item, before: Item): boolean {
	const places = [before, after].map((item) =>
		[item[fields.batchId]?.S, item[fields.customerId]?.S, item[fields.calledAt]?.N].join(" "),
	);
	return places[0] === places[1];
}

function pointLatestOf(item: Item): RetentionTask {
	const text = (name: string) => item[name]?.S ?? "";
	return {
		kind: "point-latest",
		tenantId: text(fields.tenantId),
		batchId: text(fields.batchId),
		customerId: text(fields.customerId),
	};
}
