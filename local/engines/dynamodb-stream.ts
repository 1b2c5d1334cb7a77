import { DatabaseSync } from "node:sqlite";
import type { DataFolder } from "../data-folder.ts";
import { databaseFile } from "./dynamodb.ts";

/**
 * Drops delivered records from the embedded engine's stream, as DynamoDB does after a day. The engine never does, and
 * each write scans all of them for the highest number, so the last record must stay.
 */
export function forgetStreamRecords(folder: DataFolder, table: string, upTo: string): void {
	const database = new DatabaseSync(databaseFile(folder), { timeout: 5000 });
	try {
		const statement = "DELETE FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) < ?";
		database.prepare(statement).run(table, Number(upTo));
	} finally {
		database.close();
	}
}
