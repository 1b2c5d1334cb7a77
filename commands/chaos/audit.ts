import type { Audit, Audited } from "./audit/audited.ts";
import { auditAccounts, auditCalls } from "./audit/calls.ts";
import { auditCorrections, auditPublished } from "./audit/corrections.ts";
import { auditNothingLeft, auditQueues, auditRecordings } from "./audit/engines.ts";
import { auditExports, auditMails } from "./audit/exports.ts";
import { auditPacks } from "./audit/packs.ts";
import { auditTold } from "./audit/senders.ts";
import { auditTrail } from "./audit/trail.ts";

export interface Finding {
	/** Which promise is broken. */
	promise: string;
	what: string;
}

/** Promises that must hold once all faults have ended. */
export const promises: Record<string, Audit> = {
	"no answer was wrong when it came": async ({ ledger }) => ledger.wrongAnswers,
	"each call is there once, in its last state": auditCalls,
	"who was deactivated stays out": auditAccounts,
	"each acknowledged correction is kept, in order": auditCorrections,
	"diallers were told of each correction": auditPublished,
	"senders were told of each event that nobody can apply": auditTold,
	"each asynchronous search has ended, and its file is whole": auditExports,
	"each ended search was told by mail": auditMails,
	"recordings live as long as their records": auditRecordings,
	"packed history is what the table says": auditPacks,
	"whatever was answered is in the trail": auditTrail,
	"queues are empty, and dead letters hopeless": auditQueues,
};

/** Promises that must hold once everything has expired. */
export const promisesAtLast: Record<string, Audit> = {
	"what has expired is gone, with all that belonged to it": auditNothingLeft,
};

export async function audit(audits: Record<string, Audit>, audited: Audited): Promise<Finding[]> {
	const findings: Finding[] = [];
	for (const [promise, check] of Object.entries(audits)) {
		const wrong = await check(audited).catch((cause) => [`could not be looked at: ${cause}`]);
		findings.push(...wrong.map((what) => ({ promise, what })));
	}
	return findings;
}
