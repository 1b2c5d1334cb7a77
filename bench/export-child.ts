import { exportFiles } from "../shared/async-search/files.ts";
import { planKey } from "../shared/async-search/layout.ts";
import { asyncSearchRunSchema } from "../shared/async-search/model.ts";
import { asyncSearchReader } from "../shared/async-search/reader.ts";
import { asyncSearches } from "../shared/async-search/store.ts";
import { callHistoryReader } from "../shared/call-history/reader.ts";
import { directoryReader } from "../shared/directory/reader.ts";
import { assembleFile } from "../shared/export/assemble-file.ts";
import { exportPartition, type PartitionDeps } from "../shared/export/export-partition.ts";
import type { Partition } from "../shared/export/plan.ts";
import { type PlanDeps, planExport } from "../shared/export/plan-export.ts";
import { now } from "../shared/platform/clock.ts";
import { metered } from "../shared/platform/meter.ts";
import { provide } from "../shared/platform/provide.ts";

/** The costs of tasks that ran one after another in one process, as in a Lambda environment. */
export interface TaskReport {
	rows: number;
	bytes: number;
	readUnits: number;
	requests: number;
	peakMb: number;
	seconds: number;
}

// node bench/export-child.ts SEARCH mark plan export | assemble
const [search, ...tasks] = process.argv.slice(2);
const run = asyncSearchRunSchema.parse(JSON.parse(search ?? ""));
const deps = provide<PlanDeps & PartitionDeps>(
	{ now, directoryReader, callHistoryReader, asyncSearchReader, asyncSearches, exportFiles },
	process.env,
);
const report: TaskReport = { rows: 0, bytes: 0, readUnits: 0, requests: 0, peakMb: 0, seconds: 0 };
const partitionsKey = `${planKey(run)}.partitions`;

for (const name of ["put", "putStream", "read", "readPart"] as const) {
	const original = deps.exportFiles[name] as (...args: unknown[]) => unknown;
	(deps.exportFiles as Record<string, unknown>)[name] = (...args: unknown[]) => {
		report.requests++;
		return original(...args);
	};
}

const started = performance.now();
await metered(async (cost) => {
	if (tasks.includes("mark")) await deps.asyncSearches.markProcessing(run, deps.now());
	if (tasks.includes("plan")) {
		const { partitions } = await planExport(deps, { run });
		await deps.exportFiles.put(partitionsKey, Buffer.from(JSON.stringify(partitions)));
	}
	const partitions: Partition[] = JSON.parse(await deps.exportFiles.read(partitionsKey));
	if (tasks.includes("export")) {
		for (const partition of partitions) report.rows += (await exportPartition(deps, { run, partition })).rows;
	}
	if (tasks.includes("assemble")) {
		const file = await assembleFile(deps, { run, partitions: partitions.length });
		report.rows = file.rowCount;
		report.bytes = file.byteCount;
	}
	report.readUnits = cost.readUnits;
});
report.seconds = (performance.now() - started) / 1000;
report.peakMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify(report));
process.exit();
