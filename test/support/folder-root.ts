import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const memory = "/dev/shm";
const neededBytes = 2e9;

/**
 * The folder in which tests create their own: in memory, if the machine has room there. An engine writes each change
 * through to its file, which on a disk takes longer than all its other work.
 */
export function folderRoot(): string {
	try {
		const { bavail, bsize } = statfsSync(memory);
		return bavail * bsize > neededBytes ? memory : tmpdir();
	} catch {
		return tmpdir();
	}
}
