import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { inject, onTestFinished } from "vitest";
import { assumeCredentials } from "../../local/engines.ts";
import type { StackDescription } from "../../local/stack-description.ts";
import { folderRoot } from "../support/folder-root.ts";

const root = new URL("../../", import.meta.url);
const pathOf = (file: string) => fileURLToPath(new URL(file, root));

assumeCredentials();
export const region = process.env.AWS_REGION ?? "ap-northeast-1";

/** Whether stacks run all engines themselves, none replaced by another emulator or the service itself. */
export const ownEngines = !Object.keys(process.env).some((name) => name.endsWith("_ENDPOINT"));

/** Stacks share engines that are not their own, so each uses its own names there. */
function ownNames(): void {
	if (!ownEngines) process.env.STACK_NAME = `${inject("namePrefix")}${randomUUID().slice(0, 8)}`;
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
	ownNames();
	const folder = mkdtempSync(join(folderRoot(), "rireki-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}

/** A folder that several tests share. */
export function keptFolder(): { path: string; remove: () => void } {
	ownNames();
	const path = mkdtempSync(join(folderRoot(), "rireki-"));
	return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts a stack with stub functions in its own process, and waits until it is ready to serve. */
export async function spawnStack(
	dataDir: string,
): Promise<{ child: ChildProcessWithoutNullStreams; urls: StackDescription; kill: () => Promise<void> }> {
	const child = spawn(process.execPath, [pathOf("test/commands/stub-stack.ts"), dataDir]);
	child.stderr.pipe(process.stderr);
	const kill = async () => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		child.kill("SIGKILL");
		await once(child, "exit");
	};
	onTestFinished(async () => {
		await kill();
		endDatabaseOf(dataDir);
	});
	const [line] = await once(createInterface(child.stdout), "line");
	return { child, urls: JSON.parse(line), kill };
}

/** Ends a killed stack's database, which would wait for the next start on its folder. */
function endDatabaseOf(dataDir: string): void {
	try {
		process.kill(Number(readFileSync(join(dataDir, "dynamodb.pid"), "utf8")));
	} catch {
		// The next start has already ended it.
	}
}

/** Runs a script as a person does. */
export function run(script: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
	return new Promise((resolve) => {
		execFile(process.execPath, [pathOf(script), ...args], { cwd: pathOf(".") }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr });
		});
	});
}
