import { DatabaseSync } from "node:sqlite";

const schema = `
PRAGMA journal_mode = WAL;
-- A killed process loses nothing that it committed; only a power cut could take the last moments.
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS queue (
	name TEXT PRIMARY KEY, attributes TEXT NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS message (
	number INTEGER PRIMARY KEY AUTOINCREMENT,
	queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT,
	sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
	receive_count INTEGER NOT NULL DEFAULT 0, first_received_at INTEGER, source TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS message_by_visibility ON message (queue, visible_at, number, receive_count);
`;

export function openDatabase(file: string): DatabaseSync {
	const database = new DatabaseSync(file);
	database.exec(schema);
	const columns = database.prepare("SELECT name FROM pragma_table_info('message')").all();
	// For files from before messages recorded the queue that they were moved from.
	if (!columns.some(({ name }) => name === "source")) database.exec("ALTER TABLE message ADD COLUMN source TEXT");
	return database;
}

/** Runs the work in a transaction. */
export function atomically<Result>(database: DatabaseSync, work: () => Result): Result {
	database.exec("BEGIN IMMEDIATE");
	try {
		const result = work();
		database.exec("COMMIT");
		return result;
	} catch (cause) {
		database.exec("ROLLBACK");
		throw cause;
	}
}

export function prepare(database: DatabaseSync) {
	const all = "number, id, body, attributes, sent_at, receive_count, first_received_at";
	return {
		queues: database.prepare("SELECT * FROM queue ORDER BY name"),
		saveQueue: database.prepare(
			`INSERT INTO queue VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET attributes = excluded.attributes, changed_at = excluded.changed_at`,
		),
		deleteQueue: database.prepare("DELETE FROM queue WHERE name = ?"),
		add: database.prepare(
			"INSERT INTO message (queue, id, body, attributes, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?)",
		),
		visible: database.prepare(
			`SELECT ${all} FROM message WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, number LIMIT ?`,
		),
		hide: database.prepare(
			"UPDATE message SET visible_at = ?, receive_count = receive_count + 1, first_received_at = ? WHERE number = ?",
		),
		move: database.prepare("UPDATE message SET queue = ?, source = ?, visible_at = ? WHERE number = ?"),
		remove: database.prepare("DELETE FROM message WHERE queue = ? AND number = ? AND receive_count = ?"),
		changeVisibility: database.prepare(
			"UPDATE message SET visible_at = ? WHERE queue = ? AND number = ? AND receive_count = ? AND visible_at > ?",
		),
		purge: database.prepare("DELETE FROM message WHERE queue = ?"),
		nextVisibleAt: database.prepare("SELECT min(visible_at) AS next FROM message WHERE queue = ?"),
		counts: database.prepare(
			`SELECT sum(visible_at <= ?) AS visible, sum(visible_at > ? AND receive_count > 0) AS notVisible,
			sum(visible_at > ? AND receive_count = 0) AS delayed FROM message WHERE queue = ?`,
		),
		peek: database.prepare(`SELECT ${all} FROM message WHERE queue = ? AND sent_at >= ? ORDER BY number LIMIT ?`),
		reasons: database.prepare(
			`SELECT json_extract(attributes, '$.reason.StringValue') AS reason, count(*) AS count FROM message
			WHERE queue = ? AND sent_at >= ? GROUP BY 1 ORDER BY 2 DESC`,
		),
	};
}
