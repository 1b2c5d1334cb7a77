import type { IndexPage, PageRequest } from "../call-history/index-reader.ts";
import type { Deadline } from "./deadline.ts";
import type { PushedDown } from "./filter.ts";
import type { Matcher } from "./matcher.ts";
import type { Path } from "./path.ts";
import type { Segment } from "./segment.ts";
import type { Tally } from "./tally.ts";

/** What to find on a path of the table. */
export interface Query {
	tenantId: string;
	path: Path;
	pushedDown: PushedDown;
	matches: Matcher;
	newestFirst: boolean;
	readPage: (request: PageRequest) => Promise<IndexPage>;
	/** Without one, there is no time limit. */
	deadline?: Deadline;
	/** Counts hits that are not kept. */
	tally?: Tally | undefined;
}

/**
 * Reads a page of a segment.
 * @param limit entries to examine; a whole page if undefined
 */
export function readSegment(
	{ tenantId, path, pushedDown, newestFirst, readPage }: Query,
	{ range, startKey }: Segment,
	{ countOnly = false, limit }: { countOnly?: boolean; limit: number | undefined },
): Promise<IndexPage> {
	const { filter } = pushedDown;
	return readPage({ tenantId, index: path.index, ...range, startKey, newestFirst, filter, countOnly, limit });
}
