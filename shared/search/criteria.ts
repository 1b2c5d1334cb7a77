import type { FoldedConditions } from "../condition/model.ts";
import { type Account, batchExpiresAt, type Directory } from "../directory/model.ts";
import { type Conditions, foldConditions } from "./conditions-model.ts";

/** What a record must meet to be a hit for one caller: the conditions, and what the caller may see. */
export interface Criteria extends FoldedConditions {
	period: Conditions["period"];
	/** Batches whose records are gone, although TTL may not have deleted them yet. */
	expiredBatchIds: readonly string[];
}

/**
 * Combines conditions and scope, so that later steps need not know about roles.
 * @returns undefined if no record can match, which is known without reading any
 */
export function criteriaFor(
	account: Account,
	directory: Directory,
	conditions: Conditions,
	now: number,
): Criteria | undefined {
	const criteria: Criteria = {
		...foldConditions(conditions),
		period: conditions.period,
		expiredBatchIds: expiredBatchIds(directory, now),
	};
	if (account.role === "supervisor") criteria.campaignIds = common(criteria.campaignIds, account.campaignIds);
	if (account.role === "agent") criteria.agentIds = common(criteria.agentIds, [account.accountId]);
	const impossible = criteria.campaignIds?.length === 0 || criteria.agentIds?.length === 0;
	return impossible ? undefined : criteria;
}

function common(asked: string[] | undefined, allowed: string[]): string[] {
	if (!asked) return allowed;
	const set = new Set(allowed);
	return asked.filter((id) => set.has(id));
}

/** Batches whose records may no longer be seen; their items stay a month longer than the records. */
function expiredBatchIds(directory: Directory, now: number): string[] {
	return [...directory.batches.values()].filter((batch) => batchExpiresAt(batch) <= now).map((batch) => batch.batchId);
}

/** Whether records of a batch may be seen: the batch is known, and its retention is not over. */
export function isAlive(
	{ expiredBatchIds }: Pick<Criteria, "expiredBatchIds">,
	directory: Directory,
): (batchId: string | undefined) => boolean {
	const expired = new Set(expiredBatchIds);
	return (batchId) => batchId !== undefined && directory.batches.has(batchId) && !expired.has(batchId);
}
