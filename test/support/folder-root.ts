import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const memory = "/dev/shm";
const neededBytes = 2e9;

/**
 * Where tests make their folders: in memory where the machine has room there. An engine writes each change through to
 * its file, which on a disk is more work than all else that it does.
 */
export function folderRoot(): string {
	try {
		const { bavail, bsize } = statfsSync(memory);
		return bavail * bsize > neededBytes ? memory : tmpdir();
	} catch {
		return tmpdir();
	}
}
