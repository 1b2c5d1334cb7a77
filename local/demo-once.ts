import { existsSync } from "node:fs";
import type { Deps } from "../shared/platform/deps.ts";
import { type DataFolder, writeAtomically } from "./data-folder.ts";

const marker = "demo-loaded";

interface Demo {
	loadDemo(options: { deps: Deps; now: Date; progress: (message: string) => void }): Promise<void>;
}

/** Loads the demonstration tenants unless this folder has them; one that was interrupted starts over. */
export async function loadDemoOnce(folder: DataFolder, deps: Deps, report: (message: string) => void): Promise<void> {
	if (existsSync(folder.file(marker))) return;
	const { loadDemo }: Demo = await import(new URL("./demo/load.ts", import.meta.url).href);
	const now = new Date(deps.now());
	await loadDemo({ deps, now, progress: report });
	writeAtomically(folder.file(marker), `${now.toISOString()}\n`);
}
