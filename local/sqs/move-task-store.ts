import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { atomically } from "./statements.ts";

export interface MoveTask {
	id: string;
	/** Names of queues. */
	source: string;
	destination: string | null;
	/** Messages per second, if the caller has set a limit. */
	rate: number | null;
	/** The last message to move. */
	lastNumber: number;
	toMove: number;
	moved: number;
	status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
	failureReason: string | null;
	/** Epoch milliseconds. */
	startedAt: number;
}

const schema = `
CREATE TABLE IF NOT EXISTS move_task (
	id TEXT PRIMARY KEY, source TEXT NOT NULL, destination TEXT, rate INTEGER,
	lastNumber INTEGER NOT NULL, toMove INTEGER NOT NULL, moved INTEGER NOT NULL DEFAULT 0,
	status TEXT NOT NULL DEFAULT 'RUNNING', failureReason TEXT, startedAt INTEGER NOT NULL
) STRICT;
`;

/**
 * Tasks that move messages out of a dead-letter queue, stored with the queues, so that they continue after a restart.
 */
export class MoveTaskStore {
	readonly #database: DatabaseSync;
	readonly #statements: ReturnType<typeof prepareTasks>;

	constructor(database: DatabaseSync) {
		database.exec(schema);
		this.#database = database;
		this.#statements = prepareTasks(database);
	}

	start(task: Pick<MoveTask, "source" | "destination" | "rate">): MoveTask {
		const id = randomUUID();
		const { source, destination, rate } = task;
		this.#statements.start.run(id, source, destination, rate, Date.now(), source);
		return this.find(id) as MoveTask;
	}

	find(id: string): MoveTask | undefined {
		return this.#statements.find.get(id) as unknown as MoveTask | undefined;
	}

	/** Newest first. */
	of(source: string, limit: number): MoveTask[] {
		return this.#statements.of.all(source, limit) as unknown as MoveTask[];
	}

	active(): MoveTask[] {
		return this.#statements.active.all() as unknown as MoveTask[];
	}

	settle(id: string, status: MoveTask["status"], failureReason: string | null = null): void {
		this.#statements.settle.run(status, failureReason, id);
	}

	/**
	 * Moves up to `limit` visible messages, each as a new message with its own id and time.
	 * @param target the queue for a message that came from `origin`, or why there is none
	 */
	move(
		task: MoveTask,
		limit: number,
		target: (origin: string | null) => { queue: string } | { failureReason: string },
	) {
		const now = Date.now();
		return atomically(this.#database, () => {
			const rows = this.#statements.movable.all(task.source, now, task.lastNumber, limit);
			let failureReason: string | undefined;
			const queues = new Set<string>();
			let moved = 0;
			for (const { number, source } of rows as { number: number; source: string | null }[]) {
				const found = target(source);
				if ("failureReason" in found) {
					failureReason = found.failureReason;
					break;
				}
				this.#statements.copy.run(found.queue, randomUUID(), now, now, number);
				this.#statements.remove.run(number);
				queues.add(found.queue);
				moved++;
			}
			this.#statements.count.run(moved, task.id);
			return { queues: [...queues], ended: rows.length < limit, failureReason };
		});
	}
}

function prepareTasks(database: DatabaseSync) {
	return {
		start: database.prepare(
			`INSERT INTO move_task (id, source, destination, rate, startedAt, lastNumber, toMove)
			SELECT ?, ?, ?, ?, ?, coalesce(max(number), 0), count(*) FROM message WHERE queue = ?`,
		),
		find: database.prepare("SELECT * FROM move_task WHERE id = ?"),
		of: database.prepare("SELECT * FROM move_task WHERE source = ? ORDER BY startedAt DESC, rowid DESC LIMIT ?"),
		active: database.prepare("SELECT * FROM move_task WHERE status IN ('RUNNING', 'CANCELLING')"),
		settle: database.prepare("UPDATE move_task SET status = ?, failureReason = ? WHERE id = ?"),
		count: database.prepare("UPDATE move_task SET moved = moved + ? WHERE id = ?"),
		movable: database.prepare(
			"SELECT number, source FROM message WHERE queue = ? AND visible_at <= ? AND number <= ? ORDER BY number LIMIT ?",
		),
		copy: database.prepare(
			`INSERT INTO message (queue, id, body, attributes, sent_at, visible_at)
			SELECT ?, ?, body, attributes, ?, ? FROM message WHERE number = ?`,
		),
		remove: database.prepare("DELETE FROM message WHERE number = ?"),
	};
}
