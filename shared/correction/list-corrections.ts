import type { Corrections } from "../call-history/answer.ts";
import { type FindRecordDeps, findRecord } from "../call-history/find-record.ts";
import type { Caller } from "../caller/model.ts";
import { findAccountNames } from "../directory/account-names.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { openListCursor } from "../page/list-cursor.ts";
import { fitting } from "../page/model.ts";
import type { CursorSeal } from "../platform/cursor-seal.ts";
import { formatJst } from "../time/model.ts";

export interface CorrectionsDeps extends FindRecordDeps {
	directoryReader: DirectoryReader;
	cursorSeal: CursorSeal;
}

const pageSize = 100;

/**
 * Who changed what, when, from what to what; latest first, a hundred per page, or as many as fit into an answer.
 * @throws AppError `not-found`, `forbidden`, `invalid` (a cursor made for another caller or record)
 */
export async function listCorrections(
	deps: CorrectionsDeps,
	{ caller, callId, cursor }: { caller: Caller; callId: string; cursor?: string | undefined },
): Promise<Corrections> {
	const { tenantId } = caller;
	const list = openListCursor<string>(deps.cursorSeal, caller, ["corrections", callId], cursor);
	await findRecord(deps, { caller, callId });
	const page = { before: list.position, limit: pageSize };
	const { corrections, more } = await deps.callHistoryReader.listCorrections({ tenantId, callId }, page);
	const correctors = corrections.map(({ correctedBy }) => correctedBy);
	const nameOf = await findAccountNames(deps, tenantId, correctors);
	const items = fitting(
		corrections.map(({ key: _, ...correction }) => ({
			...correction,
			correctedAt: formatJst(correction.correctedAt),
			correctedByName: nameOf(correction.correctedBy),
		})),
	);
	const hasMore = more || items.length < corrections.length;
	return { items, nextCursor: list.seal(hasMore ? corrections[items.length - 1]?.key : undefined) };
}
