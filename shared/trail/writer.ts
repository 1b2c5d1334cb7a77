import type { TableWriter } from "../platform/table-writer.ts";
import { encodeEntry, type RecordedEntry } from "./codec.ts";

export type TrailWriter = ReturnType<typeof createTrailWriter>;

export function createTrailWriter(writer: TableWriter, newId: () => string) {
	return {
		/**
		 * Keeps an entry. To be awaited before the answer: what is not kept must not have happened.
		 * @param id makes it one entry however often it is kept; one of its own where left out
		 */
		async record(tenantId: string, entry: RecordedEntry, id = newId()): Promise<void> {
			await writer.put(encodeEntry(tenantId, entry, id));
		},
	};
}
