import { findRecord } from "../call-history/find-record.ts";
import type { Caller } from "../caller/model.ts";
import type { Detail } from "../detail/answer.ts";
import { toDetail } from "../detail/present.ts";
import { type CorrectDeps, type CorrectRecordCommand, correctRecord } from "./correct-record.ts";

/**
 * Corrects a call history. A request that changes nothing gets the same answer as one that does, and leaves no trace.
 * @throws AppError `stale` (412), `conflict` (409: not-latest, not-today, …), `invalid`, `not-found`, `forbidden`
 */
export async function correctCallHistory(
	deps: CorrectDeps,
	{ caller, callId, ...command }: { caller: Caller; callId: string } & CorrectRecordCommand,
): Promise<Detail> {
	const found = await findRecord(deps, { caller, callId });
	const record = await correctRecord(deps, found, command);
	return toDetail({ ...found, record });
}
