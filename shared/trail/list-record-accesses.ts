import { type FindRecordDeps, findRecord } from "../call-history/find-record.ts";
import type { BelongingKind } from "../call-history/partition-reader.ts";
import { requireAdmin } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { openListCursor } from "../page/list-cursor.ts";
import { fitting } from "../page/model.ts";
import type { CursorSeal } from "../platform/cursor-seal.ts";
import type { RecordAccesses } from "./answer.ts";
import type { TrailEntry } from "./model.ts";
import { presentEntries } from "./present.ts";
import type { TrailReader } from "./reader.ts";

export interface AccessesDeps extends FindRecordDeps {
	directoryReader: DirectoryReader;
	trailReader: TrailReader;
	cursorSeal: CursorSeal;
}

/** The last listed sort key of each kind. */
type Position = Partial<Record<BelongingKind, string>>;

interface Listed {
	kind: BelongingKind;
	entry: TrailEntry;
	key: string;
}

const pageSize = 100;
const kinds: readonly BelongingKind[] = ["correction", "access"];

/**
 * Who opened the details of a record, listened to it, downloaded its recording or corrected it, latest first, up to a
 * hundred per page, or as many as fit into an answer.
 * @throws AppError `forbidden` (admin-only), `not-found`, `invalid` (a cursor made for another caller or record)
 */
export async function listRecordAccesses(
	deps: AccessesDeps,
	{ caller, callId, cursor }: { caller: Caller; callId: string; cursor?: string | undefined },
): Promise<RecordAccesses> {
	const { tenantId } = caller;
	const list = openListCursor<Position>(deps.cursorSeal, caller, ["accesses", callId], cursor);
	const { account } = await findRecord(deps, { caller, callId });
	requireAdmin(account);
	const pages = await Promise.all(
		kinds.map(async (kind) => {
			const page = { before: list.position?.[kind], limit: pageSize };
			const { entries, more } = await deps.trailReader.listOfRecord(kind, { tenantId, callId }, page);
			return { entries: entries.map((listed) => ({ kind, ...listed })), more };
		}),
	);
	const merged = merge(pages).slice(0, pageSize);
	const presented = await presentEntries(
		deps,
		tenantId,
		merged.map(({ entry }) => entry),
	);
	const items = fitting(presented);
	const hasMore = pages.some(({ more }) => more) || items.length < pages.flatMap(({ entries }) => entries).length;
	const reached = merged.slice(0, items.length).map(({ kind, key }) => [kind, key]);
	// Openings of details are stored under the beginning of their day; within a page they are sorted by their time.
	const timeOf = (index: number) => merged[index]?.entry.at ?? 0;
	const inOrder = [...items.keys()]
		.sort((a, b) => timeOf(b) - timeOf(a))
		.map((index) => items[index] as (typeof items)[number]);
	return {
		items: inOrder,
		nextCursor: list.seal(hasMore ? { ...list.position, ...Object.fromEntries(reached) } : undefined),
	};
}

/** Latest first, as far as the order is certain: up to the end of a page that more entries of its kind follow. */
function merge(pages: readonly { entries: readonly Listed[]; more: boolean }[]): Listed[] {
	const merged: Listed[] = [];
	const taken = pages.map(() => 0);
	for (;;) {
		const heads = pages.map(({ entries }, index) => entries[taken[index] as number]);
		if (heads.some((head, index) => !head && pages[index]?.more)) return merged;
		const times = heads.map((head) => head?.entry.at ?? Number.NEGATIVE_INFINITY);
		const latest = times.indexOf(Math.max(...times));
		const head = heads[latest];
		if (!head) return merged;
		merged.push(head);
		taken[latest] = (taken[latest] as number) + 1;
	}
}
