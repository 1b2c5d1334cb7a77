import { DatabaseSync } from "node:sqlite";

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
CREATE TABLE IF NOT EXISTS event (
	execution INTEGER NOT NULL REFERENCES execution ON DELETE CASCADE, id INTEGER NOT NULL, body TEXT NOT NULL,
	PRIMARY KEY (execution, id)
) STRICT, WITHOUT ROWID;
`;

export function openDatabase(file: string): DatabaseSync {
	const database = new DatabaseSync(file);
	database.exec(schema);
	return database;
}

export function prepare(database: DatabaseSync) {
	return {
		add: database.prepare(
			"INSERT INTO execution (machine, name, status, input, started_at) VALUES (?, ?, 'RUNNING', ?, ?)",
		),
		find: database.prepare("SELECT * FROM execution WHERE machine = ? AND name = ?"),
		list: database.prepare(
			`SELECT * FROM execution WHERE machine = ? AND status = coalesce(?, status) AND number <= ?
			ORDER BY number DESC LIMIT ?`,
		),
		unannounced: database.prepare("SELECT * FROM execution WHERE machine = ? AND NOT announced ORDER BY number"),
		close: database.prepare(
			"UPDATE execution SET status = ?, output = ?, error = ?, cause = ?, stopped_at = ? WHERE number = ? RETURNING *",
		),
		setAnnounced: database.prepare("UPDATE execution SET announced = 1 WHERE number = ?"),
		drop: database.prepare("DELETE FROM execution WHERE stopped_at < ?"),
		addEvent: database.prepare("INSERT INTO event VALUES (?, ?, ?)"),
		lastEventId: database.prepare("SELECT coalesce(max(id), 0) AS id FROM event WHERE execution = ?"),
		events: database.prepare("SELECT body FROM event WHERE execution = ? AND id >= ? ORDER BY id LIMIT ?"),
		eventsBack: database.prepare("SELECT body FROM event WHERE execution = ? AND id <= ? ORDER BY id DESC LIMIT ?"),
	};
}
