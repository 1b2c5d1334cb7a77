import type { Account } from "../directory/model.ts";
import { jstDate } from "../time/model.ts";
import type { CallHistory } from "./model.ts";

export const editableReasons = ["not-granted", "not-own-call", "not-today", "not-latest"] as const;
export type EditableReason = (typeof editableReasons)[number];
export type Editable = { allowed: true } | { allowed: false; reason: EditableReason };

type Corrected = Pick<CallHistory, "campaignId" | "agentId" | "calledAt">;

/**
 * Why this account may not correct this record, as far as account and record alone decide; undefined if it may,
 * provided that the record is the latest of its (batch, customer).
 */
export function personalObstacle(account: Account, record: Corrected, now: number): EditableReason | undefined {
	if (account.role === "admin") return undefined;
	if (account.role === "supervisor") {
		return account.campaignIds.includes(record.campaignId) ? undefined : "not-granted";
	}
	if (record.agentId !== account.accountId) return "not-own-call";
	return jstDate(record.calledAt) === jstDate(now) ? undefined : "not-today";
}

/** Whether an account sees a record at all; everybody else gets "not found". */
export function maySee(account: Account, record: Corrected): boolean {
	const obstacle = personalObstacle(account, record, record.calledAt);
	return obstacle === undefined;
}

export function toEditable(obstacle: EditableReason | undefined): Editable {
	return obstacle ? { allowed: false, reason: obstacle } : { allowed: true };
}
