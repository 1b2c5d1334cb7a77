import { showNextAction } from "../call-history/correction-model.ts";
import { type Editable, personalObstacle, toEditable } from "../call-history/editable-model.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import { type Column, columns, definitionOf, valueReader } from "../column/model.ts";
import { namesOf } from "../column/names.ts";
import type { Account, Directory } from "../directory/model.ts";
import { formatJst } from "../time/model.ts";
import type { Row } from "./answer.ts";

/** Returns a function that presents entries as rows: a member for each column, and an id beside each name. */
export function createRowPresenter(directory: Directory): (entry: CallHistoryEntry, editable: Editable) => Row {
	const members = columns.flatMap((column) => membersOf(column, directory));
	return (entry, editable) => {
		const row: Record<string, unknown> = { customerId: entry.customerId, editable };
		for (const [name, value] of members) row[name] = value(entry) ?? null;
		return row as Row;
	};
}

type Member = [keyof Row, (entry: CallHistoryEntry) => unknown];

function membersOf(column: Column, directory: Directory): Member[] {
	const definition = definitionOf(column);
	const value = valueReader(column);
	switch (definition.kind) {
		case "reference": {
			const names = namesOf(directory, definition.names);
			return [
				[definition.of, value],
				[column, (entry) => names.get(entry[definition.of] ?? "")?.name],
			];
		}
		case "time":
			return [[column, (entry) => formatJst(value(entry) as number)]];
		case "code":
			return [[column, column === "nextAction" ? (entry) => showNextAction(entry.nextAction) : value]];
		case "duration":
			return [[column, column === "recording" ? (entry) => showRecording(entry) : value]];
		default:
			return [[column, value]];
	}
}

function showRecording({ recordingSeconds }: CallHistoryEntry): Row["recording"] {
	return recordingSeconds === undefined ? null : { durationSeconds: recordingSeconds };
}

/**
 * Returns a function that says whether the account may correct an entry. The pointers to the latest records are read
 * only for entries that nothing else rules out.
 */
export async function findEditable(
	reader: Pick<CallHistoryReader, "findLatest">,
	tenantId: string,
	account: Account,
	entries: readonly CallHistoryEntry[],
	now: number,
): Promise<(entry: CallHistoryEntry) => Editable> {
	const inQuestion = entries.filter((entry) => !personalObstacle(account, entry, now));
	const latest = await reader.findLatest(
		inQuestion.map(({ batchId, customerId }) => ({ tenantId, batchId, customerId })),
	);
	return (entry) =>
		toEditable(personalObstacle(account, entry, now) ?? (latest.has(entry.callId) ? undefined : "not-latest"));
}
