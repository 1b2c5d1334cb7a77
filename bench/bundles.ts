import { join } from "node:path";
import { bundle, bundleFunction, functionNames, maxKilobytes } from "../esbuild.config.mjs";
import { temporaryFolder } from "./ending.ts";
import type { Figure, Section } from "./figures.ts";

/** Every function as deployed, and the floor, in a temporary folder. */
export async function withBundles<T>(use: (bundles: Map<string, Bundle>) => Promise<T>): Promise<T> {
	const { folder, remove } = temporaryFolder("bundles");
	try {
		const bundles = new Map<string, Bundle>();
		for (const name of functionNames()) {
			const { outputs } = await bundleFunction(name, folder);
			bundles.set(name, { file: join(folder, name, "index.mjs"), bytes: bytesOf(outputs) });
		}
		const file = join(folder, floorName, "index.mjs");
		const { outputs } = await bundle(join(import.meta.dirname, "start-floor.ts"), file);
		return await use(bundles.set(floorName, { file, bytes: bytesOf(outputs) }));
	} finally {
		remove();
	}
}

export interface Bundle {
	file: string;
	bytes: number;
}

/** The DynamoDB client alone, with one query. */
export const floorName = "floor";

function bytesOf(outputs: Awaited<ReturnType<typeof bundle>>["outputs"]): number {
	return Object.entries(outputs).find(([path]) => path.endsWith(".mjs"))?.[1].bytes ?? Number.NaN;
}

export function measureBundles(): Promise<Section[]> {
	return withBundles(async (bundles) => {
		const floor = (bundles.get(floorName)?.bytes ?? Number.NaN) / 1024;
		const figures = functionNames().map((name): Figure => {
			const kilobytes = (bundles.get(name)?.bytes ?? Number.NaN) / 1024;
			return { what: name, value: kilobytes, unit: "KB", floor, bound: { value: maxKilobytes(name) }, exact: true };
		});
		const note = "Minified. Floor: the DynamoDB client alone, with one query, bundled the same way.";
		return [{ title: "Bundles", note, figures }];
	});
}
