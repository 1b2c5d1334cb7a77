import type { Caller } from "../caller/model.ts";
import type { CursorSeal } from "../platform/cursor-seal.ts";
import { AppError } from "../platform/errors.ts";
import { toRequestBody } from "./conditions-model.ts";
import type { KeptPlace } from "./kept-place.ts";
import { conditionsIn, type SearchRequest } from "./model.ts";
import type { Place } from "./order.ts";

/** Where the next page begins, and what is known from the first page. */
export interface Cursor extends Found {
	after: Place;
	/** The stored places that `after` was found by. */
	kept: readonly KeptPlace[];
}

/** A cursor as the caller gets it: its size is limited, whatever the rows contain. */
interface KeptCursor extends Found {
	kept: readonly KeptPlace[];
}

interface Found {
	total: number;
	/** Hits per record that was examined. */
	hitRate: number;
	/** Whether the next page in time order is read from the table, without packs. */
	inTable: boolean;
	/** Epoch milliseconds. */
	issuedAt: number;
}

const lifetimeMs = 24 * 3_600_000;

/** A cursor is valid only for its tenant, its caller, and the conditions and order that it was made for. */
function boundTo(caller: Caller, request: SearchRequest): string {
	const asked = { ...toRequestBody(conditionsIn(request)), sort: request.sort };
	const sorted = Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1));
	return JSON.stringify([caller.tenantId, caller.accountId, sorted]);
}

export function sealCursor(seal: CursorSeal, caller: Caller, request: SearchRequest, cursor: KeptCursor): string {
	return seal.seal(cursor, boundTo(caller, request));
}

/** @throws AppError `invalid` where the cursor is not ours, was made for something else, or is older than a day */
export function openCursor(
	seal: CursorSeal,
	caller: Caller,
	request: SearchRequest,
	now: number,
): KeptCursor | undefined {
	const text = request.page.cursor;
	if (text === undefined) return undefined;
	const cursor = seal.open(text, boundTo(caller, request)) as KeptCursor | undefined;
	const code = !cursor?.kept ? "cursor-invalid" : now - cursor.issuedAt > lifetimeMs ? "cursor-expired" : undefined;
	if (code) throw new AppError(code, code, { errors: [{ pointer: "/page/cursor", code }] });
	return cursor;
}
