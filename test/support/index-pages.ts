import type { IndexPage, PageRequest } from "../../shared/call-history/index-reader.ts";
import type { CallHistoryEntry } from "../../shared/call-history/model.ts";

/** An entry of an index, for tests in which only its place in the index matters. */
export function entryAt(calledAt: number, callId: string, given: Partial<CallHistoryEntry> = {}): CallHistoryEntry {
	return {
		tenantId: "acme",
		callId,
		requestId: "01234567890123456789",
		calledAt,
		campaignId: "c01",
		batchId: "b01",
		customerId: "cu-1",
		phone: "09012345678",
		durationSeconds: 0,
		nextAction: { type: "done" },
		createdAt: calledAt,
		changedAt: calledAt,
		...given,
	};
}

/**
 * Partitions of an index in memory, which behave like the table's: a range includes both ends, entries of the same
 * moment are in the order in which they were written, and a page that ends at `limit` or `pageEntries` has a key to
 * continue from, even if nothing is left.
 */
export function createIndexPages(
	partitions: Readonly<Record<string, readonly CallHistoryEntry[]>>,
	{
		pageEntries = 100,
		filter = () => true,
	}: { pageEntries?: number; filter?: (entry: CallHistoryEntry) => boolean } = {},
) {
	const requests: PageRequest[] = [];
	const readPage = async (request: PageRequest): Promise<IndexPage> => {
		requests.push(request);
		const { pk, low, high, newestFirst, startKey, limit = pageEntries, countOnly } = request;
		const keyOf = ({ calledAt, phone }: CallHistoryEntry) => (typeof low === "string" ? phone : calledAt);
		const within = (partitions[pk] ?? [])
			.filter((entry) => keyOf(entry) >= low && keyOf(entry) <= high)
			.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
		const ordered = newestFirst ? within.reverse() : within;
		const start = startKey ? ordered.findIndex(({ callId }) => callId === startKey.callId?.S) + 1 : 0;
		const examined = ordered.slice(start, start + Math.min(limit, pageEntries));
		const passed = examined.filter(filter);
		const last = examined.length === Math.min(limit, pageEntries) ? examined.at(-1) : undefined;
		return {
			entries: countOnly ? [] : passed,
			count: passed.length,
			examined: examined.length,
			next: last && { startKey: { callId: { S: last.callId } }, calledAt: last.calledAt },
		};
	};
	return { readPage, requests };
}
