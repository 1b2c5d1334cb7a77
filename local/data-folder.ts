import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The folder with all data of one stack; only one process at a time may use it. */
export interface DataFolder {
	path: string;
	file(name: string): string;
	/** The text of a file, created by `make` if it does not exist yet. */
	kept(name: string, make: () => string | Promise<string>): Promise<string>;
	release(): void;
}

/**
 * Locks the folder for this process. The lock is a write lock on a database file, which the operating system releases
 * however the process ends, so there are no stale locks.
 */
export function openDataFolder(dataDir: string): DataFolder {
	const path = resolve(dataDir);
	mkdirSync(path, { recursive: true });
	const file = (name: string) => join(path, name);
	const lock = takeLock(file("lock.sqlite"), path);
	return {
		path,
		file,
		async kept(name, make) {
			if (!existsSync(file(name))) writeAtomically(file(name), await make());
			return readFileSync(file(name), "utf8");
		},
		release: () => lock.close(),
	};
}

function takeLock(file: string, folder: string): DatabaseSync {
	const lock = new DatabaseSync(file, { timeout: 0 });
	try {
		lock.exec("BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS holder (pid INTEGER); DELETE FROM holder");
		lock.prepare("INSERT INTO holder VALUES (?)").run(process.pid);
		lock.exec("COMMIT; BEGIN IMMEDIATE");
		return lock;
	} catch (cause) {
		if (!(cause instanceof Error && cause.message.includes("locked"))) throw cause;
		throw new Error(`${folder} is in use by another stack${holderOf(lock)}: stop that one, or use another --data`);
	} finally {
		if (!lock.isTransaction) lock.close();
	}
}

function holderOf(lock: DatabaseSync): string {
	try {
		return ` (process ${lock.prepare("SELECT pid FROM holder").get()?.pid})`;
	} catch {
		return "";
	}
}

/** Writes a report as readable JSON, atomically. */
export function writeReport(file: string, content: unknown): void {
	writeAtomically(file, `${JSON.stringify(content, null, "\t")}\n`);
}

/** Writes atomically: readers see the old text or the new one, never a part. */
export function writeAtomically(file: string, text: string): void {
	const part = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
	writeFileSync(part, text, { mode: 0o600 });
	renameSync(part, file);
}
