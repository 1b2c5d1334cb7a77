import { DatabaseSync } from "node:sqlite";
import type { HistoryEvent } from "./history.ts";

type Status = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** Times in epoch milliseconds. */
export interface Execution {
	name: string;
	input: string;
	status: Status;
	startedAt: number;
	stoppedAt: number | null;
	output: string | null;
	error: string | null;
	cause: string | null;
}

const schema = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS execution (
	number INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL UNIQUE, input TEXT NOT NULL, status TEXT NOT NULL,
	startedAt INTEGER NOT NULL, stoppedAt INTEGER, output TEXT, error TEXT, cause TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS event (
	execution TEXT NOT NULL, id INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (execution, id)
) STRICT, WITHOUT ROWID;
`;

const columns = "name, input, status, startedAt, stoppedAt, output, error, cause";
const keptMs = 90 * 24 * 3_600_000;

/** Executions and their histories, which outlive the process. */
export class ExecutionStore {
	private readonly database: DatabaseSync;

	constructor(file: string, now: number) {
		this.database = new DatabaseSync(file);
		this.database.exec(schema);
		const old = now - keptMs;
		this.database
			.prepare("DELETE FROM event WHERE execution IN (SELECT name FROM execution WHERE stoppedAt < ?)")
			.run(old);
		this.database.prepare("DELETE FROM execution WHERE stoppedAt < ?").run(old);
	}

	find(name: string): Execution | undefined {
		const row = this.database.prepare(`SELECT ${columns} FROM execution WHERE name = ?`).get(name);
		return row as unknown as Execution | undefined;
	}

	start(name: string, input: string, now: number): void {
		this.database
			.prepare("INSERT INTO execution (name, input, status, startedAt) VALUES (?, ?, 'RUNNING', ?)")
			.run(name, input, now);
	}

	/** Ends an execution that runs. @returns false where it has ended before */
	close(name: string, end: Pick<Execution, "status" | "output" | "error" | "cause">, now: number): boolean {
		const { changes } = this.database
			.prepare(
				"UPDATE execution SET status = ?, output = ?, error = ?, cause = ?, stoppedAt = ? WHERE name = ? AND status = 'RUNNING'",
			)
			.run(end.status, end.output, end.error, end.cause, now, name);
		return changes > 0;
	}

	/** The latest first. */
	list(status: string | undefined, count: number, offset: number): Execution[] {
		const filter = status === undefined ? "" : "WHERE status = ?";
		return this.database
			.prepare(`SELECT ${columns} FROM execution ${filter} ORDER BY number DESC LIMIT ? OFFSET ?`)
			.all(...(status === undefined ? [] : [status]), count, offset) as unknown as Execution[];
	}

	record(name: string, event: HistoryEvent): void {
		this.database.prepare("INSERT OR IGNORE INTO event VALUES (?, ?, ?)").run(name, event.id, JSON.stringify(event));
	}

	history(name: string): HistoryEvent[] {
		const rows = this.database.prepare("SELECT content FROM event WHERE execution = ? ORDER BY id").all(name);
		return rows.map(({ content }) => JSON.parse(String(content)));
	}

	shut(): void {
		this.database.close();
	}
}
