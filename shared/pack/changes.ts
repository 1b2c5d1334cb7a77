import type { CallHistory } from "../call-history/model.ts";
import { deadRowsOf, decodePack } from "./decode.ts";
import { currentLayout, type DeadRows } from "./layout.ts";
import type { Pack, PackRow } from "./model.ts";
import { tryRead } from "./pack-files.ts";
import type { PackerDeps } from "./packer-deps.ts";
import type { Mark } from "./reader.ts";

/** A record that was written when a pack may already have contained it. */
export interface Change {
	callId: string;
	calledAt: number;
	/** Undefined if it has been deleted since. */
	row: PackRow | undefined;
	/** Read from the table by this run. */
	isNew: boolean;
	/** Its former row, if any, is already marked as dead. */
	settled: boolean;
}

/** All changes since the records were packed. */
export interface Changes {
	byCallId: Map<string, Change>;
	/** The rows that they replace, by pack name. */
	dead: Map<string, Set<number>>;
	/** When the first of them was read from the table. */
	packedAt: number;
	/** Whether it equals the content of its object. */
	written: boolean;
}

const recordsAtOnce = 1000;

export function noChanges(now: number): Changes {
	return { byCallId: new Map(), dead: new Map(), packedAt: now, written: true };
}

/** Reads the changes from their pack. @returns undefined if that is missing, damaged, or in another layout */
export async function readChanges(
	deps: Pick<PackerDeps, "packFiles" | "packs">,
	tenantId: string,
	pack: Pack,
): Promise<Changes | undefined> {
	const decoded = await tryRead(deps, tenantId, pack, async (_, bytes) => ({
		rows: await decodePack(pack, bytes),
		dead: await deadRowsOf(pack, bytes),
	}));
	if (!decoded) return undefined;
	const changes = decoded.rows.map((row) => {
		const { callId, calledAt } = row;
		return [callId, { callId, calledAt, row, isNew: false, settled: true }] as const;
	});
	const isCurrent = pack.layout === currentLayout;
	if (!isCurrent) await deps.packs.keyNumbers(tenantId, decoded.rows);
	const dead = Object.entries(decoded.dead).map(([name, rows]) => [name, new Set(rows)] as const);
	return { byCallId: new Map(changes), dead: new Map(dead), packedAt: pack.packedAt, written: isCurrent };
}

/** Reads the current state of marked records, which replaces what was known of them. */
export async function absorbMarks(
	deps: Pick<PackerDeps, "callHistoryReader">,
	tenantId: string,
	changes: Changes,
	marks: readonly Pick<Mark, "callId" | "calledAt">[],
): Promise<void> {
	if (marks.length > 0) changes.written = false;
	for (let start = 0; start < marks.length; start += recordsAtOnce) {
		const some = marks.slice(start, start + recordsAtOnce);
		const callIds = some.map(({ callId }) => callId);
		const records = await deps.callHistoryReader.findRecords(tenantId, callIds);
		const rows = new Map(records.map((record) => [record.callId, rowOf(record)]));
		for (const { callId, calledAt } of some) {
			const settled = changes.byCallId.get(callId)?.settled ?? false;
			changes.byCallId.set(callId, { callId, calledAt, row: rows.get(callId), isNew: true, settled });
		}
	}
}

/** Rereads all changes: some records may have been deleted without a mark. */
export async function readAgain(
	deps: Pick<PackerDeps, "callHistoryReader">,
	tenantId: string,
	changes: Changes,
	now: number,
): Promise<void> {
	changes.packedAt = now;
	changes.written = false;
	await absorbMarks(deps, tenantId, changes, [...changes.byCallId.values()]);
}

/** Changes of records called in a stretch of time. */
export function changesWithin({ byCallId }: Changes, from: number, to: number): Change[] {
	return [...byCallId.values()].filter(({ calledAt }) => calledAt >= from && calledAt < to);
}

/** Drops the changes that new packs now contain. */
export function leaveChanges(changes: Changes, from: number, to: number): void {
	for (const { callId } of changesWithin(changes, from, to)) {
		changes.byCallId.delete(callId);
		changes.written = false;
	}
}

/** Drops the rows of a pack that no longer exists. */
export function leaveDead(changes: Changes, name: string): void {
	if (changes.dead.delete(name)) changes.written = false;
}

export function deadRows({ dead }: Changes): DeadRows {
	const lists = [...dead].map(([name, rows]) => [name, [...rows].sort((a, b) => a - b)] as const);
	return Object.fromEntries(lists.filter(([, rows]) => rows.length > 0));
}

function rowOf(record: CallHistory): PackRow {
	const { recording, olderRecordings: _, ...row } = record;
	return { ...row, recordingSeconds: recording?.durationSeconds };
}
