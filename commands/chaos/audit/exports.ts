import { createHash } from "node:crypto";
import { resultKey } from "../../../shared/async-search/layout.ts";
import type { AsyncSearch } from "../../../shared/async-search/model.ts";
import { decodeCorrection, decodeRecord } from "../../../shared/call-history/codec.ts";
import { displayJst } from "../../../shared/time/model.ts";
import { accounts, batches, exporters, mailOf, tenant } from "../tenant.ts";
import { type Audited, itemsOfCalls } from "./audited.ts";
import { readObject } from "./objects.ts";

/**
 * An account has its acknowledged searches, at most ten; each of them has ended, and the file of each completed one is
 * complete.
 */
export async function auditExports(audited: Audited): Promise<string[]> {
	const findings: string[] = [];
	for (const account of exporters) {
		const kept = await audited.deps.asyncSearchReader.list(tenant, account);
		if (kept.length > 10) findings.push(`${account} keeps ${kept.length} asynchronous searches`);
		const ids = new Set(kept.map(({ asyncSearchId }) => asyncSearchId));
		const asked = [...audited.ledger.exports.values()].filter((search) => search.account === account);
		for (const { asyncSearchId, deletion } of asked) {
			if (!deletion && !ids.has(asyncSearchId)) findings.push(`${asyncSearchId} was accepted, but is gone`);
			if (deletion === "acknowledged" && ids.has(asyncSearchId))
				findings.push(`${asyncSearchId} was deleted, but still exists`);
		}
		const unheard = audited.ledger.unheardExports.get(account) ?? 0;
		const unknown = [...ids].filter((id) => !audited.ledger.exports.has(id));
		if (unknown.length > unheard) findings.push(`${account} keeps searches that nobody requested: ${unknown}`);
		for (const search of kept) {
			if (search.state === "completed") findings.push(...(await auditFile(audited, search)));
			else if (search.state !== "failed") findings.push(`${search.asyncSearchId} is still ${search.state}`);
		}
	}
	return findings;
}

/** The expected line of each call at the file's snapshot, for calls that still exist. */
function memosAt(audited: Audited, search: AsyncSearch): { must: Map<string, string>; may: Set<string> } {
	const items = itemsOfCalls(audited);
	const corrections = Map.groupBy(
		items.filter(({ kind }) => kind === "correction"),
		({ callId }) => callId,
	);
	const must = new Map<string, string>();
	for (const { item, callId } of items.filter(({ kind }) => kind === "record")) {
		const record = decodeRecord(item, tenant);
		const sees = search.accountId === accounts.admin || record.campaignId === "c01";
		if (!sees || record.storedAt > search.snapshotAt) continue;
		const made = (corrections.get(callId) ?? []).map(({ item: one }) => decodeCorrection(one));
		const until = made
			.toSorted((a, b) => a.correctedAt - b.correctedAt)
			.filter((one) => one.correctedAt <= search.snapshotAt);
		const memo = until.at(-1)?.changes.find(({ field }) => field === "memo")?.after;
		must.set(callId, String(memo ?? audited.ledger.calls.get(callId)?.memo));
	}
	const may = [...audited.ledger.calls.values()].filter(({ batch }) => batches[batch] === batches.short);
	return { must, may: new Set(may.map(({ callId }) => callId)) };
}

async function auditFile(audited: Audited, search: AsyncSearch & { state: "completed" }): Promise<string[]> {
	const name = `the file of ${search.asyncSearchId}`;
	const file = await readObject(audited, "exports", resultKey(search));
	if (!file) return [`${name} does not exist`];
	const findings: string[] = [];
	const digest = createHash("sha256").update(file).digest("hex");
	if (digest !== search.sha256 || file.length !== search.byteCount)
		findings.push(`${name} differs from the one that was made`);
	const text = new TextDecoder(search.encoding, { fatal: true }).decode(file);
	// No field of a run contains quotation marks or line breaks.
	const lines = text.split("\r\n").slice(1, -1);
	if (lines.length !== search.rowCount)
		findings.push(`${name} has ${lines.length} rows, but its search says ${search.rowCount}`);
	const rows = new Map(
		lines.map((line) => line.slice(1, -1).split('","')).map(([callId = "", , memo = ""]) => [callId, memo]),
	);
	if (rows.size < lines.length) findings.push(`${name} contains calls twice`);
	const { must, may } = memosAt(audited, search);
	for (const [callId, memo] of must) {
		const found = rows.get(callId);
		if (found === undefined) findings.push(`${name} lacks ${callId}`);
		else if (found !== memo) findings.push(`${name}: ${callId} was "${memo}" at its snapshot, but is "${found}"`);
	}
	const foreign = [...rows.keys()].filter((callId) => !must.has(callId) && !may.has(callId));
	if (foreign.length > 0) findings.push(`${name} contains calls that did not exist at its snapshot: ${foreign}`);
	return findings;
}

/** Each account with an address got at least one mail about each ended search. */
export async function auditMails({ urls, deps, ledger, notes }: Audited): Promise<string[]> {
	const findings: string[] = [];
	const { emails } = (await (await fetch(`${urls.mailbox}store`)).json()) as { emails: { body: { text: string } }[] };
	const all = emails.map((mail) => JSON.stringify(mail));
	for (const account of exporters) {
		const toAccount = all.filter((mail) => mail.includes(mailOf(account)));
		for (const { asyncSearchId, createdAt, run } of await deps.asyncSearchReader.list(tenant, account)) {
			const time = displayJst(createdAt).replaceAll("/", "-");
			const mails = toAccount.filter((mail) => mail.includes(time)).length;
			if (mails === 0) findings.push(`no mail announced ${asyncSearchId}, in run ${run}`);
			const asked = ledger.exports.get(asyncSearchId);
			if (asked && mails > run) notes.push(`${mails} mails about ${run} runs of ${asyncSearchId}`);
		}
	}
	return findings;
}
