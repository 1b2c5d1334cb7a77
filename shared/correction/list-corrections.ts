import * as z from "zod";
import { type FindDeps, findRecord } from "../call-history/get-call-history.ts";
import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import { formatJst } from "../time/model.ts";
import { correctableFields } from "./model.ts";

export const correctionsSchema = z.object({
	items: z.array(
		z.object({
			correctedAt: z.string().meta({ description: "ISO 8601 with offset" }),
			correctedBy: z.string(),
			correctedByName: z.nullable(z.string()),
			reason: z.string().optional(),
			changes: z.array(z.object({ field: z.enum(correctableFields), before: z.unknown(), after: z.unknown() })),
		}),
	),
});

/**
 * Who changed what, when, from what to what; the latest first.
 * @throws AppError `not-found`, `forbidden`
 */
export async function listCorrections(
	deps: FindDeps & Pick<Deps, "directoryReader" | "callHistories">,
	{ caller, callId }: { caller: Caller; callId: string },
): Promise<z.infer<typeof correctionsSchema>> {
	await findRecord(deps, caller, callId);
	const corrections = await deps.callHistories.listCorrections(caller.tenantId, callId);
	const ids = [...new Set(corrections.map((correction) => correction.correctedBy))];
	const { accounts } = await deps.directoryReader.find(
		caller.tenantId,
		ids.map((id) => ({ kind: "account", id })),
	);
	const items = corrections.toReversed().map((correction) => ({
		...correction,
		correctedAt: formatJst(correction.correctedAt),
		correctedByName: accounts.get(correction.correctedBy)?.name ?? null,
	}));
	return { items };
}
