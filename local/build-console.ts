import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
export const consoleFolder = join(root, "web/dist");

/** Builds the console if it is missing, or older than any of its sources. */
export async function buildConsole(report: (message: string) => void): Promise<void> {
	if (isFresh()) return;
	report("Building the console …");
	// Built in a separate folder until complete: another process may be serving the old one, or building too.
	const part = join(root, `node_modules/.cache/console-${process.pid}`);
	try {
		await runVite(part);
		if (isFresh()) return;
		rmSync(consoleFolder, { recursive: true, force: true });
		renameSync(part, consoleFolder);
	} finally {
		rmSync(part, { recursive: true, force: true });
	}
}

async function runVite(outDir: string): Promise<void> {
	const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
	const child = spawn(process.execPath, [vite, "build", "web", "--logLevel", "warn", "--outDir", outDir], {
		cwd: root,
		// A test's NODE_ENV would select React's slow development build.
		env: { ...process.env, NODE_ENV: "production" },
		// Keeps the build's output out of the command's stdout.
		stdio: ["ignore", 2, 2],
	});
	const [code] = await once(child, "exit");
	if (code !== 0) throw new Error("The console could not be built");
}

const isFresh = () =>
	newest(join(consoleFolder, "index.html")) >= Math.max(...sources.map((path) => newest(join(root, path))));

const sources = ["web/src", "web/public", "web/index.html", "web/vite.config.ts", "shared", "package-lock.json"];

/** The time of a folder's newest file; 0 if there is none. */
function newest(path: string): number {
	const stats = statSync(path, { throwIfNoEntry: false });
	if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
	return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** `npm run build:console`, also before a deployment, which uploads the built files. */
if (import.meta.main) await buildConsole(console.error);
