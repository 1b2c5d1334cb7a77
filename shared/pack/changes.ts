import type { CallHistory } from "../call-history/model.ts";
import { deadRowsOf, decodePack } from "./decode.ts";
import type { DeadRows } from "./layout.ts";
import type { Pack, PackRow } from "./model.ts";
import { tryRead } from "./pack-files.ts";
import type { PackerDeps } from "./packer-deps.ts";
import type { Mark } from "./reader.ts";

/** A record that was written when a pack may have held it already. */
export interface Change {
	callId: string;
	calledAt: number;
	/** Undefined where it has been deleted since. */
	row: PackRow | undefined;
	/** Read from the table by this run. */
	isNew: boolean;
	/** Its former row, if there is one, is among the dead ones. */
	settled: boolean;
}

/** Everything that has changed behind the packs. */
export interface Changes {
	byCallId: Map<string, Change>;
	/** Rows whose place they take, by the name of their pack. */
	dead: Map<string, Set<number>>;
	/** When the first of them was read from the table. */
	packedAt: number;
	/** Whether it is what its object holds. */
	written: boolean;
}

const recordsAtOnce = 1000;

export function noChanges(now: number): Changes {
	return { byCallId: new Map(), dead: new Map(), packedAt: now, written: true };
}

/** The changes out of their pack. @returns undefined where that is missing, damaged, or of another layout */
export async function readChanges(
	deps: Pick<PackerDeps, "packFiles">,
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
	const dead = Object.entries(decoded.dead).map(([name, rows]) => [name, new Set(rows)] as const);
	return { byCallId: new Map(changes), dead: new Map(dead), packedAt: pack.packedAt, written: true };
}

/** Reads marked records as they are at this moment, and has them take the place of what was known of them. */
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

/** Reads all of the changes again: some of them may have been deleted without a mark. */
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

/** Forgets what has come into new packs. */
export function leaveChanges(changes: Changes, from: number, to: number): void {
	for (const { callId } of changesWithin(changes, from, to)) {
		changes.byCallId.delete(callId);
		changes.written = false;
	}
}

/** Forgets about the rows of a pack that is one no longer. */
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
