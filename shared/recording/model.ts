import type { Recording } from "../call-history/model.ts";

/** More than any real call has; the list is part of the record, and every write pays for its size. */
export const maxRecordings = 50;

/** An object, and a record that names it as a recording of its call. */
export interface ObjectName {
	tenantId: string;
	objectKey: string;
	callId: string;
}

/**
 * Adds a recording to those of a call, which are in the order in which they were stored, whatever order they arrive in.
 * Of two with the same object, the later one counts.
 */
export function withRecording(recordings: readonly Recording[], one: Recording): Recording[] {
	const other = recordings.find(({ objectKey }) => objectKey === one.objectKey);
	if (other && placeOf(other) >= placeOf(one)) return [...recordings];
	const others = recordings.filter((recording) => recording !== other);
	return [...others, one].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

/** Sorts as text: by time, then object, then the other members, so that no two are equal. */
function placeOf({ storedAt, objectKey, durationSeconds, contentType }: Recording): string {
	return `${String(storedAt).padStart(16, "0")} ${objectKey} ${durationSeconds} ${contentType}`;
}

/** The folder that an object is in; undefined for one in the bucket's root. */
export function folderOf(objectKey: string): string | undefined {
	const end = objectKey.indexOf("/");
	return end > 0 ? objectKey.slice(0, end) : undefined;
}
