import type { CallHistoryReader } from "../call-history/reader.ts";
import { PackError } from "../pack/layout.ts";
import { nothingPacked, type Pack, type Packed } from "../pack/model.ts";
import { OpenPack } from "../pack/open-pack.ts";
import type { PackReader } from "../pack/reader.ts";
import type { Bucket } from "../platform/bucket.ts";
import { AppError } from "../platform/errors.ts";
import { Deadline } from "../search/deadline.ts";
import { divide } from "../search/divide.ts";
import { createMatcher } from "../search/matcher.ts";
import { createPackedQuery } from "../search/packed-query.ts";
import { type HeldIds, noIds, noteIds, noteIdsInTable, type Reach } from "./held-ids.ts";

export interface RecordsDeps {
	callHistoryReader: CallHistoryReader;
	packReader: PackReader;
	packFiles: Pick<Bucket, "readPart">;
}

const packsAtOnce = 8;
/** As in a search: if more has changed since the last packing, everything is read from the table. */
const maxMarks = 1000;
/** People are less patient with drop-downs than with a search. */
const answerWithinMs = 5000;
/** The kinds that the directory does not tie to a campaign; only records do. */
const inPacks = [
	{ condition: "customerListIds", of: "customerListId" },
	{ condition: "callingGroupIds", of: "callingGroupId" },
	{ condition: "agentIds", of: "agentId" },
] as const;

/**
 * Finds the customer lists, calling groups and agents of the records that meet some criteria. Ids of a call are never
 * corrected, so packs are always right about them; among later changes, only calls that arrived late are new.
 * @returns `whole`: false if reading all of them would have taken too long
 */
export async function findHeldIds(
	deps: RecordsDeps,
	reach: Reach,
	packed: Packed,
	withinMs = answerWithinMs,
): Promise<{ held: HeldIds; whole: boolean }> {
	const held = noIds();
	const deadline = new Deadline(withinMs);
	try {
		await deadline.bound(collect(deps, reach, packed, { held, deadline }));
		return { held, whole: true };
	} catch (cause) {
		if (!(cause instanceof AppError) || cause.kind !== "over-limit") throw cause;
		return { held, whole: false };
	}
}

interface Collecting {
	held: HeldIds;
	deadline: Deadline;
}

async function collect(deps: RecordsDeps, reach: Reach, packed: Packed, collecting: Collecting): Promise<void> {
	const unreadable = new Set<string>();
	for (;;) {
		const known = unreadable.size;
		const division = divide(packed, reach.criteria, reach.directory, unreadable);
		const packs = [...division.packs, ...(division.changes ? [division.changes] : [])];
		const [complete] = await Promise.all([
			division.packed.length === 0 || noteIdsOfMarked(deps, reach, packed, collecting),
			noteIdsInPacks(deps, reach, packs, unreadable, collecting),
			noteIdsInTable(deps, reach, division.byTime, collecting),
		]);
		if (!complete) return collect(deps, reach, nothingPacked, collecting);
		// What could not be read from packs is read from the table.
		if (unreadable.size === known) return;
	}
}

async function noteIdsInPacks(
	{ packFiles }: RecordsDeps,
	{ tenantId, criteria, directory }: Reach,
	packs: readonly Pack[],
	unreadable: Set<string>,
	{ held, deadline }: Collecting,
): Promise<void> {
	const query = createPackedQuery(criteria, directory);
	const waiting = packs.values();
	let done = 0;
	const noteIdsOf = async (pack: OpenPack) => {
		const { ids } = await pack.ids();
		// Most packs contain only ids already seen, so their rows need not be read.
		const fresh = inPacks.filter(({ condition, of }) => ids[of].dictionary.some((id) => !held[condition].has(id)));
		if (fresh.length === 0) return;
		const { rows } = await query.rowsOf(pack, []);
		for (const { condition, of } of fresh) {
			const { dictionary, places } = ids[of];
			const seen = new Uint8Array(dictionary.length + 1);
			for (const row of rows) seen[places[row] as number] = 1;
			for (const [index, id] of dictionary.entries()) if (seen[index + 1] === 1) held[condition].add(id);
		}
	};
	const work = async () => {
		for (const pack of waiting) {
			try {
				await noteIdsOf(new OpenPack(pack, (start, end) => packFiles.readPart(`${tenantId}/${pack.name}`, start, end)));
			} catch (cause) {
				if (!(cause instanceof PackError)) throw cause;
				unreadable.add(pack.name);
			}
			deadline.check(++done / packs.length);
		}
	};
	await Promise.all(Array.from({ length: packsAtOnce }, work));
}

/** @returns whether these are all changes since the last packing */
async function noteIdsOfMarked(
	{ packReader, callHistoryReader }: RecordsDeps,
	{ tenantId, criteria, directory }: Reach,
	{ contents }: Packed,
	{ held }: Collecting,
): Promise<boolean> {
	const { marks, complete } = await packReader.marksSince(tenantId, contents.watermark, maxMarks);
	if (!complete) return false;
	const matches = createMatcher(criteria, directory);
	const callIds = [...new Set(marks.map(({ callId }) => callId))];
	for (const record of await callHistoryReader.findEntries(tenantId, callIds)) {
		if (matches(record)) noteIds(held, record);
	}
	return true;
}
