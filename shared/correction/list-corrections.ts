import { type FindDeps, findRecord } from "../call-history/get-call-history.ts";
import type { Caller } from "../caller/model.ts";
import { findAccountNames } from "../directory/account-names.ts";
import type { Deps } from "../platform/deps.ts";
import { formatJst } from "../time/model.ts";
import type { Corrections } from "./answer.ts";

/**
 * Who changed what, when, from what to what; the latest first.
 * @throws AppError `not-found`, `forbidden`
 */
export async function listCorrections(
	deps: FindDeps & Pick<Deps, "directoryReader">,
	{ caller, callId }: { caller: Caller; callId: string },
): Promise<Corrections> {
	await findRecord(deps, caller, callId);
	const corrections = await deps.callHistoryReader.findCorrections(caller.tenantId, callId);
	const correctors = corrections.map(({ correctedBy }) => correctedBy);
	const nameOf = await findAccountNames(deps, caller.tenantId, correctors);
	const items = corrections.toReversed().map((correction) => ({
		...correction,
		correctedAt: formatJst(correction.correctedAt),
		correctedByName: nameOf(correction.correctedBy),
	}));
	return { items };
}
