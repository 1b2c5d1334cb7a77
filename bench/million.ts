import { join } from "node:path";
import { functions } from "../infra/functions.ts";
import type { DataFolder } from "../local/data-folder.ts";
import { startS3 } from "../local/engines/s3.ts";
import { choosePorts } from "../local/ports.ts";
import type { CallHistory, Expiring } from "../shared/call-history/model.ts";
import { createLoadedWorld } from "../test/support/bulk-load.ts";
import { accountSaved, basicTenant, batchSaved } from "../test/support/events.ts";
import { makeCalls } from "../test/support/records.ts";
import { runChild, temporaryFolder } from "./ending.ts";
import type { TaskReport } from "./export-child.ts";
import type { Figure, Section } from "./figures.ts";
import { figuresOf, type Move, moveEnd } from "./move.ts";

const perDay = 100_000;
const firstDay = Date.parse("2026-11-01T09:00:00+09:00");
const dayMs = 86_400_000;
const later = { time: "2026-11-02T09:00:00+09:00" };

/** Days of a hundred thousand calls each, generated one at a time to limit memory. */
function* callsOf(days: number): Generator<Expiring<CallHistory>> {
	const batches = [{ batchId: "b01", campaignId: "c01", endsOn: "2099-12-31" }];
	for (let day = 0; day < days; day++) {
		const from = firstDay + day * dayMs;
		yield* makeCalls({ count: perDay, from, to: from + 11.5 * 3_600_000, seed: day + 1, batches });
	}
}

interface Exported {
	rows: number;
	bytes: number;
	readUnits: number;
	requests: number;
	partitionMb: number;
	assemblyMb: number;
	seconds: number;
}

/**
 * Exports some days on the engines of the local stack, each kind of task in a separate process; then moves the end of
 * their batch.
 */
async function exportDays(days: number, columns: readonly string[]): Promise<{ exported: Exported[]; move: Move }> {
	const { world, endpoint, stop } = await createLoadedWorld(callsOf(days));
	const { folder, remove } = temporaryFolder("exports");
	const { port } = await choosePorts(["port"], {});
	const s3 = await startS3({ file: (name) => join(folder, name) } as DataFolder, port, ["exports"]);
	try {
		const agents = Array.from({ length: 40 }, (_, index) =>
			accountSaved({ accountId: `ag${String(index + 1).padStart(2, "0")}` }),
		);
		await world.takeIn(...basicTenant(), ...agents, batchSaved({ batchId: "b01", endsOn: "2099-12-31" }, later));
		const env = {
			...process.env,
			AWS_REGION: "ap-northeast-1",
			TABLE_NAME: world.tableName,
			DYNAMODB_ENDPOINT: endpoint,
			S3_ENDPOINT: s3.url,
			EXPORTS_BUCKET: "exports",
		};
		const results: Exported[] = [];
		for (const column of columns) {
			const conditions = { period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" } };
			const sort = { column, direction: "asc" };
			world.clock.now = Date.parse("2026-12-01T00:00:00+09:00");
			const { body } = await world.call("create-async-search", { body: { conditions, sort } });
			const search = { tenantId: "acme", accountId: "admin", asyncSearchId: body.asyncSearchId, run: 1 };
			const task = async (names: readonly string[]): Promise<TaskReport> => {
				const args = [join(import.meta.dirname, "export-child.ts"), JSON.stringify(search), ...names];
				const NODE_OPTIONS = names.includes("assemble") ? functions["workflow/assemble-file"].nodeOptions : "";
				let report = "";
				await runChild(args, {
					env: { ...env, NODE_OPTIONS },
					onLine: (line) => {
						report = line || report;
					},
				});
				return JSON.parse(report);
			};
			const partitions = await task(["mark", "plan", "export"]);
			const assembly = await task(["assemble"]);
			results.push({
				rows: assembly.rows,
				bytes: assembly.bytes,
				readUnits: partitions.readUnits,
				requests: partitions.requests + assembly.requests,
				partitionMb: partitions.peakMb,
				assemblyMb: assembly.peakMb,
				seconds: partitions.seconds + assembly.seconds,
			});
		}
		return { exported: results, move: await moveEnd(world, "b01", "2099-11-30") };
	} finally {
		await s3.stop();
		stop();
		remove();
	}
}

const orders = { calledAt: "in the order of time", name: "by name" } as const;

/** A million records compared with a hundred thousand: memory is constant, everything else grows with the rows. */
export async function measureMillion(): Promise<Section> {
	const columns = Object.keys(orders) as (keyof typeof orders)[];
	const { exported: small } = await exportDays(1, columns);
	const { exported: large, move } = await exportDays(10, columns);
	const figures = columns.flatMap((column, index): Figure[] => {
		const [few, many] = [small[index] as Exported, large[index] as Exported];
		const ratio = many.rows / few.rows;
		const linear = (what: string, unit: string, name: "readUnits" | "requests" | "bytes", bound = 1.1): Figure => ({
			what: `${what}, ${orders[column]}`,
			unit,
			value: many[name],
			floor: few[name] * ratio,
			bound: { ratio: bound },
			exact: true,
		});
		const flat = (what: string, name: "partitionMb" | "assemblyMb"): Figure => ({
			what: `${what}, ${orders[column]}`,
			unit: "MB",
			value: many[name],
			floor: few[name],
			bound: { ratio: 1.5 },
		});
		return [
			{ what: `rows, ${orders[column]}`, unit: "rows", value: many.rows, bound: { value: 1_000_000 }, exact: true },
			flat("peak memory of the partitions", "partitionMb"),
			flat("peak memory of the assembly", "assemblyMb"),
			linear("read units", "RCU", "readUnits"),
			// The last piece of each partition is smaller, which shows more with the few partitions of a hundred thousand.
			linear("requests to S3", "requests", "requests", 1.25),
			linear("bytes of the file", "bytes", "bytes"),
			{
				what: `time of sequential tasks, ${orders[column]}`,
				unit: "s",
				value: many.seconds,
				floor: few.seconds * ratio,
			},
		];
	});
	figures.push(...figuresOf(move, 10 * perDay));
	const note =
		"1,000,000 records are exported on the local engines, and moved with the end of their only batch. Floor: for " +
		"memory, that of 100,000 records; for figures that grow with the rows, ten times that. Memory is a process's " +
		"largest resident size, including Node.js itself.";
	return { title: "A million records", note, figures };
}
