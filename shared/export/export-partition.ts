import { manifestKey, partitionPrefix, planKey } from "../async-search/layout.ts";
import type { AsyncSearchRun } from "../async-search/model.ts";
import type { AsyncSearchStore } from "../async-search/store.ts";
import type { IndexPage, PageRequest } from "../call-history/index-reader.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import type { Bucket } from "../platform/bucket.ts";
import { measure } from "../platform/metrics.ts";
import { pushDown } from "../search/filter.ts";
import { createMatcher } from "../search/matcher.ts";
import { createOrder, readsNewestFirst } from "../search/order.ts";
import type { Range } from "../search/path.ts";
import { createEncoder } from "./charset.ts";
import { createLineMaker } from "./csv.ts";
import { PieceWriter } from "./piece.ts";
import { type ExportPlan, type Partition, parsePlan, rangesOf } from "./plan.ts";

export interface PartitionDeps {
	callHistoryReader: CallHistoryReader;
	asyncSearches: AsyncSearchStore;
	exportFiles: Bucket;
}

/**
 * Exports one partition: reads its entries page by page, keeps the hits as they were at the snapshot, and stores them
 * as sorted pieces. Repeating it stores the same under the same keys, and counts once.
 */
export async function exportPartition(
	deps: PartitionDeps,
	{ run, partition }: { run: AsyncSearchRun; partition: Partition },
): Promise<{ rows: number }> {
	const started = performance.now();
	const plan = parsePlan(await deps.exportFiles.read(planKey(run)));
	const writer = new PieceWriter({
		files: deps.exportFiles,
		prefix: partitionPrefix(run, partition.index),
		order: createOrder(plan.sort, plan.directory),
		encoder: createEncoder(plan.encoding),
		lines: createLineMaker(plan.columns, plan.directory, plan.format),
	});
	const hitsOf = createHitFinder(deps, plan);
	for (const range of rangesOf(plan, partition)) {
		for await (const { entries } of pagesOf(deps, plan, range)) {
			for (const entry of await hitsOf(entries)) writer.add(entry);
			await writer.spill();
		}
	}
	const manifest = await writer.finish();
	await deps.exportFiles.put(manifestKey(run, partition.index), Buffer.from(JSON.stringify(manifest)));
	await deps.asyncSearches.addProgress(run, partition.index, manifest.rows);
	const { rows } = manifest;
	measure("partition exported", {
		ExportedRows: rows,
		ExportRowsPerSecond: rows / ((performance.now() - started) / 1000),
	});
	return { rows };
}

/** The pages of a range, each requested while the previous one is being processed. */
async function* pagesOf(
	{ callHistoryReader }: PartitionDeps,
	plan: ExportPlan,
	range: Range,
): AsyncGenerator<IndexPage> {
	const read = (startKey?: PageRequest["startKey"]) =>
		callHistoryReader.readPage({
			tenantId: plan.tenantId,
			index: plan.path.index,
			...range,
			newestFirst: readsNewestFirst(plan.sort),
			startKey,
			filter: pushDown(plan.criteria, plan.path.index, plan.snapshotAt).filter,
			countOnly: false,
		});
	for (let pending: Promise<IndexPage> | undefined = read(); pending; ) {
		const page: IndexPage = await pending;
		pending = page.next && read(page.next.startKey);
		// It is awaited in the next turn, or no longer needed.
		pending?.catch(() => {});
		yield page;
	}
}

/**
 * The hits on a page, as of the snapshot. Unchanged entries are matched as they are; those changed since (rare) are
 * read with their corrections, which are undone first.
 */
function createHitFinder({ callHistoryReader }: PartitionDeps, plan: ExportPlan) {
	const { tenantId, snapshotAt, criteria, directory } = plan;
	const matches = createMatcher(criteria, directory);
	const asOfSnapshot = async (entries: readonly CallHistoryEntry[]): Promise<CallHistoryEntry[]> => {
		const before = await Promise.all(
			entries.map(({ callId }) => callHistoryReader.findEntryAsOf(tenantId, callId, snapshotAt)),
		);
		return before.filter((entry) => entry !== undefined).filter(matches);
	};
	return async (entries: readonly CallHistoryEntry[]): Promise<CallHistoryEntry[]> => {
		const changed = entries.filter((entry) => entry.changedAt > snapshotAt);
		const hits = entries.filter((entry) => entry.changedAt <= snapshotAt && matches(entry));
		return [...hits, ...(await asOfSnapshot(changed))];
	};
}
