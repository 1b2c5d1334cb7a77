import type { Audit, Audited } from "./audit/audited.ts";
import { auditAccounts, auditCalls } from "./audit/calls.ts";
import { auditCorrections, auditPublished } from "./audit/corrections.ts";
import { auditNothingLeft, auditQueues, auditRecordings } from "./audit/engines.ts";
import { auditExports, auditMails } from "./audit/exports.ts";
import { auditPacks } from "./audit/packs.ts";
import { auditSenders } from "./audit/senders.ts";
import { auditTrail } from "./audit/trail.ts";

export interface Finding {
	/** Which promise is broken. */
	promise: string;
	what: string;
}

/** Promises that must hold once all faults have ended. */
export const promises: Record<string, Audit> = {
	"no answer was wrong": async ({ ledger }) => ledger.wrongAnswers,
	"each call exists once, in its last state": auditCalls,
	"a deactivated account stays locked out": auditAccounts,
	"each acknowledged correction is stored, in order": auditCorrections,
	"each correction was published": auditPublished,
	"senders were notified of each event that cannot be applied": auditSenders,
	"each asynchronous search has ended, and its file is complete": auditExports,
	"each ended search was announced by mail": auditMails,
	"recordings live as long as their records": auditRecordings,
	"packed history agrees with the table": auditPacks,
	"everything that was answered is in the trail": auditTrail,
	"queues are empty, and dead letters cannot be applied": auditQueues,
};

/** Promises that must hold once everything has expired. */
export const promisesAtLast: Record<string, Audit> = {
	"expired records are gone, with everything that belonged to them": auditNothingLeft,
};

export async function audit(audits: Record<string, Audit>, audited: Audited): Promise<Finding[]> {
	const findings: Finding[] = [];
	for (const [promise, check] of Object.entries(audits)) {
		const wrong = await check(audited).catch((cause) => [`could not be checked: ${cause}`]);
		findings.push(...wrong.map((what) => ({ promise, what })));
	}
	return findings;
}
