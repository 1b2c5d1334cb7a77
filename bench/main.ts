import { endEverything } from "./ending.ts";
import { isExceeded, type Section, toMarkdown } from "./figures.ts";
import { type LoadedTable, loadTable } from "./world.ts";

/**
 * `npm run bench [-- PART …]` measures the product against the least that the same work could take, and prints
 * Markdown. Billed quantities (units, calls, bytes) are the same on every machine, and the run fails if one exceeds its
 * bound. Times never fail it: this machine may have other work, so only ratios matter, whose two sides are measured in
 * turns in the same run. Engine and children are separate processes, so that the CPU time is that of the product alone;
 * they end with this one. It takes four and a half minutes on two idle cores, one of them for loading the records.
 */
const parts: Record<string, (table: () => Promise<LoadedTable>) => Promise<Section[]>> = {
	costs: async (table) => (await import("./costs.ts")).measureCosts((await table()).day),
	cpu: async (table) => (await import("./cpu.ts")).measureCpu((await table()).day),
	export: async (table) => {
		const { day } = await table();
		return [
			await (await import("./export-costs.ts")).measureExportCosts(day),
			await (await import("./export.ts")).measureExportCpu(day),
		];
	},
	start: async (table) => (await import("./start.ts")).measureStarts((await table()).day),
	packed: async (table) => (await import("./packed.ts")).measurePacked(await table()),
	retention: async (table) => [await (await import("./move.ts")).measureMove((await table()).day)],
	bundles: async () => (await import("./bundles.ts")).measureBundles(),
	intake: async () => (await import("./intake.ts")).measureIntake(),
};

/** Too long, or too dependent on the machine, to run by default. */
const onlyWhenNamed: typeof parts = {
	million: async () => [await (await import("./million.ts")).measureMillion()],
	"whole-retention": async () => (await import("./whole-retention.ts")).measureWholeRetention(),
	load: async () => [await (await import("./load.ts")).measureLoad()],
};

const all = { ...parts, ...onlyWhenNamed };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in all));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; the parts are ${Object.keys(all).join(", ")}`);

const recordCount = 100_000;
let loading: Promise<LoadedTable> | undefined;
const table = () => {
	loading ??= loadTable(recordCount);
	return loading;
};

try {
	// In a fixed order: parts that pack or move records come after those that read the table as loaded.
	for (const [name, measure] of Object.entries(all)) {
		if (!(asked.length > 0 ? asked.includes(name) : name in parts)) continue;
		for (const section of await measure(table)) {
			console.log(toMarkdown(section));
			if (section.figures.some((figure) => figure.exact && isExceeded(figure))) process.exitCode = 1;
		}
	}
} finally {
	endEverything();
}
