import type { CallHistoryEntry } from "../call-history/model.ts";
import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { Account, Directory } from "../directory/model.ts";
import type { Deps } from "../platform/deps.ts";
import { AppError } from "../platform/errors.ts";
import { shortened } from "../trail/model.ts";
import type { Row, SearchResult } from "./answer.ts";
import { type Criteria, criteriaFor } from "./criteria.ts";
import { type Cursor, openCursor, sealCursor } from "./cursor.ts";
import { countFacets } from "./facets.ts";
import { pushDown } from "./filter.ts";
import { createMatcher } from "./matcher.ts";
import { maxHits, type SearchRequest, toRequestBody } from "./model.ts";
import { createOrder, type Order } from "./order.ts";
import { choosePath, monthPath, type Path } from "./path.ts";
import { createRowPresenter, findEditable } from "./row.ts";
import { type Query, scanAll, scanFirst } from "./scan.ts";

export type SearchDeps = Pick<Deps, "now" | "directoryReader" | "callHistoryReader" | "cursorSeal" | "trail">;

/** A Lambda answers at most 6 MB; a page that would be larger ends early. */
const maxAnswerBytes = 5_000_000;

/** Below this part of the records, several queries of their own cost less than one that skips the others. */
const smallShare = 0.1;

interface Search {
	deps: SearchDeps;
	caller: Caller;
	account: Account;
	directory: Directory;
	request: SearchRequest;
	criteria: Criteria;
	order: Order;
	cursor: Cursor | undefined;
	now: number;
}

/** The page of hits that a search shows, out of what was found, and how it goes on. */
interface Found {
	hits: CallHistoryEntry[];
	total: number;
	hitRate: number;
	more: boolean;
	facets?: SearchResult["facets"];
}

/**
 * Finds call histories.
 * @throws AppError `over-limit` (search-limit-exceeded, with what to post as an asynchronous search instead),
 *   `invalid` (a cursor that is none of the caller's for these conditions), `forbidden`
 */
export async function searchCallHistories(
	deps: SearchDeps,
	caller: Caller,
	request: SearchRequest,
): Promise<SearchResult> {
	const now = deps.now();
	const cursor = openCursor(deps.cursorSeal, caller, request, now);
	const directory = await deps.directoryReader.load(caller.tenantId);
	const account = authorize(directory, caller);
	// Kept while the search runs, and whatever comes of it; without its entry nothing is answered.
	const [recorded, result] = await Promise.allSettled([
		cursor ? undefined : recordSearch(deps, caller, request, now),
		find(deps, { caller, account, directory, request, cursor, now }),
	]);
	if (recorded.status === "rejected") throw recorded.reason;
	if (result.status === "rejected") throw result.reason;
	return result.value;
}

async function recordSearch(
	{ trail }: SearchDeps,
	{ tenantId, accountId }: Caller,
	{ page: _, facets: __, sort, ...conditions }: SearchRequest,
	at: number,
): Promise<void> {
	const asked = shortened({ ...toRequestBody(conditions), sort });
	await trail.record(tenantId, { kind: "search", at, accountId, asked });
}

async function find(deps: SearchDeps, asked: Omit<Search, "deps" | "criteria" | "order">): Promise<SearchResult> {
	const { caller, account, directory, request, cursor, now } = asked;
	const criteria = criteriaFor(account, directory, request, now);
	if (!criteria) return emptyResult(request, directory);
	const order = createOrder(request.sort, directory);
	const search = { ...asked, deps, criteria, order };

	const path = choosePath(caller.tenantId, criteria, directory);
	const goesOnByTime = cursor && path.byTime && request.sort.column === "calledAt" && request.facets.length === 0;
	return present(search, goesOnByTime ? await findNext(search, path, cursor) : await findAll(search, path));
}

/** Looks at all that the search can hit, and takes the page out of it. */
async function findAll(search: Search, path: Path): Promise<Found> {
	const { request, criteria, directory, order, cursor } = search;
	const { size } = request.page;
	const firstByTime = request.sort.column === "calledAt" && !cursor && request.facets.length === 0 && path.byTime;
	const query = queryOf(search, path, criteria);
	// The limit is for the search as it is begun: whoever pages through it is not stopped by what comes in meanwhile.
	const maxTotal = cursor ? Number.POSITIVE_INFINITY : maxHits;
	const { hits, total, examined } = await scanAll(query, firstByTime ? size : Number.POSITIVE_INFINITY, maxTotal);
	if (total > maxTotal) throw overLimit(request);
	const behind = inOrder(hits, order, cursor);
	return {
		hits: behind.slice(0, size),
		total: cursor?.total ?? total,
		hitRate: Math.max(total, 1) / Math.max(examined, 1),
		more: firstByTime ? total > size : behind.length > size,
		...(request.facets.length > 0 ? { facets: countFacets(hits, request.facets, directory) } : {}),
	};
}

/** Goes on from a cursor in the order of time, and reads no further than the page. */
async function findNext(search: Search, chosen: Path, cursor: Cursor): Promise<Found> {
	const { request, criteria, order, caller } = search;
	const { size } = request.page;
	const { from, to } = criteria.period;
	const { calledAt } = cursor.after;
	const period = request.sort.direction === "desc" ? { from, to: Math.min(to, calledAt + 1) } : { from: calledAt, to };
	const rest: Criteria = { ...criteria, period };
	const inItsPath = goesOnIn(chosen);
	const hitRate = inItsPath ? cursor.hitRate : cursor.hitRate * chosen.share;
	const path = inItsPath ? choosePath(caller.tenantId, rest, search.directory) : monthPath(caller.tenantId, rest);
	const hits = inOrder(await scanFirst(queryOf(search, path, rest, cursor), size + 1, hitRate), order);
	return {
		hits: hits.slice(0, size),
		total: cursor.total,
		hitRate: cursor.hitRate,
		more: hits.length > size,
	};
}

/** Whether a page is read from the search's own path: a query for each of its ranges, where a month takes one in all. */
function goesOnIn({ share, bands }: Path): boolean {
	return share < 1 && (bands[0]?.length === 1 || share < smallShare);
}

function queryOf(search: Search, path: Path, criteria: Criteria, cursor?: Cursor): Query {
	const { deps, caller, directory, request, order } = search;
	const matches = createMatcher(criteria, directory);
	const behindCursor = (entry: CallHistoryEntry) => !cursor || order.compare(order.placeOf(entry), cursor.after) > 0;
	return {
		tenantId: caller.tenantId,
		path,
		pushedDown: pushDown(criteria, path.index),
		matches: (entry) => matches(entry) && behindCursor(entry),
		newestFirst: request.sort.column !== "calledAt" || request.sort.direction === "desc",
		readPage: deps.callHistoryReader.readPage,
	};
}

/** The hits in order; only those behind the cursor, where one is given. */
function inOrder(hits: CallHistoryEntry[], order: Order, cursor?: Cursor): CallHistoryEntry[] {
	return hits
		.map((entry) => ({ entry, place: order.placeOf(entry) }))
		.filter(({ place }) => !cursor || order.compare(place, cursor.after) > 0)
		.sort((a, b) => order.compare(a.place, b.place))
		.map(({ entry }) => entry);
}

async function present(search: Search, found: Found): Promise<SearchResult> {
	const { deps, caller, account, directory, request, order, now } = search;
	const editableOf = await findEditable(deps.callHistoryReader, caller.tenantId, account, found.hits, now);
	const toRow = createRowPresenter(directory);
	const rows: Row[] = [];
	let bytes = 0;
	let last: CallHistoryEntry | undefined;
	let more = found.more;
	for (const entry of found.hits) {
		const row = toRow(entry, editableOf(entry));
		bytes += Buffer.byteLength(JSON.stringify(row));
		if (bytes > maxAnswerBytes) {
			more = true;
			break;
		}
		last = entry;
		rows.push(row);
	}
	const { total, hitRate } = found;
	const cursor = more && last && { after: order.placeOf(last), total, hitRate, issuedAt: now };
	return {
		rows,
		total,
		nextCursor: cursor ? sealCursor(deps.cursorSeal, caller, request, cursor) : null,
		...(found.facets ? { facets: found.facets } : {}),
	};
}

function emptyResult({ facets }: SearchRequest, directory: Directory): SearchResult {
	const counts = facets.length > 0 ? { facets: countFacets([], facets, directory) } : {};
	return { rows: [], total: 0, nextCursor: null, ...counts };
}

function overLimit({ page: _, facets: __, sort, ...conditions }: SearchRequest): AppError {
	const body = { conditions: toRequestBody(conditions), sort };
	return new AppError("over-limit", "search-limit-exceeded", `more than ${maxHits} hits`, {
		extensions: { limit: maxHits, asyncSearch: { href: "/v1/async-searches", body } },
	});
}
