import type { Correction } from "../correction/model.ts";
import { dayMs } from "../time/model.ts";

/** What an account has done that the trail keeps. */
export const trailKinds = ["search", "async-search", "recording", "file", "correction"] as const;
export type TrailKind = (typeof trailKinds)[number];

/** A search as it was asked for, in the form of a request body. */
export type Asked = Record<string, unknown>;

/** Who did what, when. Times in epoch milliseconds. */
export type TrailEntry = {
	at: number;
	accountId: string;
} & /** Its further pages are none of their own: whoever has a cursor has begun a search. */
(
	| { kind: "search"; asked: Asked }
	/** Asked for, or asked for again. */
	| { kind: "async-search"; asyncSearchId: string; asked: Asked }
	/** Listened to (inline), or downloaded (attachment). */
	| { kind: "recording"; callId: string; disposition: "inline" | "attachment" }
	/** The file of an asynchronous search was downloaded. */
	| { kind: "file"; asyncSearchId: string }
	| ({ kind: "correction"; callId: string } & Pick<Correction, "reason" | "changes">)
);

/** An entry of an account's own lives as long as what an asynchronous search leaves; one of a record as long as that. */
export const ownEntryLifetimeMs = 90 * dayMs;

const maxListed = 50;

/** The conditions of a search, of long lists their beginning: an entry is there to be read. */
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
