import type { CallHistoryReader } from "../call-history/reader.ts";
import type { Item } from "../platform/dynamodb.ts";

/** How many records one task reads: a few seconds of work. */
const sliceRecords = 10_000;

/**
 * Walks through a slice of a batch's records, oldest first.
 * @param startKey where the slice starts in the index of the batch
 * @returns how many there were, and where to continue if there are more
 */
export async function walkBatch(
	{ callHistoryReader }: { callHistoryReader: CallHistoryReader },
	{ tenantId, batchId, startKey }: { tenantId: string; batchId: string; startKey?: Item | undefined },
	visit: (callIds: string[]) => Promise<void>,
): Promise<{ examined: number; next: Item | undefined }> {
	let next = startKey;
	let examined = 0;
	do {
		const limit = sliceRecords - examined;
		const page = await callHistoryReader.findCallIdsOfBatch({ tenantId, batchId, startKey: next, limit });
		await visit(page.callIds);
		examined += page.callIds.length;
		next = page.next;
	} while (next && examined < sliceRecords);
	return { examined, next };
}
