import { isExceeded, type Section, toMarkdown } from "./figures.ts";
import { type LoadedDay, loadDay } from "./world.ts";

/**
 * `npm run bench [-- costs cpu export retention million bundles start intake]` measures the product against the least that the same work could
 * take, and prints Markdown. What is billed (units, calls, bytes) is the same on every machine, and the run fails where
 * it exceeds its bound. Times never fail it: both sides of a ratio are taken in the same run, in turns, because this
 * machine may have other work; a time alone says little. Engine and children are processes of their own, so that CPU
 * time is ours alone. About five minutes on two cores, of which loading the records is one.
 */
const parts: Record<string, (day: () => Promise<LoadedDay>) => Promise<Section[]>> = {
	costs: async (day) => (await import("./costs.ts")).measureCosts(await day()),
	cpu: async (day) => (await import("./cpu.ts")).measureCpu(await day()),
	export: async (day) => [
		await (await import("./export-costs.ts")).measureExportCosts(await day()),
		await (await import("./export.ts")).measureExportCpu(await day()),
	],
	retention: async (day) => [await (await import("./move.ts")).measureMove(await day())],
	million: async () => [await (await import("./million.ts")).measureMillion()],
	bundles: async () => (await import("./bundles.ts")).measureBundles(),
	start: async (day) => (await import("./start.ts")).measureStarts(await day()),
	intake: async () => (await import("./intake.ts")).measureIntake(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}`);

const recordCount = 100_000;
let loading: Promise<LoadedDay> | undefined;
const day = () => {
	loading ??= loadDay(recordCount);
	return loading;
};

try {
	for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
		for (const section of (await parts[name]?.(day)) ?? []) {
			console.log(toMarkdown(section));
			if (section.figures.some((figure) => figure.exact && isExceeded(figure))) process.exitCode = 1;
		}
	}
} finally {
	(await loading)?.stop();
}
