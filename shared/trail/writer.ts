import type { TableWriter } from "../platform/table-writer.ts";
import { encodeEntry, type RecordedEntry } from "./codec.ts";

export type TrailWriter = ReturnType<typeof createTrailWriter>;

export function createTrailWriter(writer: TableWriter, newId: () => string) {
	return {
		/** Keeps an entry. To be awaited before the answer: what is not kept must not have happened. */
		async record(tenantId: string, entry: RecordedEntry): Promise<void> {
			await writer.put(encodeEntry(tenantId, entry, newId()));
		},
	};
}
