import { increase } from "../ledger.ts";
import { accounts, calendar } from "../tenant.ts";
import type { Audited } from "./audited.ts";

interface Entry {
	kind: string;
	callId?: string;
	asyncSearchId?: string;
	asked?: { period?: { from: string } };
	changes?: { field: string; after: unknown }[];
}

const dayMs = 86_400_000;

/** Everything that was answered is recorded in the trail. */
export async function auditTrail(audited: Audited): Promise<string[]> {
	const { ledger } = audited;
	const entries = await allEntries(audited);
	const searched = new Set(entries.filter(({ kind }) => kind === "search").map(({ asked }) => asked?.period?.from));
	const corrected = new Set(entries.flatMap(({ changes = [] }) => changes.map(({ after }) => after)));
	const counts = new Map<string, number>();
	for (const { kind, callId, asyncSearchId } of entries) increase(counts, `${kind} ${callId ?? asyncSearchId}`);
	const atLeast = (kind: string, wanted: Iterable<readonly [string, number]>) =>
		[...wanted].flatMap(([id, times]) =>
			(counts.get(`${kind} ${id}`) ?? 0) < times ? [`the trail lacks one of ${times} × ${kind} of ${id}`] : [],
		);
	const runs = [...ledger.exports.values()].map(({ asyncSearchId, runs }) => [asyncSearchId, runs] as const);
	return [
		...[...ledger.searches].flatMap((from) => (searched.has(from) ? [] : [`the trail lacks the search from ${from}`])),
		...ledger.corrections.flatMap(({ callId, memo, outcome }) =>
			outcome === "acknowledged" && !corrected.has(memo)
				? [`the trail lacks a correction of ${callId}: "${memo}"`]
				: [],
		),
		...atLeast("async-search", runs),
		...atLeast("recording", ledger.openedRecordings),
		...atLeast("file", ledger.downloads),
	];
}

async function allEntries({ client, deps }: Audited): Promise<Entry[]> {
	const entries: Entry[] = [];
	for (let at: number = calendar.start; at < deps.now() + dayMs; at += dayMs) {
		const date = new Date(at + 9 * 3_600_000).toISOString().slice(0, 10);
		let cursor = "";
		do {
			const { status, body } = await client.ask(accounts.admin, `GET /access-trail?date=${date}${cursor}`);
			if (status !== 200) throw new Error(`the trail of ${date}: ${status} ${JSON.stringify(body)}`);
			entries.push(...body.items);
			cursor = body.nextCursor ? `&cursor=${encodeURIComponent(body.nextCursor)}` : "";
		} while (cursor);
	}
	return entries;
}
