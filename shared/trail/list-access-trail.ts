import { authorize, requireAdmin } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { openListCursor } from "../page/list-cursor.ts";
import { fitting } from "../page/model.ts";
import type { CursorSeal } from "../platform/cursor-seal.ts";
import type { Item } from "../platform/dynamodb.ts";
import type { AccessTrail } from "./answer.ts";
import type { TrailKind } from "./model.ts";
import { presentEntries } from "./present.ts";
import type { Located, TrailReader } from "./reader.ts";

export interface TrailDeps {
	directoryReader: DirectoryReader;
	trailReader: TrailReader;
	cursorSeal: CursorSeal;
}

export interface TrailRequest {
	/** A JST day. */
	date: string;
	accountId?: string | undefined;
	kind?: TrailKind | undefined;
	cursor?: string | undefined;
}

const pageSize = 100;
/** How many pages of the index, of 500 entries or 1 MB each, are searched for one page of the answer. */
const maxPagesRead = 20;

/**
 * What a tenant's accounts did on a day, latest first, up to a hundred entries per page, or as many as fit into an
 * answer. If few of a long day's entries match, a page may have fewer or none, and still a next page.
 * @throws AppError `forbidden` (admin-only), `invalid` (a cursor made for another caller or day)
 */
export async function listAccessTrail(
	deps: TrailDeps,
	{ caller, ...request }: { caller: Caller } & TrailRequest,
): Promise<AccessTrail> {
	const { tenantId, accountId } = caller;
	const references = [{ kind: "tenant" }, { kind: "account", id: accountId }] as const;
	requireAdmin(authorize(await deps.directoryReader.find(tenantId, references), caller));

	const { cursor, ...asked } = request;
	const bound = ["access-trail", asked.date, asked.accountId, asked.kind];
	const list = openListCursor<Item>(deps.cursorSeal, caller, bound, cursor);
	const wanted = ({ entry }: Located) =>
		(asked.accountId === undefined || entry.accountId === asked.accountId) &&
		(asked.kind === undefined || entry.kind === asked.kind);
	const found: Located[] = [];
	let reached = list.position;
	for (let pages = 0; pages < maxPagesRead && found.length <= pageSize; pages++) {
		const page = await deps.trailReader.listDay(tenantId, asked.date, reached);
		found.push(...page.entries.filter(wanted));
		reached = page.next;
		if (!reached) break;
	}
	const first = found.slice(0, pageSize);
	const presented = await presentEntries(
		deps,
		tenantId,
		first.map(({ entry }) => entry),
	);
	const items = fitting(presented);
	return { items, nextCursor: list.seal(items.length < found.length ? first[items.length - 1]?.key : reached) };
}
