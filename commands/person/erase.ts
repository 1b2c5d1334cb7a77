import { setTimeout as sleep } from "node:timers/promises";
import { fields } from "../../shared/call-history/schema.ts";
import type { Bucket } from "../../shared/platform/bucket.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { tableKey } from "../../shared/platform/keys.ts";
import type { TableWriter } from "../../shared/platform/table-writer.ts";
import { type ForgetDeps, forgetRecord } from "../../shared/retention/forget-record.ts";
import type { Asked } from "./asked.ts";
import { eraseFile, runningSearches, searchesWithFiles } from "./files.ts";
import { type Found, findPerson, type Walk } from "./find.ts";
import { type ErasedRecord, erasedRecordOf, type Journal } from "./journal.ts";
import { erasePacked, type PacksDeps, packsWith } from "./packs.ts";

export interface ErasureDeps extends Omit<ForgetDeps, "packNotes">, PacksDeps {
	walk: Walk;
	writer: TableWriter;
	exportFiles: Pick<Bucket, "delete">;
	/** Every version of one recording. @returns how many objects there were; with `count`, without removing them */
	recordingVersions: (objectKey: string, what: "count" | "remove") => Promise<number>;
}

export interface Erasure extends Journal {
	finishedAt: string;
	/** What the final check found: all zero if the person is gone. */
	left: Record<"records" | "belongings" | "traces" | "files" | "runningSearches" | "packs" | "recordings", number>;
	/** How many items of the table the final check read. */
	examined: number;
	/** Keys of other people's items that mention the number, which stay. */
	mentioned: string[];
	gone: boolean;
}

interface ErasureOptions {
	asked: Asked;
	/** The journal of an earlier run. */
	journal: Journal | undefined;
	save: (journal: Journal) => void;
	/** How long functions that started before the erasure may continue. */
	settleMs: number;
}

/**
 * Erases a person's records with all their belongings, each like a record deleted by hand, then files, packs and
 * versions of recordings. If it is killed between any two steps, another run continues from its journal; even without
 * one, the service removes the belongings of deleted records.
 */
export async function erasePerson(deps: ErasureDeps, options: ErasureOptions): Promise<Erasure> {
	const { asked, save, settleMs } = options;
	const { tenantId } = asked;
	const journal: Journal = options.journal ?? {
		tenantId,
		startedAt: new Date(deps.now()).toISOString(),
		records: [],
		removed: {},
	};
	const count = (what: string, number: number) => {
		journal.removed[what] = (journal.removed[what] ?? 0) + number;
	};
	// Twice: the second round finds what was being written during the first.
	for (let round = 0; round < 2; round++) {
		const found = await findPerson(deps.walk, asked, idsOf(journal));
		const known = idsOf(journal);
		const news = found.records.map((item) => erasedRecordOf(item, tenantId));
		journal.records = [
			...journal.records.filter(({ callId }) => !news.some((record) => record.callId === callId)),
			...news,
		];
		save(journal);
		if (round > 0 && news.length === 0 && found.traces.length === 0) break;
		for (const record of journal.records) await eraseRecord(deps, tenantId, record);
		count("records", news.filter(({ callId }) => !known.has(callId)).length);
		await deps.writer.deleteAll(found.traces.map(keyOf));
		count("traces", found.traces.length);
		journal.erasedAt = deps.now();
		save(journal);
		await sleep(settleMs);
	}
	const { searches } = await findPerson(deps.walk, asked, idsOf(journal));
	for (const search of searchesWithFiles(searches, journal.records)) {
		await eraseFile(deps, search);
		count("files", 1);
	}
	if (journal.records.length > 0) count("packObjects", await erasePacked(deps, tenantId, idsOf(journal)));
	for (const objectKey of await unnamed(deps, journal)) {
		count("recordings", await deps.recordingVersions(objectKey, "remove"));
	}
	save(journal);
	return lookAgain(deps, asked, journal);
}

async function eraseRecord(deps: ErasureDeps, tenantId: string, { callId, item }: ErasedRecord): Promise<void> {
	const now = deps.now();
	// First the note that the call must not be taken in again, then the tombstone for packs, then the record itself:
	// there is no moment without record and note, or without record and tombstone.
	await deps.expiries.leaveErased(tenantId, callId, now, Number(item[fields.expiresAt]?.N ?? 0) * 1000);
	await deps.packNotes.written(tenantId, now);
	await deps.writer.delete(keyOf(item));
	await forgetRecord(deps, { kind: "forget-record", item, byAge: false, deletedAt: now, settled: true });
}

/** The final check, which changes nothing. */
async function lookAgain(deps: ErasureDeps, asked: Asked, journal: Journal): Promise<Erasure> {
	const ids = idsOf(journal);
	const found: Found = await findPerson(deps.walk, asked, ids);
	let recordings = 0;
	for (const key of await unnamed(deps, journal)) recordings += await deps.recordingVersions(key, "count");
	const left = {
		records: found.records.length,
		belongings: [...found.belongings.values()].flat().length,
		traces: found.traces.length,
		files: searchesWithFiles(found.searches, journal.records).length,
		runningSearches: journal.records.length > 0 ? runningSearches(found.searches, journal.erasedAt ?? 0).length : 0,
		packs: (await packsWith(deps, asked.tenantId, ids)).length,
		recordings,
	};
	return {
		...journal,
		finishedAt: new Date(deps.now()).toISOString(),
		left,
		examined: found.examined,
		mentioned: found.mentioned.map((item) => `${item[tableKey.pk]?.S} ${item[tableKey.sk]?.S}`),
		gone: Object.values(left).every((number) => number === 0),
	};
}

/** Recordings that no other record names. */
async function unnamed(deps: ErasureDeps, { tenantId, records }: Journal): Promise<string[]> {
	const keys = [...new Set(records.flatMap(({ recordings }) => recordings))];
	const named = await Promise.all(
		keys.map((objectKey) => deps.objectNames.isNamed({ tenantId, objectKey }, deps.now())),
	);
	return keys.filter((_, index) => !named[index]);
}

function idsOf({ records }: Journal): Set<string> {
	return new Set(records.map(({ callId }) => callId));
}

function keyOf(item: Item): Item {
	return Object.fromEntries([tableKey.pk, tableKey.sk].map((name) => [name, item[name] as never]));
}
