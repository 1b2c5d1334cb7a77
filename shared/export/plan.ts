import type { Encoding } from "../async-search/model.ts";
import type { Format } from "../cell/model.ts";
import type { Column } from "../column/model.ts";
import type { Directory } from "../directory/model.ts";
import type { Criteria } from "../search/criteria.ts";
import type { Sort } from "../search/model.ts";
import type { Path, Range } from "../search/path.ts";

/**
 * Everything that determines an export's content, frozen when it was planned: all partitions work with the same
 * conditions, grants and names, whatever changes meanwhile. It contains no mail addresses.
 */
export interface ExportPlan {
	tenantId: string;
	/** Epoch milliseconds. Records are exported as they were at this moment, whatever is taken in or corrected later. */
	snapshotAt: number;
	criteria: Criteria;
	path: Path;
	sort: Sort;
	columns: Column[];
	encoding: Encoding;
	format: Format;
	directory: Directory;
}

/** One partition: a stretch of the plan's path, both ends included; the whole path when they are missing. */
export interface Partition {
	index: number;
	low?: number;
	high?: number;
}

const maps = ["accounts", "campaigns", "batches", "customerLists", "callingGroups"] as const;

export function serializePlan(plan: ExportPlan): Buffer {
	const entries = maps.map((name) => [name, [...plan.directory[name]]]);
	const directory = { ...Object.fromEntries(entries), mailAddresses: [] };
	return Buffer.from(JSON.stringify({ ...plan, directory }, (name, value) => (name === "email" ? undefined : value)));
}

export function parsePlan(text: string): ExportPlan {
	const plan = JSON.parse(text);
	for (const name of [...maps, "mailAddresses"]) plan.directory[name] = new Map(plan.directory[name]);
	return plan;
}

/** The ranges of the path that a partition covers. */
export function rangesOf({ path }: ExportPlan, { low, high }: Partition): Range[] {
	if (!path.byTime || low === undefined || high === undefined) return path.bands.flat();
	const within = path.bands.flat().map((range) => ({
		pk: range.pk,
		low: Math.max(low, range.low),
		high: Math.min(high, range.high),
	}));
	return within.filter((range) => range.low <= range.high);
}
