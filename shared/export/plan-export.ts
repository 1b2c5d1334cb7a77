import { planKey } from "../async-search/layout.ts";
import type { AsyncSearchRun, FileScope } from "../async-search/model.ts";
import type { AsyncSearchReader } from "../async-search/reader.ts";
import type { AsyncSearchStore } from "../async-search/store.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import { authorize } from "../caller/authorize.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { Bucket } from "../platform/bucket.ts";
import { AppError } from "../platform/errors.ts";
import { conditionsSchema } from "../search/conditions-model.ts";
import { type Criteria, criteriaFor } from "../search/criteria.ts";
import { choosePath, entryBytes, type Path } from "../search/path.ts";
import { type Estimate, estimate } from "./estimate.ts";
import { type ExportPlan, type Partition, serializePlan } from "./plan.ts";

export interface PlanDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	callHistoryReader: CallHistoryReader;
	asyncSearchReader: AsyncSearchReader;
	asyncSearches: AsyncSearchStore;
	exportFiles: Bucket;
}

/** Bytes of index entries that a partition is planned to read: a few seconds of work. */
const bytesOfPartition = 10_000_000;
/** The workflow's state holds 256 KB, and its history 25,000 events. */
const maxPartitions = 1000;

/**
 * Decides what an export reads and how it is divided, and stores that plan for its partitions.
 * @throws AppError `async-search-gone`, `forbidden` (the account may no longer search)
 */
export async function planExport(
	deps: PlanDeps,
	{ run, partitionBytes = bytesOfPartition }: { run: AsyncSearchRun; partitionBytes?: number },
): Promise<{ partitions: Partition[] }> {
	const [search, directory] = await Promise.all([
		deps.asyncSearchReader.find(run),
		deps.directoryReader.load(run.tenantId),
	]);
	if (search?.run !== run.run) throw new AppError("async-search-gone", "the search was deleted or rerun");
	const account = authorize(directory, run);
	const conditions = conditionsSchema.parse(search.conditions);
	const criteria = criteriaFor(account, directory, conditions, deps.now());
	const { tenantId, snapshotAt, sort, columns, encoding, format } = search;

	const path = criteria && choosePath(tenantId, criteria, directory);
	const found = path && (await estimate(deps.callHistoryReader, { tenantId, path, criteria, directory }));
	const partitions = found ? divide(path, found, partitionBytes) : [];
	const plan: ExportPlan = {
		tenantId,
		snapshotAt,
		criteria: criteria ?? { period: conditions.period, expiredBatchIds: [] },
		path: path ?? { index: "by-time", bands: [], byTime: true, share: 1 },
		sort,
		columns,
		encoding,
		format,
		directory,
	};
	await deps.exportFiles.put(planKey(run), serializePlan(plan));
	const rowsEstimated = found?.hits ?? 0;
	await deps.asyncSearches.plan(run, { partitions: partitions.length, rowsEstimated, scope: scopeOf(criteria) });
	return { partitions };
}

/** Equal stretches of time, each with about as many entries as one task should read. */
function divide(path: Path, { entries, exact, busy }: Estimate, partitionBytes: number): Partition[] {
	if (!path.byTime || exact) return [{ index: 0 }];
	const count = Math.min(maxPartitions, Math.round((entries * entryBytes) / partitionBytes));
	if (count <= 1) return [{ index: 0 }];
	const step = (busy.high - busy.low + 1) / count;
	return Array.from({ length: count }, (_, index) => ({
		index,
		// Entries outside the busy part belong to its first or last stretch.
		low: index === 0 ? 0 : Math.ceil(busy.low + index * step),
		high: index === count - 1 ? Number.MAX_SAFE_INTEGER : Math.ceil(busy.low + (index + 1) * step) - 1,
	}));
}

function scopeOf(criteria: Criteria | undefined): FileScope {
	if (!criteria) return { campaignIds: [], agentIds: [] };
	return { campaignIds: criteria.campaignIds ?? null, agentIds: criteria.agentIds ?? null };
}
