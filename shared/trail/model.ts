import type { Correction } from "../call-history/correction-model.ts";
import { dayMs } from "../time/model.ts";

/** Actions that the trail records. */
export const trailKinds = ["search", "async-search", "detail", "recording", "file", "correction"] as const;
export type TrailKind = (typeof trailKinds)[number];

/** A search as it was requested, in the form of a request body. */
export type Asked = Record<string, unknown>;

interface Common {
	/** Epoch milliseconds. */
	at: number;
	accountId: string;
}

/** A search was started. Further pages have no entries, because a cursor implies a started search. */
interface SearchEntry extends Common {
	kind: "search";
	asked: Asked;
}

/** An asynchronous search was requested, or run again. */
interface AsyncSearchEntry extends Common {
	kind: "async-search";
	asyncSearchId: string;
	asked: Asked;
}

/** The details of a record were opened: the first time of an account on a JST day. */
interface DetailEntry extends Common {
	kind: "detail";
	callId: string;
}

/** A recording was listened to (inline), or downloaded (attachment). */
interface RecordingEntry extends Common {
	kind: "recording";
	callId: string;
	/** Absent from entries made before calls could have several. */
	recordingId?: string;
	disposition: "inline" | "attachment";
}

/** The file of an asynchronous search was downloaded. */
interface FileEntry extends Common {
	kind: "file";
	asyncSearchId: string;
}

interface CorrectionEntry extends Common, Pick<Correction, "reason" | "changes"> {
	kind: "correction";
	callId: string;
}

/** Who did what, when. */
export type TrailEntry = SearchEntry | AsyncSearchEntry | DetailEntry | RecordingEntry | FileEntry | CorrectionEntry;

/** Entries of an account live as long as asynchronous searches; entries of a record live as long as the record. */
export const ownEntryLifetimeMs = 90 * dayMs;

const maxListed = 50;

/** The conditions of a search, with long lists shortened: entries are meant to be read. */
export function shortened(asked: Asked): Asked {
	return Object.fromEntries(
		Object.entries(asked).map(([name, value]) => [
			name,
			Array.isArray(value) && value.length > maxListed
				? [...value.slice(0, maxListed), `… ${value.length - maxListed}`]
				: value,
		]),
	);
}
