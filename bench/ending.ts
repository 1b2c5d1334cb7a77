import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ends = new Set<() => void>();
/** What the shell tells of a process that a signal has ended. */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Ends what was started, in reverse order, however the run ends: it comes to its end, fails, or is interrupted. */
export function endEverything(): void {
	for (const end of [...ends].reverse()) end();
}

for (const [signal, status] of Object.entries(statuses)) process.once(signal, () => process.exit(status));
process.once("exit", endEverything);

/** Remembers how something ends. @returns what ends it now */
export function onEnd(end: () => void): () => void {
	const once = () => {
		if (ends.delete(once)) end();
	};
	ends.add(once);
	return once;
}

/** A folder that is gone afterwards. */
export function temporaryFolder(name: string): { folder: string; remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), `rireki-${name}-`));
	return { folder, remove: onEnd(() => rmSync(folder, { recursive: true, force: true })) };
}

interface Child {
	process: ChildProcess;
	/** The lines that it has printed, as they come; ends with it. @throws where it fails */
	lines: AsyncIterable<string>;
	stop: () => void;
}

/** Another process of Node.js, which ends with this one. */
export function startChild(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Child {
	const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env });
	const stop = onEnd(() => child.kill());
	const ended = new Promise<number | string | null>((resolve) => {
		child.once("close", (code, signal) => resolve(code ?? signal));
	});
	return { process: child, lines: linesOf(), stop };

	async function* linesOf(): AsyncGenerator<string> {
		let rest = "";
		for await (const chunk of child.stdout.setEncoding("utf8")) {
			const lines = (rest + chunk).split("\n");
			rest = lines.pop() ?? "";
			yield* lines;
		}
		if (rest) yield rest;
		const code = await ended;
		stop();
		if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
	}
}

/** Waits, and nobody else does anything meanwhile, until a child that was told to end has done so. */
export function waitForEnd({ pid }: ChildProcess, patienceMs = 5000): void {
	const pause = new Int32Array(new SharedArrayBuffer(4));
	for (let waited = 0; waited < patienceMs && isRunning(pid); waited += 50) Atomics.wait(pause, 0, 0, 50);
}

/** One that has ended is there until this process has heard of it. */
function isRunning(pid: number | undefined): boolean {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
}

/** Runs a child to its end. @returns the last line that it has printed */
export async function runChild(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
	let last = "";
	for await (const line of startChild(args, env).lines) if (line) last = line;
	return last;
}
