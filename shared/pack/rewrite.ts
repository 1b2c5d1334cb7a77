import { log } from "../platform/logger.ts";
import { type Change, type Changes, changesWithin } from "./changes.ts";
import { decodePack } from "./decode.ts";
import { encodePack } from "./encode.ts";
import { currentLayout } from "./layout.ts";
import type { Pack, PackRow } from "./model.ts";
import type { NamedPack } from "./named-pack.ts";
import { objectKeyOf, tryRead } from "./pack-files.ts";
import type { PackerDeps } from "./packer-deps.ts";
import type { PackSizes } from "./plan.ts";
import { readTime } from "./read-time.ts";

type RewriteDeps = Pick<PackerDeps, "packFiles" | "callHistoryReader" | "packs">;

/** A stretch of time, and where to read its rows. */
export interface Source {
	from: number;
	to: number;
	/** Absent if the rows are read from the table. */
	pack?: Pack;
	/** Its pages from the table, if reading them has already begun. */
	pages?: AsyncIterable<PackRow[]>;
}

export interface Writing {
	tenantId: string;
	changes: Changes;
	sizes: PackSizes;
	/** When reading from the table began. */
	readAt: number;
	/** Whether a row's batch has left the directory. */
	isGone: (row: PackRow) => boolean;
	/** Names the next object. */
	nextName: () => string;
}

/**
 * Writes the packs of a stretch of time, one after another. They are not yet referenced.
 * @param sources adjacent, in order of time
 * @returns each pack with the start of the next one
 */
export async function* rewrite(
	deps: RewriteDeps,
	writing: Writing,
	sources: readonly Source[],
): AsyncGenerator<{ pack: NamedPack; next: number }> {
	const { sizes, isGone } = writing;
	let rows: PackRow[] = [];
	let from = sources[0]?.from ?? 0;
	let opened: { to: number; packedAt: number }[] = [];
	const make = async (packed: PackRow[]) => {
		const packedAt = Math.min(...opened.map((source) => source.packedAt));
		return writePack(deps, writing, packed, { from, packedAt });
	};
	for (const source of sources) {
		const { packedAt, changed, chunks } = await openSource(deps, writing, source);
		opened.push({ to: source.to, packedAt });
		for (const { row } of changed) if (row && !isGone(row)) rows.push(row);
		for await (const { rows: some, until } of chunks) {
			for (const row of some) if (!isGone(row)) rows.push(row);
			for (let end = cutAt(rows, until, sizes); end > 0; end = cutAt(rows, until, sizes)) {
				const next = rows[end]?.calledAt as number;
				const pack = await make(rows.slice(0, end));
				rows = rows.slice(end);
				from = next;
				opened = opened.filter(({ to }) => to > next);
				yield { pack, next };
			}
		}
	}
	const to = sources.at(-1)?.to ?? from;
	if (rows.length > 0) yield { pack: await make(rows), next: to };
}

/**
 * Where a full pack ends: between rows of different moments; 0 if too few rows would remain for the next one.
 * @param until rows before this moment are complete
 */
function cutAt(rows: PackRow[], until: number, { packRows, tailRows }: PackSizes): number {
	if (rows.length < packRows + tailRows) return 0;
	rows.sort(inOrder);
	const isCut = (place: number) => {
		const time = rows[place]?.calledAt ?? Number.POSITIVE_INFINITY;
		return time <= until && time > (rows[place - 1]?.calledAt ?? 0);
	};
	for (let place = packRows; place > 0; place--) if (isCut(place)) return place;
	for (let place = packRows; place < rows.length; place++) if (isCut(place)) return place;
	return 0;
}

interface OpenSource {
	packedAt: number;
	/** Rows that replace others or arrived late. */
	changed: Change[];
	/** The other rows, in order of time; those before `until` are complete. */
	chunks: AsyncIterable<Chunk> | Chunk[];
}

interface Chunk {
	rows: PackRow[];
	until: number;
}

async function openSource(
	deps: RewriteDeps,
	{ tenantId, changes, readAt }: Writing,
	{ from, to, pack, pages }: Source,
): Promise<OpenSource> {
	const within = changesWithin(changes, from, to);
	if (pack) {
		const rows = await tryRead(deps, tenantId, pack, decodePack);
		const dead = changes.dead.get(pack.name);
		const isLive = ({ callId }: PackRow, place: number) => !dead?.has(place) && !changes.byCallId.has(callId);
		if (rows && pack.layout !== currentLayout) await deps.packs.keyNumbers(tenantId, rows);
		if (rows) return { packedAt: pack.packedAt, changed: within, chunks: [{ rows: rows.filter(isLive), until: to }] };
		log("error", "a pack is unreadable and is rebuilt", { tenantId, pack: pack.name });
	}
	// The index includes earlier changes and lacks deleted records, but may not yet include the changes just read.
	const changed = within.filter(({ isNew }) => isNew);
	const known = new Set(changed.map(({ callId }) => callId));
	const chunks = chunksOf(keyed(deps, tenantId, pages ?? readTime(deps, tenantId, from, to)), to, known);
	return { packedAt: readAt, changed, chunks };
}

/** Rows from the table, whose numbers an earlier version may have interpreted differently. */
async function* keyed(
	{ packs }: RewriteDeps,
	tenantId: string,
	pages: AsyncIterable<PackRow[]>,
): AsyncGenerator<PackRow[]> {
	for await (const page of pages) {
		await packs.keyNumbers(tenantId, page);
		yield page;
	}
}

async function* chunksOf(
	pages: AsyncIterable<PackRow[]>,
	to: number,
	without: ReadonlySet<string>,
): AsyncGenerator<Chunk> {
	for await (const page of pages) {
		const rows = without.size === 0 ? page : page.filter(({ callId }) => !without.has(callId));
		yield { rows, until: page.at(-1)?.calledAt ?? 0 };
	}
	yield { rows: [], until: to };
}

/** Writes one object. @param rows in any order */
export async function writePack(
	{ packFiles }: Pick<PackerDeps, "packFiles">,
	{ tenantId, nextName }: Pick<Writing, "tenantId" | "nextName">,
	rows: PackRow[],
	{ from, packedAt }: Pick<Pack, "from" | "packedAt">,
	dead?: Record<string, number[]>,
): Promise<NamedPack> {
	const { bytes, layout, rows: count, parts, batchIds } = await encodePack(rows.sort(inOrder), dead);
	const name = nextName();
	await packFiles.put(objectKeyOf(tenantId, name), bytes);
	return { name, layout, from, packedAt, rows: count, parts, batches: [], batchIds };
}

function inOrder(a: PackRow, b: PackRow): number {
	return a.calledAt - b.calledAt || (a.callId < b.callId ? -1 : a.callId > b.callId ? 1 : 0);
}
