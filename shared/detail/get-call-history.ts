import { type FindRecordDeps, findRecord } from "../call-history/find-record.ts";
import type { Caller } from "../caller/model.ts";
import type { TrailWriter } from "../trail/writer.ts";
import type { Detail } from "./answer.ts";
import { toDetail } from "./present.ts";

export interface OpenDetailDeps extends FindRecordDeps {
	trail: TrailWriter;
}

/**
 * Opens the details of a record, which is kept in its trail once for each account and day: two units written, and one
 * by which it is found out that it was kept.
 * @throws AppError `not-found`, `forbidden`
 */
export async function getCallHistory(
	deps: OpenDetailDeps,
	{ caller, callId }: { caller: Caller; callId: string },
): Promise<Detail> {
	const found = await findRecord(deps, { caller, callId });
	const { tenantId, accountId } = caller;
	await deps.trail.record(tenantId, { kind: "detail", at: deps.now(), accountId, callId });
	return toDetail(found);
}
