import { expect } from "vitest";
import { batchExpiresAt } from "../../shared/directory/model.ts";
import { deadRowsOf, decodePack } from "../../shared/pack/decode.ts";
import type { Contents, Pack, PackRow } from "../../shared/pack/model.ts";
import type { PackerDeps } from "../../shared/pack/packer-deps.ts";
import { readTime } from "../../shared/pack/read-time.ts";
import type { Packer } from "./packs.ts";

export interface Searched {
	rows: PackRow[];
	contents: Contents;
	/** How many packs were read, and how many stretches were read from the index by time instead. */
	packsRead: number;
	readByTime: number;
}

/** All rows of a tenant, read as a search without conditions reads them. */
export async function searchAll({ deps, files }: Packer, tenantId = "acme"): Promise<Searched> {
	const { contents, losses } = await deps.packReader.load(tenantId);
	const { batches } = await deps.directoryReader.load(tenantId);
	const isTrusted = (pack: Pack) =>
		!pack.batches.some((place) => {
			const batchId = contents.batches[place] ?? "";
			const batch = batches.get(batchId);
			const isAlive = batch && batchExpiresAt(batch) > deps.now();
			return isAlive && pack.packedAt <= (losses.get(batchId) ?? 0) + 600_000;
		});
	const { marks } = await deps.packReader.marksSince(tenantId, contents.watermark, 100_000);
	const marked = new Set(marks.map(({ callId }) => callId));
	const rows: PackRow[] = [];
	let [packsRead, readByTime] = [0, 0];
	const add = (row: PackRow) => void (marked.has(row.callId) || rows.push(row));
	const bytesOf = (pack: Pack) => files.objects.get(`${tenantId}/${pack.name}`) ?? Buffer.alloc(0);
	const { changes } = contents;
	const known = changes && isTrusted(changes) ? await tryDecode(changes, bytesOf(changes)) : undefined;
	for (const row of known?.rows ?? []) add(row);
	for (const [place, pack] of contents.packs.entries()) {
		const to = contents.packs[place + 1]?.from ?? contents.packedUntil;
		try {
			if (!isTrusted(pack) || (changes && !known)) throw new Error("not trusted");
			const decoded = await decodePack(pack, bytesOf(pack));
			packsRead++;
			for (const [index, row] of decoded.entries()) if (!known?.dead[pack.name]?.includes(index)) add(row);
		} catch {
			readByTime++;
			const isWithin = ({ calledAt }: PackRow) => calledAt >= pack.from && calledAt < to;
			for (const row of rows.filter(isWithin)) rows.splice(rows.indexOf(row), 1);
			for await (const page of readTime(deps, tenantId, Math.max(pack.from, firstMoment(deps)), to)) {
				for (const row of page) add(row);
			}
		}
	}
	const open = contents.packs.length > 0 ? contents.packedUntil : firstMoment(deps);
	for await (const page of readTime(deps, tenantId, open, deps.now() + 1)) for (const row of page) add(row);
	const callIds = [...marked];
	for (const { recording, ...record } of await deps.callHistoryReader.findRecords(tenantId, callIds)) {
		rows.push({ ...record, recordingSeconds: recording?.durationSeconds });
	}
	return { rows: plain(rows), contents, packsRead, readByTime };
}

async function tryDecode(changes: Pack, bytes: Buffer) {
	try {
		return { rows: await decodePack(changes, bytes), dead: await deadRowsOf(changes, bytes) };
	} catch {
		return undefined;
	}
}

/** No test has earlier calls. Finding the first one would cost a query for each month of ten years. */
function firstMoment({ now }: Pick<PackerDeps, "now">): number {
	return now() - 300 * 24 * 3_600_000;
}

/** The same rows, from the index by time alone. */
export async function readAll({ deps }: Packer, tenantId = "acme"): Promise<PackRow[]> {
	const rows: PackRow[] = [];
	for await (const page of readTime(deps, tenantId, firstMoment(deps), deps.now() + 1)) rows.push(...page);
	return plain(rows);
}

/** The faults in packed history itself; empty if there are none. */
export async function faultsOf(packer: Packer, tenantId = "acme"): Promise<string[]> {
	const { deps, files } = packer;
	const { contents } = await deps.packReader.load(tenantId);
	const faults: string[] = [];
	const { packs, changes, retired, batches } = contents;
	if (packs[0] && packs[0].from !== 0) faults.push("the first pack does not begin at 0");
	for (const [place, pack] of [...packs, ...(changes ? [changes] : [])].entries()) {
		const [from, to] =
			pack === changes ? [0, contents.packedUntil] : [pack.from, packs[place + 1]?.from ?? contents.packedUntil];
		if (from >= to) faults.push(`${pack.name} ends before it begins`);
		const rows = await decodePack(pack, files.objects.get(`${tenantId}/${pack.name}`) ?? Buffer.alloc(0));
		const times = rows.map(({ calledAt }) => calledAt);
		if (times.some((time) => time < from || time >= to)) faults.push(`${pack.name} has rows of another stretch`);
		if (times.some((time, row) => time < (times[row - 1] ?? 0))) faults.push(`${pack.name} is not in order`);
		const named = pack.batches.map((batch) => batches[batch]).sort();
		const held = [...new Set(rows.map(({ batchId }) => batchId))].sort();
		if (String(named) !== String(held)) faults.push(`${pack.name} has batches ${held}, not ${named}`);
	}
	const named = new Set([...packs, ...(changes ? [changes] : []), ...retired].map(({ name }) => `${tenantId}/${name}`));
	for (const key of files.objects.keys()) {
		if (key.startsWith(`${tenantId}/`) && !named.has(key)) faults.push(`${key} is left over`);
	}
	return faults;
}

function plain(rows: readonly PackRow[]): PackRow[] {
	return rows
		.map((row) => ({
			callId: row.callId,
			calledAt: row.calledAt,
			campaignId: row.campaignId,
			batchId: row.batchId,
			customerListId: row.customerListId,
			callingGroupId: row.callingGroupId,
			agentId: row.agentId,
			resultId: row.resultId,
			name: row.name,
			kana: row.kana,
			phone: row.phone,
			memo: row.memo,
			requestId: row.requestId,
			callerId: row.callerId,
			talkedWith: row.talkedWith,
			updatedBy: row.updatedBy,
			durationSeconds: row.durationSeconds,
			createdAt: row.createdAt,
			updatedAt: row.updatedAt,
			recordingSeconds: row.recordingSeconds,
			nextAction: row.nextAction,
		}))
		.sort((a, b) => (a.callId < b.callId ? -1 : 1));
}

/** Expects a search to find what the table has, and packed history to have no faults. @returns what the search found */
export async function expectSound(packer: Packer, tenantId = "acme"): Promise<Searched> {
	const found = await searchAll(packer, tenantId);
	expect(found.rows).toEqual(await readAll(packer, tenantId));
	expect(await faultsOf(packer, tenantId)).toEqual([]);
	return found;
}
