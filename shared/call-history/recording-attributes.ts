import type { Recording } from "./model.ts";

// The newest lies in attributes of its own, which rows show; the others together in one, which a record with one recording, as nearly all
// of them, does not have.

type Stored = [objectKey: string, contentType: string, durationSeconds: number, storedAt: number];

/** @returns undefined for none */
function writeOlderRecordings(recordings: readonly Recording[]): string | undefined {
	if (recordings.length === 0) return undefined;
	const stored = recordings.map(
		({ objectKey, contentType, durationSeconds, storedAt }): Stored => [
			objectKey,
			contentType,
			durationSeconds,
			storedAt,
		],
	);
	return JSON.stringify(stored);
}

export function readOlderRecordings(text: string): Recording[] {
	const stored: Stored[] = JSON.parse(text);
	return stored.map(([objectKey, contentType, durationSeconds, storedAt]) => ({
		...{ objectKey, contentType, durationSeconds, storedAt },
	}));
}

/** @param recordings in their order; of the newest, rows show the length */
export function recordingAttributes(recordings: readonly Recording[]) {
	const newest = recordings.at(-1);
	return {
		recordingKey: newest?.objectKey,
		recordingContentType: newest?.contentType,
		recordingSeconds: newest?.durationSeconds,
		// A moment that was never told is none in the table, and 0 here.
		recordingSavedAt: newest?.storedAt || undefined,
		olderRecordings: writeOlderRecordings(recordings.slice(0, -1)),
	};
}
