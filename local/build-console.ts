import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
export const consoleFolder = join(root, "web/dist");

/** Builds the console where there is none yet, or where something that it is made of is newer. */
export async function buildConsole(report: (message: string) => void): Promise<void> {
	if (newest(consoleFolder, "index.html") >= Math.max(...sources.map((path) => newest(join(root, path))))) return;
	report("Building the console …");
	const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
	const child = spawn(process.execPath, [vite, "build", "web", "--logLevel", "warn"], {
		cwd: root,
		// A test's NODE_ENV would bring React's slow half.
		env: { ...process.env, NODE_ENV: "production" },
		// What the build prints is no part of what the command prints.
		stdio: ["ignore", 2, 2],
	});
	const [code] = await once(child, "exit");
	if (code !== 0) throw new Error("The console could not be built");
}

const sources = ["web/src", "web/index.html", "web/vite.config.ts", "shared", "package-lock.json"];

/** The time of the newest file of a folder; 0 where there is none. */
function newest(path: string, only?: string): number {
	const stats = statSync(only ? join(path, only) : path, { throwIfNoEntry: false });
	if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
	return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
