import { tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import { newId } from "../platform/random.ts";
import type { TableWriter } from "../platform/table-writer.ts";
import { tableWriter } from "../platform/table-writer.ts";
import { encodeEntry, type RecordedEntry } from "./codec.ts";

const onlyNew = { expression: "attribute_not_exists(#p)", names: { "#p": tableKey.pk } };

export type TrailWriter = ReturnType<typeof createTrailWriter>;

function createTrailWriter(writer: TableWriter, newId: () => string) {
	return {
		/**
		 * Keeps an entry; of those that are kept once a day the first. To be awaited before the answer: what is not kept must not have
		 * happened.
		 * @param id makes it one entry however often it is kept; one of its own where left out
		 */
		async record(tenantId: string, entry: RecordedEntry, id = newId()): Promise<void> {
			await writer.put(encodeEntry(tenantId, entry, id), onlyNew);
		},
	};
}

export const trail = composed(createTrailWriter, tableWriter, newId);
