import { accounts, tenant } from "../tenant.ts";
import type { Audited } from "./audited.ts";

interface Item {
	correctedAt: string;
	changes: { field: string; before: unknown; after: unknown }[];
}

/**
 * Each acknowledged correction is stored once and in order, refused ones are not, and the record is as the last one
 * left it.
 */
export async function auditCorrections({ client, ledger }: Audited): Promise<string[]> {
	const findings: string[] = [];
	const asked = Map.groupBy(ledger.corrections, ({ callId }) => callId);
	for (const [callId, corrections] of asked) {
		const path = `/call-histories/${callId}`;
		const { body: history } = await client.ask(accounts.admin, `GET ${path}/corrections`);
		const { body: detail } = await client.ask(accounts.admin, `GET ${path}`);
		const items: Item[] = (history.items ?? []).toReversed();
		const kept = items.map(({ changes }) => changes.find(({ field }) => field === "memo"));
		const memos = kept.map((change) => change?.after);
		for (const { memo, outcome, status } of corrections) {
			const times = memos.filter((kept) => kept === memo).length;
			if (outcome === "acknowledged" && times === 0)
				findings.push(`${callId}: "${memo}" was acknowledged, but is lost`);
			if (outcome === "refused" && times > 0)
				findings.push(`${callId}: "${memo}" was refused with ${status}, but is stored`);
			if (times > 1) findings.push(`${callId}: "${memo}" was corrected ${times} times`);
		}
		const known = new Set(corrections.map(({ memo }) => memo));
		if (memos.some((memo) => !known.has(memo as string))) findings.push(`${callId}: corrections that nobody requested`);
		let before: unknown = ledger.calls.get(callId)?.memo;
		for (const change of kept) {
			if (change?.before !== before) findings.push(`${callId}: a gap in its history before "${change?.after}"`);
			before = change?.after;
		}
		const times = items.map(({ correctedAt }) => Date.parse(correctedAt));
		if (times.some((time, index) => time < (times[index - 1] ?? 0)))
			findings.push(`${callId}: its corrections are out of order`);
		if (detail.memo !== before)
			findings.push(`${callId}: its history ends with "${before}", its memo is "${detail.memo}"`);
		if (detail.version !== items.length)
			findings.push(`${callId}: version ${detail.version} after ${items.length} corrections`);
	}
	return findings;
}

/** Each correction was published. */
export async function auditPublished({ urls, items, ledger }: Audited): Promise<string[]> {
	const lines = (await (await fetch(urls.events)).text()).split("\n").filter(Boolean);
	const published = new Set(lines.map((line) => JSON.parse(line).detail?.id));
	const acknowledged = ledger.corrections.filter(({ outcome }) => outcome === "acknowledged");
	const perCall = Map.groupBy(acknowledged, ({ callId }) => callId);
	const missing = [...perCall].filter(([callId, corrections]) => {
		const named = items.length > 0 ? corrections.map((_, index) => `${tenant}/${callId}/${index + 1}`) : [];
		return named.some((id) => !published.has(id));
	});
	return missing.map(([callId]) => `${callId} was corrected, but the correction was not published`);
}
