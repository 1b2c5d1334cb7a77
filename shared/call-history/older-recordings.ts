import type { Recording } from "./model.ts";

// A record with one recording, as nearly all of them, has nothing of this; the newest lies in attributes of its own, which rows show.

type Stored = [objectKey: string, contentType: string, durationSeconds: number, storedAt: number];

/** @returns undefined for none */
export function writeOlderRecordings(recordings: readonly Recording[] = []): string | undefined {
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
