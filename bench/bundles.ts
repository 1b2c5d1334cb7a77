import { join } from "node:path";
import { type Bundle, bundle, bundleFunctions, functionNames, maxKilobytes } from "../esbuild.config.mjs";
import { temporaryFolder } from "./ending.ts";
import type { Figure, Section } from "./figures.ts";

/** Every function as deployed, and the floor, in a temporary folder. */
export async function withBundles<T>(use: (bundles: Map<string, Bundle>) => Promise<T>): Promise<T> {
	const { folder, remove } = temporaryFolder("bundles");
	try {
		const bundles = await bundleFunctions(functionNames(), folder);
		const floor = await bundle({ [floorName]: join(import.meta.dirname, "start-floor.ts") }, folder);
		return await use(new Map([...bundles, ...floor]));
	} finally {
		remove();
	}
}

/** The DynamoDB client alone, with one query. */
export const floorName = "floor";

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
