import { templates } from "../call-history/schema.ts";
import type { Change } from "../change/tell-changes.ts";
import { directoryFields, directoryKinds } from "../directory/schema.ts";
import { tableKey } from "../platform/keys.ts";
import type { RetentionTask } from "./model.ts";

const { letter, fields: batchFields } = directoryKinds.batch;

/** What a change of the table leaves to be done: a batch's end has moved, or a record is gone. */
export function tasksOfChange({ before, after, byAge }: Change): RetentionTask[] {
	const sortKey = (after ?? before)?.[tableKey.sk]?.S;
	if (sortKey === templates.record.sk) {
		return before && !after ? [{ kind: "forget-record", item: before, byAge }] : [];
	}
	const endsOn = after?.[batchFields.endsOn]?.S;
	const isBatch = after?.[directoryFields.letter]?.S === letter && endsOn !== undefined;
	// Records come in after their batch: of a new one there is nothing to move.
	if (!isBatch || !before || before[batchFields.endsOn]?.S === endsOn) return [];
	const tenantId = after[directoryFields.tenantId]?.S ?? "";
	const batchId = after[directoryFields.id]?.S ?? "";
	return [{ kind: "move-batch", tenantId, batchId, endsOn, pass: 1 }];
}
