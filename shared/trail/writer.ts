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
		 * Writes an entry; of those written once a day, only the first. Await this before answering: nothing may happen
		 * without its entry.
		 * @param id makes repeated writes one entry; by default a new id
		 */
		async record(tenantId: string, entry: RecordedEntry, id = newId()): Promise<void> {
			await writer.put(encodeEntry(tenantId, entry, id), onlyNew);
		},
	};
}

export const trail = composed(createTrailWriter, tableWriter, newId);
