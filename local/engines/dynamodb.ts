import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import type { Engine } from "./engine.ts";

const binaries = "@dynoxide";
/** The replacement on macOS, and on Linux on arm64. */
const replacement = "docker run --rm -p 8000:8000 amazon/dynamodb-local";

/** Runs DynamoDB in a separate process, on a file, and restarts it if it dies. */
export async function startDynamodb(folder: DataFolder, port: number): Promise<Engine> {
	const binary = findBinary();
	const log = openSync(folder.file("dynamodb.log"), "w");
	const url = `http://${host}:${port}`;
	let stopping = false;
	let child = run();

	function run(): ChildProcess {
		// Detached, so that Ctrl-C in the terminal reaches only this process, which completes its requests first.
		const started = spawn(binary, ["--host", host, "--port", String(port), "--db-path", databaseFile(folder)], {
			stdio: ["ignore", log, log],
			detached: true,
		});
		writeFileSync(pidFile(folder), String(started.pid));
		started.once("exit", (code, signal) => {
			if (stopping) return;
			console.error(`DynamoDB ended (${signal ?? code}, see ${folder.file("dynamodb.log")}); starting it again`);
			setTimeout(() => {
				if (!stopping) child = run();
			}, 50);
		});
		return started;
	}

	const killWithUs = () => child.kill("SIGTERM");
	process.once("exit", killWithUs);
	const stop = async () => {
		stopping = true;
		process.off("exit", killWithUs);
		if (child.exitCode === null && child.signalCode === null) {
			child.kill("SIGTERM");
			await once(child, "exit");
		}
		rmSync(pidFile(folder), { force: true });
		closeSync(log);
	};
	try {
		await untilAnswers(url, () => child.exitCode !== null);
	} catch (cause) {
		await stop();
		throw cause;
	}
	return { url, stop };
}

/** Stops the engine that a killed stack left behind, unless its process id now belongs to another process. */
export async function endLeftover(folder: DataFolder): Promise<void> {
	if (!existsSync(pidFile(folder))) return;
	const pid = Number(readFileSync(pidFile(folder), "utf8"));
	const ours = () => commandOf(pid).includes(databaseFile(folder));
	if (ours()) process.kill(pid, "SIGTERM");
	for (let waited = 0; ours(); waited += 20) {
		if (waited > 5000) process.kill(pid, "SIGKILL");
		await sleep(20);
	}
	rmSync(pidFile(folder), { force: true });
}

export const databaseFile = (folder: DataFolder) => folder.file("dynamodb.sqlite");
const pidFile = (folder: DataFolder) => folder.file("dynamodb.pid");

function commandOf(pid: number): string[] {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
	} catch {
		return [];
	}
}

/** @throws if there is none for this platform */
export function findBinary({ platform, arch }: Pick<NodeJS.Process, "platform" | "arch"> = process): string {
	const name = `${binaries}/${platform}-${arch}`;
	try {
		return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), "dynoxide");
	} catch {
		throw new Error(
			`There is no embedded DynamoDB for this machine (${name} is not installed). Start another one, and name it:\n` +
				`  ${replacement}\n` +
				"  DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start",
		);
	}
}

async function untilAnswers(url: string, ended: () => boolean): Promise<void> {
	for (let tries = 0; tries < 500; tries++) {
		if (ended()) break;
		try {
			await fetch(url);
			return;
		} catch {
			await sleep(20);
		}
	}
	throw new Error(`DynamoDB does not answer at ${url}; see dynamodb.log in the data folder`);
}
