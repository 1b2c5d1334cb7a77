import { type FindRecordDeps, findRecord } from "../call-history/find-record.ts";
import type { Caller } from "../caller/model.ts";
import type { TrailWriter } from "../trail/writer.ts";
import type { Detail } from "./answer.ts";
import { toDetail } from "./present.ts";

export interface OpenDetailDeps extends FindRecordDeps {
	trail: TrailWriter;
}

/**
 * Opens a record's details, and records that in its trail, once per account and day: for two write units, or for one if
 * the trail has the entry already.
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
