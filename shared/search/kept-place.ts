import { createHash } from "node:crypto";
import type { CallHistoryReader } from "../call-history/reader.ts";
import { definitionOf, valueReader } from "../column/model.ts";
import type { Sort } from "./model.ts";
import type { Place } from "./order.ts";

/** A place as stored in a cursor: a long value is reduced to its beginning and a digest that identifies it. */
export type KeptPlace = Place | LongPlace;

interface LongPlace extends Omit<Place, "value"> {
	start: string;
	digest: string;
}

/** Bytes of JSON that fit into a cursor: enough for names in any script, and for memos of usual length. */
const maxValueBytes = 1300;
const startCharacters = 100;
/** How many earlier rows the cursor keeps, in case its own is deleted from the table. */
const maxPlaces = 3;
/** How many corrections are read at a time to find a record's former value. */
const correctionsAtOnce = 100;

/**
 * The places of a page's last rows, the last one first; if the page has too few, those of the previous page follow.
 */
export function keepPlaces(page: readonly Place[], before: readonly KeptPlace[] = []): KeptPlace[] {
	const [last, ...others] = [...page.slice(-maxPlaces).reverse().map(keep), ...before];
	// A short value is enough to continue from.
	if (!last || "value" in last) return last ? [last] : [];
	return [last, ...others].slice(0, maxPlaces);
}

function keep(place: Place): KeptPlace {
	const { value, ...rest } = place;
	if (typeof value !== "string" || Buffer.byteLength(JSON.stringify(value)) <= maxValueBytes) return place;
	const start = [...value.slice(0, 2 * startCharacters)].slice(0, startCharacters).join("");
	return { ...rest, start, digest: digestOf(value) };
}

function digestOf(value: string): string {
	return createHash("sha256").update(value).digest("base64url").slice(0, 22);
}

/**
 * The place after which a search continues. A long value is reread from its record, current or before a correction, or
 * else from the row before it. If all of these were deleted, rows that begin like the last one are shown again: better
 * twice than not at all.
 */
export async function findPlace(
	reader: Pick<CallHistoryReader, "findRecords" | "listCorrections">,
	tenantId: string,
	sort: Sort,
	kept: readonly KeptPlace[],
): Promise<Place> {
	for (const place of kept) {
		if ("value" in place) return place;
		const value = await findValue(reader, tenantId, sort, place);
		if (value !== undefined) return { value, calledAt: place.calledAt, callId: place.callId };
	}
	const { start } = kept[0] as LongPlace;
	// Before everything that begins like this: U+FFFF sorts after any other character.
	return { value: sort.direction === "asc" ? start : `${start}\uffff`, calledAt: Number.POSITIVE_INFINITY, callId: "" };
}

async function findValue(
	reader: Pick<CallHistoryReader, "findRecords" | "listCorrections">,
	tenantId: string,
	{ column }: Sort,
	{ callId, digest }: LongPlace,
): Promise<string | undefined> {
	const isIt = (value: unknown) => typeof value === "string" && digestOf(value) === digest;
	const [record] = await reader.findRecords(tenantId, [callId]);
	if (!record) return undefined;
	const now = valueReader(column)({ ...record, recordingSeconds: record.recording?.durationSeconds });
	if (isIt(now)) return now as string;
	const { of } = definitionOf(column);
	for (let before: string | undefined, more = true; more; ) {
		const page = await reader.listCorrections({ tenantId, callId }, { before, limit: correctionsAtOnce });
		const changes = page.corrections.flatMap((correction) => correction.changes);
		const change = changes.find((one) => one.field === of && isIt(one.before));
		if (change) return change.before as string;
		before = page.corrections.at(-1)?.key;
		more = page.more;
	}
	return undefined;
}
