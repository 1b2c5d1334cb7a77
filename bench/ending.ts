import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ends = new Set<() => void>();
/** The shell's exit code for a process ended by a signal. */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Stops everything in reverse order, however the run ends: normally, by failure, or interrupted. */
export function endEverything(): void {
	for (const end of [...ends].reverse()) end();
}

for (const [signal, status] of Object.entries(statuses)) process.once(signal, () => process.exit(status));
process.once("exit", endEverything);

/** Registers a function that stops something. @returns a function that stops it now */
export function onEnd(end: () => void): () => void {
	const once = () => {
		if (ends.delete(once)) end();
	};
	ends.add(once);
	return once;
}

/** A temporary folder. */
export function temporaryFolder(name: string): { folder: string; remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), `rireki-${name}-`));
	return { folder, remove: onEnd(() => rmSync(folder, { recursive: true, force: true })) };
}

/**
 * Starts another Node.js process, which ends with this one.
 * @param onLine called with each line that it prints
 * @returns the child, a function that stops it, and `ended`, which rejects if it fails
 */
function startChild(args: readonly string[], env: NodeJS.ProcessEnv, onLine: (line: string) => void) {
	const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env });
	const stop = onEnd(() => void child.kill());
	createInterface({ input: child.stdout }).on("line", onLine);
	const ended = new Promise<void>((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code, signal) => {
			if (code === 0) resolve();
			else reject(new Error(`${args[0]} ended with ${signal ?? code}`));
		});
	}).finally(stop);
	return { child, stop, ended };
}

/** Runs a child until it exits. @throws if it fails */
export async function runChild(
	args: readonly string[],
	{ env = process.env, onLine }: { env?: NodeJS.ProcessEnv; onLine: (line: string) => void },
): Promise<void> {
	await startChild(args, env, onLine).ended;
}

/**
 * Starts a child that serves until it is stopped.
 * @param isReady whether a printed line means that it is ready
 * @returns that line, and a function that stops it and waits for its end
 */
export async function startService(
	args: readonly string[],
	isReady: (line: string) => boolean = () => true,
): Promise<{ line: string; stop: () => void }> {
	const ready = Promise.withResolvers<string>();
	const { child, stop, ended } = startChild(args, process.env, (line) => {
		if (isReady(line)) ready.resolve(line);
	});
	ended.catch(ready.reject);
	const wait = onEnd(() => {
		stop();
		waitForEnd(child);
	});
	return { line: await ready.promise, stop: wait };
}

/** Waits synchronously for a stopped child to end. */
function waitForEnd({ pid }: ChildProcess, patienceMs = 5000): void {
	const pause = new Int32Array(new SharedArrayBuffer(4));
	for (let waited = 0; waited < patienceMs && isRunning(pid); waited += 50) Atomics.wait(pause, 0, 0, 50);
}

/** An ended child remains a zombie until this process reaps it. */
function isRunning(pid: number | undefined): boolean {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
}
