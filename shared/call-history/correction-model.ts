import { formatJst, parseTime } from "../time/model.ts";
import type { CallHistory, CallHistoryEntry, NextAction } from "./model.ts";

export const correctableFields = ["altPhone", "talkedWith", "resultId", "nextAction", "memo"] as const;
export type CorrectableField = (typeof correctableFields)[number];
export type CorrectableValues = Pick<CallHistory, CorrectableField>;

/** One field's change, as the API shows it: `null` for an absent value, times with their offset. */
export interface Change {
	field: CorrectableField;
	before: unknown;
	after: unknown;
}

export interface Correction {
	/** Epoch milliseconds. */
	correctedAt: number;
	correctedBy: string;
	reason?: string;
	changes: Change[];
}

export function changesBetween(before: CorrectableValues, after: CorrectableValues): Change[] {
	return correctableFields
		.map((field) => ({ field, before: shown(before[field]), after: shown(after[field]) }))
		.filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function shown(value: CorrectableValues[CorrectableField]): unknown {
	return value === undefined ? null : typeof value === "object" ? showNextAction(value) : value;
}

export function showNextAction(action: NextAction): { type: NextAction["type"]; redialAt?: string } {
	return action.type === "redial" ? { type: action.type, redialAt: formatJst(action.redialAt) } : { type: action.type };
}

/**
 * Reconstructs a list row as of a moment, from its current state and its corrections, oldest first. Only the
 * correctable fields are reverted; nothing else in a record ever changes.
 */
export function asOf<Entry extends Omit<CallHistoryEntry, "recordingSeconds">>(
	entry: Entry,
	corrections: readonly Correction[],
	at: number,
): Entry {
	const later = corrections.filter(({ correctedAt }) => correctedAt > at);
	if (later.length === 0) return entry;
	const last = corrections.findLast(({ correctedAt }) => correctedAt <= at);
	const before = valuesBefore(later);
	// Not a column of the list.
	delete before.altPhone;
	return { ...entry, ...before, updatedAt: last?.correctedAt, updatedBy: last?.correctedBy, changedAt: at };
}

/** The previous values of the fields that corrections (oldest first) have changed. */
export function valuesBefore(corrections: readonly Correction[]): Partial<Record<CorrectableField, unknown>> {
	const before: Partial<Record<CorrectableField, unknown>> = {};
	for (const { field, before: value } of corrections.toReversed().flatMap(({ changes }) => changes)) {
		before[field] = value === null ? undefined : field === "nextAction" ? readNextAction(value) : value;
	}
	return before;
}

/** The reverse of {@link showNextAction}. */
function readNextAction(shown: unknown): NextAction {
	const { type, redialAt } = shown as ReturnType<typeof showNextAction>;
	return type === "redial" ? { type, redialAt: parseTime(redialAt ?? "") ?? 0 } : { type };
}
