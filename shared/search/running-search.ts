import type { CallHistoryEntry } from "../call-history/model.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import type { Caller } from "../caller/model.ts";
import type { Account, Directory } from "../directory/model.ts";
import type { Packed } from "../pack/model.ts";
import type { PackReader } from "../pack/reader.ts";
import type { Bucket } from "../platform/bucket.ts";
import type { SearchResult } from "./answer.ts";
import type { Criteria } from "./criteria.ts";
import type { Cursor } from "./cursor.ts";
import type { Deadline } from "./deadline.ts";
import type { SearchRequest } from "./model.ts";
import type { Order } from "./order.ts";

export interface FindPageDeps {
	callHistoryReader: CallHistoryReader;
	packReader: PackReader;
	packFiles: Pick<Bucket, "readPart">;
}

/** A search, with everything read and prepared for it at its start. */
export interface RunningSearch {
	deps: FindPageDeps;
	caller: Caller;
	account: Account;
	directory: Directory;
	packed: Packed;
	request: SearchRequest;
	criteria: Criteria;
	order: Order;
	cursor: Cursor | undefined;
	deadline: Deadline;
	/** Epoch milliseconds. */
	now: number;
}

/** The page of hits that a search shows, and how to continue after it. */
export interface FoundPage {
	entries: CallHistoryEntry[];
	total: number;
	/** Hits per record that was examined. */
	hitRate: number;
	/** Whether the next page in time order is read from the table. */
	inTable: boolean;
	/** The last hit of the page, if more follow. */
	continuesAfter: CallHistoryEntry | undefined;
	facets?: SearchResult["facets"];
}

/** Pages in time order do not need to know all hits. */
export function isByTime({ request: { sort, facets } }: Pick<RunningSearch, "request">): boolean {
	return sort.column === "calledAt" && facets.length === 0;
}
