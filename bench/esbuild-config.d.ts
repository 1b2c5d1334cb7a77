declare module "*/esbuild.config.mjs" {
	import type { Metafile } from "esbuild";
	export function functionNames(): string[];
	export function maxKilobytes(name: string): number;
	export function bundle(entryPoint: string, outfile: string): Promise<Metafile>;
	export function bundleFunction(name: string, outdir?: string): Promise<Metafile>;
}
