declare module "*/esbuild.config.mjs" {
	export interface Bundle {
		file: string;
		bytes: number;
		/** Paths of all modules that it was made from, relative to the project's folder. */
		modules: string[];
	}
	export function functionNames(): string[];
	export function maxKilobytes(name: string): number;
	export function bundle(sources: Record<string, string>, outdir: string): Promise<Map<string, Bundle>>;
	export function bundleFunctions(names?: string[], outdir?: string): Promise<Map<string, Bundle>>;
}
