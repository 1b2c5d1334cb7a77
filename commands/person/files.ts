import { resultKey } from "../../shared/async-search/layout.ts";
import { type AsyncSearch, fileOf, isFinished, placeOf } from "../../shared/async-search/model.ts";
import { asyncSearchTemplates } from "../../shared/async-search/schema.ts";
import type { Bucket } from "../../shared/platform/bucket.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../../shared/platform/keys.ts";
import type { TableWriter } from "../../shared/platform/table-writer.ts";
import type { ErasedRecord } from "./journal.ts";

/**
 * A batch that does not exist: a file with rows of it counts as outdated and cannot be downloaded. Ids contain no `~`.
 */
const erasedBatch = "~erased";

/** Searches whose file may contain one of the records: made after it came in, with rows of its batch. */
export function searchesWithFiles(searches: readonly AsyncSearch[], records: readonly ErasedRecord[]): AsyncSearch[] {
	return searches.filter((search) => {
		const file = fileOf(search);
		if (!file || file.batchIds.includes(erasedBatch)) return false;
		return records.some(({ batchId, storedAt }) => file.batchIds.includes(batchId) && storedAt <= file.snapshotAt);
	});
}

/** Running searches that began before the erasure: their file may contain the records. */
export function runningSearches(searches: readonly AsyncSearch[], erasedAt: number): AsyncSearch[] {
	return searches.filter((search) => !isFinished(search) && search.snapshotAt <= erasedAt);
}

/** Marks a search's file as outdated, as if one of its records had expired, and deletes it. A rerun makes a new one. */
export async function eraseFile(
	{ writer, exportFiles }: { writer: TableWriter; exportFiles: Pick<Bucket, "delete"> },
	search: AsyncSearch,
): Promise<void> {
	const file = fileOf(search);
	if (!file) return;
	const { tenantId, accountId, asyncSearchId, run, state } = search;
	const key = {
		[tableKey.pk]: { S: fillTemplate(asyncSearchTemplates.pk, { tenantId, accountId }) },
		[tableKey.sk]: { S: fillTemplate(asyncSearchTemplates.sk, { place: placeOf(asyncSearchId) ?? "" }) },
	};
	await exportFiles.delete([resultKey({ ...search, run: file.run })]);
	const batchIds = [...file.batchIds, erasedBatch];
	const attributes: Item =
		state === "completed"
			? { batchIds: { S: JSON.stringify(batchIds) } }
			: { former: { S: JSON.stringify({ ...file, batchIds }) } };
	await writer.set(key, attributes, {
		expression: "asyncSearchId = :id AND #run = :run AND #state = :state",
		names: { "#run": "run", "#state": "state" },
		values: { ":id": { S: asyncSearchId }, ":run": { N: String(run) }, ":state": { S: state } },
	});
}
