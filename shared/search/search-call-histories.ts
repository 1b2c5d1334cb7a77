import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { nothingPacked } from "../pack/model.ts";
import type { CursorSeal } from "../platform/cursor-seal.ts";
import { AppError } from "../platform/errors.ts";
import { shortened } from "../trail/model.ts";
import type { TrailWriter } from "../trail/writer.ts";
import type { SearchResult } from "./answer.ts";
import { toRequestBody } from "./conditions-model.ts";
import { criteriaFor } from "./criteria.ts";
import { openCursor } from "./cursor.ts";
import { Deadline } from "./deadline.ts";
import { findPage } from "./find-page.ts";
import { findHints } from "./hints.ts";
import { findPlace } from "./kept-place.ts";
import { conditionsIn, newestFirst, type SearchRequest } from "./model.ts";
import { createOrder } from "./order.ts";
import { withAsyncSearch } from "./over-limit.ts";
import { presentNothing, presentPage } from "./present-page.ts";
import { type FindPageDeps, isByTime, type RunningSearch } from "./running-search.ts";

export interface SearchDeps extends FindPageDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	cursorSeal: CursorSeal;
	trail: TrailWriter;
}

/** Hints get their titles where the reader's language is known. */
type Untitled = Omit<SearchResult, "hints"> & { hints?: Omit<NonNullable<SearchResult["hints"]>[number], "title">[] };

interface SearchCommand {
	caller: Caller;
	request: SearchRequest;
	/** By default the usual time. */
	answerWithinMs?: number | undefined;
}

/**
 * Finds call histories.
 * @throws AppError `over-limit` (search-limit-exceeded, search-too-large; with the request for an asynchronous search
 *   instead), `invalid` (a cursor made for another caller or other conditions), `forbidden`
 */
export async function searchCallHistories(
	deps: SearchDeps,
	{ caller, request: asked, answerWithinMs }: SearchCommand,
): Promise<Untitled> {
	const now = deps.now();
	const deadline = new Deadline(answerWithinMs);
	const page = openCursor(deps.cursorSeal, caller, asked, now);
	// Counts cover all hits, whichever page is requested, regardless of order.
	const request = asked.rows ? asked : { ...asked, sort: newestFirst, page: { size: 0 } };
	const opened = asked.rows ? page : undefined;
	const [directory, packed, after] = await Promise.all([
		deps.directoryReader.load(caller.tenantId),
		opened?.inTable && isByTime({ request }) ? nothingPacked : deps.packReader.load(caller.tenantId),
		opened && findPlace(deps.callHistoryReader, caller.tenantId, request.sort, opened.kept),
	]);
	const cursor = opened && after && { ...opened, after };
	const account = authorize(directory, caller);
	// Written while the search runs, whatever its result; without the trail entry there is no answer.
	const [recorded, result] = await Promise.allSettled([
		cursor ? undefined : recordSearch(deps, caller, request, now),
		find(deps, { caller, account, directory, packed, request, cursor, deadline, now }),
	]);
	if (recorded.status === "rejected") throw recorded.reason;
	if (result.status === "rejected") throw result.reason;
	const hints = result.value.total === 0 ? findHints(request, now) : [];
	return hints.length > 0 ? { ...result.value, hints } : result.value;
}

async function recordSearch(
	{ trail }: SearchDeps,
	{ tenantId, accountId }: Caller,
	request: SearchRequest,
	at: number,
): Promise<void> {
	const asked = shortened({ ...toRequestBody(conditionsIn(request)), sort: request.sort });
	await trail.record(tenantId, { kind: "search", at, accountId, asked });
}

/** @throws AppError `over-limit` with the request for an asynchronous search instead */
async function find(
	deps: SearchDeps,
	asked: Omit<RunningSearch, "deps" | "criteria" | "order">,
): Promise<SearchResult> {
	const { account, directory, request, now } = asked;
	const criteria = criteriaFor(account, directory, request, now);
	if (!criteria) return presentNothing(request, directory);
	const search = { ...asked, deps, criteria, order: createOrder(request.sort, directory) };
	try {
		return await search.deadline.bound(findPage(search).then((page) => presentPage(deps.cursorSeal, search, page)));
	} catch (cause) {
		throw cause instanceof AppError && cause.kind === "over-limit" ? withAsyncSearch(cause, request) : cause;
	}
}
