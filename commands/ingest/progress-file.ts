import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../../local/data-folder.ts";
import { emptyTally, type Tally } from "./batches.ts";

/** How far a file has been sent: all lines up to `tally.lines` have been acknowledged. */
export interface Progress {
	file: string;
	queueUrl: string;
	tally: Tally;
	/** By how many weeks dates are moved: the same for the whole file, even if the rest is sent later. */
	weeks: number;
	/** Epoch milliseconds. */
	startedAt: number;
	/** The number of dead letters when the first run started. */
	deadBefore: number;
}

const sampleBytes = 1024 * 1024;

export class ProgressFile {
	readonly #path: string;

	private constructor(path: string) {
		this.#path = path;
	}

	/** One per file content and queue, wherever the file is. */
	static async of(file: string, queueUrl: string, folder: string): Promise<ProgressFile> {
		const identity = createHash("sha256")
			.update(queueUrl)
			.update(await fingerprint(file))
			.digest("hex");
		return new ProgressFile(join(folder, "ingest", `${identity.slice(0, 32)}.json`));
	}

	load(): Progress | undefined {
		try {
			const progress: Progress = JSON.parse(readFileSync(this.#path, "utf8"));
			return { ...progress, weeks: progress.weeks ?? 0, tally: { ...emptyTally(), ...progress.tally } };
		} catch {
			return undefined;
		}
	}

	save(progress: Progress): void {
		mkdirSync(join(this.#path, ".."), { recursive: true });
		writeAtomically(this.#path, JSON.stringify(progress));
	}

	forget(): void {
		rmSync(this.#path, { force: true });
	}
}

/** A hash of size, head and tail: hashing gigabytes would take as long as sending them. */
async function fingerprint(path: string): Promise<string> {
	const file = await open(path);
	try {
		const stat = await file.stat();
		if (!stat.isFile()) throw new Error(`${path} is not a file`);
		const { size } = stat;
		const hash = createHash("sha256").update(String(size));
		for (const position of [0, Math.max(0, size - sampleBytes)]) {
			const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, position);
			hash.update(buffer.subarray(0, bytesRead));
		}
		return hash.digest("hex");
	} finally {
		await file.close();
	}
}
