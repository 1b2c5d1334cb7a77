import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { markedBefore, stretchOf } from "../../shared/call-history/marks-model.ts";
import type { CallHistory, Expiring } from "../../shared/call-history/model.ts";
import { fields } from "../../shared/call-history/schema.ts";
import { batchExpiresAt } from "../../shared/directory/model.ts";
import { deadRowsOf, decodePack } from "../../shared/pack/decode.ts";
import { type Contents, type Pack, type PackRow, packDueAt } from "../../shared/pack/model.ts";
import { packDueTenants } from "../../shared/pack/pack-due-tenants.ts";
import type { PackOptions } from "../../shared/pack/pack-tenant.ts";
import type { PackerDeps } from "../../shared/pack/packer-deps.ts";
import { type PackSizes, packSizes } from "../../shared/pack/plan.ts";
import { readTime } from "../../shared/pack/read-time.ts";
import { packDueIndex, packTemplates } from "../../shared/pack/schema.ts";
import { createDynamoDbClient, type Item } from "../../shared/platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../../shared/platform/keys.ts";
import { TableWriter } from "../../shared/platform/table-writer.ts";
import { recordItem } from "./bulk-load.ts";
import { dynamodbEndpoint } from "./dynamodb-endpoint.ts";
import type { MemoryFiles } from "./export-files.ts";
import { tableClient } from "./table.ts";
import { region, type World } from "./world.ts";

export type StoredCall = Expiring<CallHistory>;

/** Everything a thousandth as large, so that a few hundred records go through all that millions do. */
export const smallSizes: PackSizes = {
	...packSizes,
	packRows: 40,
	tailRows: 10,
	mergedPacks: 4,
	packsAtOnce: 3,
	maxChanges: 30,
	marksAtOnce: 25,
};

export interface Packer {
	deps: PackerDeps;
	files: MemoryFiles;
	writer: TableWriter;
	/** Packs what is due, with small sizes unless others are given. */
	run(options?: Partial<PackOptions>): Promise<string[]>;
}

export function createPacker(world: World): Packer {
	const client = createDynamoDbClient({ region, endpoint: dynamodbEndpoint() });
	const writer = new TableWriter(client, world.tableName);
	const { deps, packs: files } = world;
	const run = (options?: Partial<PackOptions>) =>
		packDueTenants(deps, { sizes: smallSizes, recountAfterMs: 1, ...options });
	return { deps, files, writer, run };
}

/** A process that dies does nothing more: neither what it was about to do, nor what follows. */
export class Died extends Error {}

/**
 * A packer in whose steps somebody meddles: every call that it makes to packs and their files.
 * @param meddle called before each step, counted from 1, with the step itself; what it does instead counts
 */
export function meddleWith(
	packer: Packer,
	meddle: (step: number, name: string, go: () => Promise<unknown>) => Promise<unknown>,
): Packer {
	let steps = 0;
	const watch = <T extends object>(target: T): T =>
		new Proxy(target, {
			get(_, name) {
				const method = target[name as keyof T] as unknown as (...values: unknown[]) => Promise<unknown>;
				if (name !== "list") {
					return (...values: unknown[]) => meddle(++steps, String(name), () => method.apply(target, values));
				}
				return async function* (prefix: string) {
					yield* (await meddle(++steps, name, async () => method.call(target, prefix))) as AsyncGenerator<string[]>;
				};
			},
		});
	const deps = { ...packer.deps, packs: watch(packer.deps.packs), packFiles: watch(packer.deps.packFiles) };
	const run: Packer["run"] = (options) => packDueTenants(deps, { sizes: smallSizes, recountAfterMs: 1, ...options });
	return { ...packer, deps, run };
}

/** Stores calls as those do that write at this moment: marked where a pack may hold them, and noted. */
export async function storeCalls(world: World, calls: readonly StoredCall[]): Promise<void> {
	const { now } = world.clock;
	const items = calls.map((call) => ({ ...recordItem(call), ...markOf(call, now) }));
	const notes = [...new Set(calls.map(({ tenantId }) => tenantId))].map((tenantId) => noteItem(tenantId, now));
	await putItems(world, [...items, ...notes]);
}

function markOf({ tenantId, calledAt }: StoredCall, now: number): Item {
	if (calledAt >= markedBefore(now)) return {};
	return { [fields.marks]: { S: tenantId }, [fields.markedAt]: { N: String(now) } };
}

function noteItem(tenantId: string, now: number): Item {
	return {
		[tableKey.pk]: { S: fillTemplate(packTemplates.pk, { tenantId }) },
		[tableKey.sk]: { S: fillTemplate(packTemplates.due, { stretch: stretchOf(now) }) },
		[packDueIndex.pk]: { S: packDueIndex.value },
		[packDueIndex.sk]: { N: String(packDueAt(now)) },
	};
}

export async function putItems(world: World, items: readonly Item[]): Promise<void> {
	for (let start = 0; start < items.length; start += 25) {
		const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
		await tableClient().send(new BatchWriteItemCommand({ RequestItems: { [world.tableName]: requests } }));
	}
}

/** Deletes records as the table's time to live does: without a mark, and without a note. */
export async function loseCalls({ writer }: Packer, calls: readonly StoredCall[]): Promise<void> {
	await writer.deleteAll(
		calls.map((call) => {
			const item = recordItem(call);
			return { [tableKey.pk]: item[tableKey.pk], [tableKey.sk]: item[tableKey.sk] } as Item;
		}),
	);
}

export interface Searched {
	rows: PackRow[];
	contents: Contents;
	/** How many packs were read, and how many stretches by time instead. */
	packsRead: number;
	readByTime: number;
}

/** All rows of a tenant as a search without conditions has to see them. */
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
			if (!isTrusted(pack) || (changes && !known)) throw new Error("not to be trusted");
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

/** No test has calls of before; to look for the first one costs a query for each month of ten years. */
function firstMoment({ now }: Pick<PackerDeps, "now">): number {
	return now() - 300 * 24 * 3_600_000;
}

/** The same out of the index by time alone. */
export async function readAll({ deps }: Packer, tenantId = "acme"): Promise<PackRow[]> {
	const rows: PackRow[] = [];
	for await (const page of readTime(deps, tenantId, firstMoment(deps), deps.now() + 1)) rows.push(...page);
	return plain(rows);
}

/** What is wrong with packed history as such; empty where nothing is. */
export async function faultsOf(packer: Packer, tenantId = "acme"): Promise<string[]> {
	const { deps, files } = packer;
	const { contents } = await deps.packReader.load(tenantId);
	const faults: string[] = [];
	const { packs, changes, retired, batches } = contents;
	if (packs[0] && packs[0].from !== 0) faults.push("the first pack does not begin with time");
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
			...{ callId: row.callId, calledAt: row.calledAt, campaignId: row.campaignId, batchId: row.batchId },
			...{ customerListId: row.customerListId, callingGroupId: row.callingGroupId, agentId: row.agentId },
			...{ resultId: row.resultId, name: row.name, kana: row.kana, phone: row.phone, memo: row.memo },
			...{ requestId: row.requestId, callerId: row.callerId, talkedWith: row.talkedWith, updatedBy: row.updatedBy },
			...{ durationSeconds: row.durationSeconds, createdAt: row.createdAt, updatedAt: row.updatedAt },
			...{ recordingSeconds: row.recordingSeconds, nextAction: row.nextAction },
		}))
		.sort((a, b) => (a.callId < b.callId ? -1 : 1));
}
