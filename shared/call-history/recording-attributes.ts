import type { Recording } from "./model.ts";

// The newest recording has attributes of its own, which rows show. All others share one attribute, which most records
// lack, because they have a single recording.

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
		objectKey,
		contentType,
		durationSeconds,
		storedAt,
	}));
}

/** @param recordings in order; rows show the length of the newest */
export function recordingAttributes(recordings: readonly Recording[]) {
	const newest = recordings.at(-1);
	return {
		recordingKey: newest?.objectKey,
		recordingContentType: newest?.contentType,
		recordingSeconds: newest?.durationSeconds,
		// An unknown time is absent in the table, and 0 here.
		recordingSavedAt: newest?.storedAt || undefined,
		olderRecordings: writeOlderRecordings(recordings.slice(0, -1)),
	};
}
