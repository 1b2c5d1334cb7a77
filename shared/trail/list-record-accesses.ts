import { type FindDeps, findRecord } from "../call-history/get-call-history.ts";
import { requireAdmin } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import type { RecordAccesses } from "./answer.ts";
import { presentEntries } from "./present.ts";

/**
 * Who listened to a record, downloaded its recording or corrected it, the latest first.
 * @throws AppError `forbidden` (admin-only), `not-found`
 */
export async function listRecordAccesses(
	deps: FindDeps & Pick<Deps, "directoryReader" | "trailReader">,
	{ caller, callId }: { caller: Caller; callId: string },
): Promise<RecordAccesses> {
	const { account } = await findRecord(deps, caller, callId);
	requireAdmin(account);
	const entries = await deps.trailReader.listOfRecord(caller.tenantId, callId);
	return { items: await presentEntries(deps, caller.tenantId, entries) };
}
