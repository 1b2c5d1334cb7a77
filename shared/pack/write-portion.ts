import { type Changes, deadRows, leaveChanges, leaveDead } from "./changes.ts";
import { isReadable } from "./layout.ts";
import type { PackRow } from "./model.ts";
import type { NamedPack } from "./named-pack.ts";
import type { PackerDeps } from "./packer-deps.ts";
import { rewrite, type Source, type Writing, writePack } from "./rewrite.ts";
import type { Run } from "./run.ts";
import type { Survey } from "./survey.ts";

/** What the next contents can refer to. */
export interface Written {
	packs: NamedPack[];
	packedUntil: number;
	changesPack: NamedPack | undefined;
	/** Names of objects that the next contents no longer refer to. */
	replaced: string[];
	/** Names of the new objects. */
	added: string[];
	/** Rows of new packs. */
	records: number;
	/** Whether records after the last pack remain to be packed. */
	stopped: boolean;
}

/** Rebuilds the chosen packs, packs what follows the last one, and writes the remaining changes as a new pack. */
export async function writePortion(
	deps: Pick<PackerDeps, "packFiles" | "callHistoryReader" | "packs">,
	run: Run,
	seen: Survey,
	chosen: ReadonlySet<number>,
): Promise<Written> {
	const { tenantId, sizes, broken } = run;
	const { changes, judgement, packs, open, follows } = seen;
	const added: string[] = [];
	const nextName = () => {
		const name = run.nextName();
		added.push(name);
		return name;
	};
	const isGone = ({ batchId, calledAt }: PackRow) => judgement.isGone(batchId, calledAt);
	const writing: Writing = { tenantId, changes, sizes, readAt: seen.now, isGone, nextName };
	const result: NamedPack[] = [];
	const replaced: string[] = [];
	let [made, records, packedUntil] = [0, 0, open.to];

	for (const group of groupsOf(seen, chosen, broken)) {
		if (!Array.isArray(group)) {
			result.push(group);
			continue;
		}
		const from = group[0]?.from ?? 0;
		let end = group.at(-1)?.to ?? from;
		for await (const { pack, next } of rewrite(deps, writing, group)) {
			result.push(pack);
			records += pack.rows;
			if (
				++made >= sizes.packsAtOnce &&
				follows &&
				next < open.to &&
				next >= Math.max(open.from, seen.contents.packedUntil)
			) {
				[end, packedUntil] = [next, next];
				break;
			}
		}
		leaveChanges(changes, from, end);
	}
	const stopped = packedUntil < open.to;
	// The next portion reads the rest from the table.
	if (stopped) leaveChanges(changes, packedUntil, Number.POSITIVE_INFINITY);
	for (const place of chosen) {
		const { pack } = packs[place] as Survey["packs"][number];
		replaced.push(pack.name);
		leaveDead(changes, pack.name);
	}
	let { changesPack } = seen;
	if (!changes.written) {
		if (changesPack) replaced.push(changesPack.name);
		changesPack = await writeChanges(deps, writing, changes);
	}
	return { packs: result, packedUntil, changesPack, replaced, added, records, stopped };
}

/** The packs that are kept, and between them the sources of those that are rebuilt. */
function groupsOf(
	{ packs, open, follows }: Survey,
	chosen: ReadonlySet<number>,
	broken: ReadonlySet<string>,
): (NamedPack | Source[])[] {
	const groups: (NamedPack | Source[])[] = [];
	const addSource = (source: Source) => {
		const last = groups.at(-1);
		if (Array.isArray(last)) last.push(source);
		else groups.push([source]);
	};
	for (const [place, { pack, to }] of packs.entries()) {
		if (!chosen.has(place)) groups.push(pack);
		else {
			const isSource = isReadable(pack) && !broken.has(pack.name);
			addSource({ from: pack.from, to, ...(isSource ? { pack } : {}) });
		}
	}
	if (follows) addSource({ ...open, pages: open.pages ?? noPages() });
	return groups;
}

async function* noPages(): AsyncGenerator<PackRow[]> {}

async function writeChanges(
	deps: Pick<PackerDeps, "packFiles">,
	writing: Writing,
	changes: Changes,
): Promise<NamedPack | undefined> {
	const rows = [...changes.byCallId.values()].flatMap(({ row }) => (row && !writing.isGone(row) ? [row] : []));
	const dead = deadRows(changes);
	if (rows.length === 0 && Object.keys(dead).length === 0) return undefined;
	return writePack(deps, writing, rows, { from: 0, packedAt: changes.packedAt }, dead);
}
