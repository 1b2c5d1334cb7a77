import { wholePeriod } from "../people.ts";
import { accounts, batches, lastCampaignName } from "../tenant.ts";
import { type Audited, living } from "./audited.ts";

interface Row {
	callId: string;
	calledAt: string;
	memo: string | null;
	campaignName: string;
	editable: { allowed: boolean; reason?: string };
}

/** Every page of a search for everything. */
async function allRows({ client }: Audited): Promise<Row[]> {
	const rows: Row[] = [];
	let cursor: string | undefined;
	do {
		const body = { period: wholePeriod, page: { size: 1000, ...(cursor ? { cursor } : {}) } };
		const answer = await client.ask(accounts.admin, "POST /call-histories/search", { body });
		if (answer.status !== 200)
			throw new Error(`a search for everything: ${answer.status} ${JSON.stringify(answer.body)}`);
		rows.push(...answer.body.rows);
		cursor = answer.body.nextCursor ?? undefined;
	} while (cursor);
	return rows;
}

/**
 * Each call that was sent exists once, unless it has expired; only the newest of a customer in a batch may be
 * corrected.
 */
export async function auditCalls(audited: Audited): Promise<string[]> {
	const findings: string[] = [];
	const rows = await allRows(audited);
	const shown = new Map(rows.map((row) => [row.callId, row]));
	if (shown.size < rows.length) findings.push(`${rows.length - shown.size} calls are shown twice`);
	const corrected = new Set(audited.ledger.corrections.map(({ callId }) => callId));
	const newest = new Map<string, { at: string; ids: string[] }>();
	for (const call of living(audited)) {
		const row = shown.get(call.callId);
		shown.delete(call.callId);
		if (!row) {
			findings.push(`${call.callId} of batch ${call.batch} was sent, but does not exist`);
			continue;
		}
		if (
			Date.parse(row.calledAt) !== Math.floor(Date.parse(call.calledAt) / 1000) * 1000 &&
			Date.parse(row.calledAt) !== Date.parse(call.calledAt)
		) {
			findings.push(`${call.callId} was at ${call.calledAt}, but is shown at ${row.calledAt}`);
		}
		if (!corrected.has(call.callId) && row.memo !== call.memo) {
			findings.push(`${call.callId}: "${call.memo}" was sent, "${row.memo}" is shown`);
		}
		const { campaignId } = batches[call.batch];
		if (campaignId === "c01" && row.campaignName !== lastCampaignName) {
			findings.push(`campaign c01 is "${row.campaignName}", but was last saved as "${lastCampaignName}"`);
		}
		const group = `${call.batch} ${call.customerId}`;
		const known = newest.get(group);
		if (!known || known.at < call.calledAt) newest.set(group, { at: call.calledAt, ids: [call.callId] });
		else if (known.at === call.calledAt) known.ids.push(call.callId);
	}
	for (const callId of shown.keys()) findings.push(`${callId} is shown, but has expired or was never sent`);
	const latest = new Set([...newest.values()].flatMap(({ ids }) => ids));
	for (const { callId, editable } of rows) {
		if (editable.allowed && !latest.has(callId)) findings.push(`${callId} may be corrected, but is not the latest`);
	}
	const allowed = new Set(rows.filter(({ editable }) => editable.allowed).map(({ callId }) => callId));
	for (const { ids } of newest.values()) {
		if (!ids.some((id) => allowed.has(id))) findings.push(`${ids} is the latest, but may not be corrected`);
	}
	return findings;
}

/** A deactivated account stays deactivated, whatever arrives later. */
export async function auditAccounts({ client }: Audited): Promise<string[]> {
	const { status, body } = await client.ask(accounts.leaver, "GET /me");
	return status === 403 ? [] : [`the deactivated account has access: ${status} ${JSON.stringify(body)}`];
}
