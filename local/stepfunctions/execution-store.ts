import { DatabaseSync } from "node:sqlite";

type ClosedStatus = "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** How an execution ended. `output` is JSON. */
export interface Outcome {
	status: ClosedStatus;
	output?: string;
	error?: string;
	cause?: string;
}

/** Times in epoch milliseconds. */
export interface ExecutionRow {
	number: number;
	machine: string;
	name: string;
	status: "RUNNING" | ClosedStatus;
	input: string;
	output: string | null;
	error: string | null;
	cause: string | null;
	started_at: number;
	stopped_at: number | null;
}

const schema = `
PRAGMA journal_mode = WAL;
-- A killed process loses nothing that it committed; only a power cut could take the last moments.
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS execution (
	number INTEGER PRIMARY KEY AUTOINCREMENT,
	machine TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL,
	input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT,
	started_at INTEGER NOT NULL, stopped_at INTEGER, announced INTEGER NOT NULL DEFAULT 0,
	UNIQUE (machine, name)
) STRICT;
CREATE INDEX IF NOT EXISTS execution_by_end ON execution (stopped_at);
`;

const keptMilliseconds = 90 * 24 * 60 * 60 * 1000;

/** Executions, in a file. */
export class ExecutionStore {
	readonly #database: DatabaseSync;
	readonly #statements: ReturnType<typeof prepare>;
	readonly #now: () => number;

	constructor(file: string, now: () => number) {
		this.#now = now;
		this.#database = new DatabaseSync(file);
		this.#database.exec(schema);
		this.#statements = prepare(this.#database);
		this.#dropOld();
	}

	close(): void {
		this.#database.close();
	}

	#dropOld(): void {
		this.#statements.drop.run(this.#now() - keptMilliseconds);
	}

	/** Adds one that runs. Its name must not be taken. */
	add(machine: string, name: string, input: string): ExecutionRow {
		this.#dropOld();
		return this.#statements.add.get(machine, name, input, this.#now()) as unknown as ExecutionRow;
	}

	find(machine: string, name: string): ExecutionRow | undefined {
		return this.#statements.find.get(machine, name) as unknown as ExecutionRow | undefined;
	}

	/** The newest first. */
	list(machine: string): ExecutionRow[] {
		return this.#statements.list.all(machine) as unknown as ExecutionRow[];
	}

	/** Those whose end nobody was told of, running ones included. */
	unannounced(machine: string): ExecutionRow[] {
		return this.#statements.unannounced.all(machine) as unknown as ExecutionRow[];
	}

	end(number: number, { status, output, error, cause }: Outcome): ExecutionRow {
		const values = [status, output ?? null, error ?? null, cause ?? null, this.#now()] as const;
		return this.#statements.end.get(...values, number) as unknown as ExecutionRow;
	}

	setAnnounced(number: number): void {
		this.#statements.setAnnounced.run(number);
	}
}

function prepare(database: DatabaseSync) {
	return {
		add: database.prepare(
			"INSERT INTO execution (machine, name, status, input, started_at) VALUES (?, ?, 'RUNNING', ?, ?) RETURNING *",
		),
		find: database.prepare("SELECT * FROM execution WHERE machine = ? AND name = ?"),
		list: database.prepare("SELECT * FROM execution WHERE machine = ? ORDER BY number DESC"),
		unannounced: database.prepare("SELECT * FROM execution WHERE machine = ? AND NOT announced ORDER BY number"),
		end: database.prepare(
			"UPDATE execution SET status = ?, output = ?, error = ?, cause = ?, stopped_at = ? WHERE number = ? RETURNING *",
		),
		setAnnounced: database.prepare("UPDATE execution SET announced = 1 WHERE number = ?"),
		drop: database.prepare("DELETE FROM execution WHERE stopped_at < ?"),
	};
}
