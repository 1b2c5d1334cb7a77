import type { AsyncSearchRun, FileScope } from "../async-search/model.ts";
import { authorize } from "../caller/authorize.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import { type Criteria, criteriaFor } from "../search/criteria.ts";
import { conditionsSchema } from "../search/model.ts";
import { choosePath, entryBytes, monthPath, narrowIsCheaper, narrowSuffices, type Path } from "../search/path.ts";
import { type Estimate, estimate } from "./estimate.ts";
import { planKey } from "./layout.ts";
import { type ExportPlan, type Partition, serializePlan } from "./plan.ts";

export type PlanDeps = Pick<
	Deps,
	"now" | "directoryReader" | "callHistoryReader" | "asyncSearchReader" | "asyncSearches" | "exportFiles"
>;

/** Bytes of index entries that a partition is planned to read: a few seconds of work. */
const partitionBytes = 10_000_000;
/** The workflow's state holds 256 KB, and its history 25,000 events. */
const maxPartitions = 1000;

/**
 * Decides what an export reads and how it is divided, and puts that down for its partitions.
 * @throws AppError `async-search-gone`, `forbidden` (the account may no longer search)
 */
export async function planExport(deps: PlanDeps, run: AsyncSearchRun): Promise<{ partitions: Partition[] }> {
	const [search, directory] = await Promise.all([
		deps.asyncSearchReader.find(run),
		deps.directoryReader.load(run.tenantId),
	]);
	if (search?.run !== run.run) throw new AppError("conflict", "async-search-gone", "deleted, or run again");
	const account = authorize(directory, run);
	const conditions = conditionsSchema.parse(search.conditions);
	const criteria = criteriaFor(account, directory, conditions, deps.now());
	const { tenantId, snapshotAt, sort, columns, encoding } = search;

	const way = criteria && (await chooseWay(deps, { tenantId, criteria, directory }));
	const partitions = way ? divide(way) : [];
	const plan: ExportPlan = {
		tenantId,
		snapshotAt,
		criteria: criteria ?? { period: conditions.period, words: [], expiredBatchIds: [] },
		path: way?.path ?? { index: "month-wide", wide: true, bands: [], byTime: true, share: 1 },
		fetchesRows: way?.fetchesRows ?? false,
		sort,
		columns,
		encoding,
		directory,
	};
	await deps.exportFiles.put(planKey(run), serializePlan(plan));
	const rowsEstimated = way?.estimate.hits ?? 0;
	await deps.asyncSearches.plan(run, { partitions: partitions.length, rowsEstimated, scope: scopeOf(criteria) });
	return { partitions };
}

interface Way {
	path: Path;
	fetchesRows: boolean;
	estimate: Estimate;
}

/**
 * The cheapest way to the rows: wide entries hold all of them; where hits are rare, narrow entries tell which they are, and each is
 * fetched.
 */
async function chooseWay(
	{ callHistoryReader }: PlanDeps,
	scope: { tenantId: string; criteria: Criteria; directory: ExportPlan["directory"] },
): Promise<Way> {
	const { tenantId, criteria, directory } = scope;
	// The order by memo stands for all that narrow entries do not hold.
	const wide = choosePath(tenantId, criteria, directory, "memo");
	const narrow = narrowSuffices(criteria, "calledAt") ? monthPath(tenantId, criteria, true) : undefined;
	// Where both lead through all of the period, the narrow one is cheaper to look into.
	const found = await estimate(callHistoryReader, { ...scope, path: wide.share === 1 ? (narrow ?? wide) : wide });
	const hitRate = found.hits / Math.max(1, found.entries);
	if (narrow && wide.byTime && narrowIsCheaper(hitRate * wide.share, wide.share)) {
		const entries = found.entries / wide.share;
		return { path: narrow, fetchesRows: true, estimate: { ...found, entries, exact: false } };
	}
	return { path: wide, fetchesRows: false, estimate: found };
}

/** Equal stretches of time of about as many entries as one task shall read. */
function divide({ path, fetchesRows, estimate: { entries, exact, busy } }: Way): Partition[] {
	if (!path.byTime || exact) return [{ index: 0 }];
	const bytes = entries * (fetchesRows ? entryBytes.narrow : entryBytes.wide);
	const count = Math.min(maxPartitions, Math.round(bytes / partitionBytes));
	if (count <= 1) return [{ index: 0 }];
	const step = (busy.high - busy.low + 1) / count;
	return Array.from({ length: count }, (_, index) => ({
		index,
		// What lies outside of the busy part belongs to its first and last stretch.
		low: index === 0 ? 0 : Math.ceil(busy.low + index * step),
		high: index === count - 1 ? Number.MAX_SAFE_INTEGER : Math.ceil(busy.low + (index + 1) * step) - 1,
	}));
}

function scopeOf(criteria: Criteria | undefined): FileScope {
	if (!criteria) return { campaignIds: [], agentIds: [] };
	return { campaignIds: criteria.campaignIds ?? null, agentIds: criteria.agentIds ?? null };
}
