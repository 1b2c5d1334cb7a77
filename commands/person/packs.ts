import { decodeKeys } from "../../shared/pack/decode.ts";
import { isReadable } from "../../shared/pack/layout.ts";
import type { Pack } from "../../shared/pack/model.ts";
import type { PackNotes } from "../../shared/pack/notes.ts";
import { objectKeyOf, runOf, tryRead } from "../../shared/pack/pack-files.ts";
import type { PackerDeps } from "../../shared/pack/packer-deps.ts";

export type PacksDeps = Pick<PackerDeps, "now" | "packReader" | "packs" | "packFiles"> & { packNotes: PackNotes };

/** An invalid layout: the pack's time is read from the table, and the pack is rebuilt. */
const unreadable = 0;
const attempts = 8;
/** How many objects one request deletes. */
const deletedAtOnce = 1000;

/** The packs that contain any of the records, visible or not. */
export async function packsWith(deps: PacksDeps, tenantId: string, callIds: ReadonlySet<string>): Promise<Pack[]> {
	const { contents } = await deps.packReader.load(tenantId);
	const found: Pack[] = [];
	for (const pack of [...contents.packs, ...(contents.changes ? [contents.changes] : [])]) {
		if (!isReadable(pack)) continue;
		const keys = await tryRead(deps, tenantId, pack, decodeKeys);
		if (keys?.callIds.some((callId) => callIds.has(callId))) found.push(pack);
	}
	return found;
}

/**
 * Deletes the objects of packs that contain any of the records, and all unreferenced ones: searches read that time from
 * the table until the packer has rebuilt the packs. Raising the contents' version invalidates a packer's pending
 * switch, whose objects may contain the records.
 * @returns how many objects were deleted
 */
export async function erasePacked(deps: PacksDeps, tenantId: string, callIds: ReadonlySet<string>): Promise<number> {
	for (let attempt = 0; attempt < attempts; attempt++) {
		const holders = new Set((await packsWith(deps, tenantId, callIds)).map(({ name }) => name));
		const { contents, version } = await deps.packReader.load(tenantId);
		const withheld = (pack: Pack) => (holders.has(pack.name) ? { ...pack, layout: unreadable } : pack);
		const next = { ...contents, packs: contents.packs.map(withheld) };
		if (contents.changes) next.changes = withheld(contents.changes);
		const at = deps.now();
		await deps.packNotes.written(tenantId, at);
		if (version > 0 && !(await deps.packs.switchTo(tenantId, next, version))) continue;
		const kept = [...next.packs, ...(next.changes ? [next.changes] : [])].filter(isReadable).map(({ name }) => name);
		return removeOthers(deps, tenantId, new Set(kept), at);
	}
	throw new Error("the packer keeps changing the contents: run it again");
}

async function removeOthers(deps: PacksDeps, tenantId: string, kept: ReadonlySet<string>, before: number) {
	const folder = objectKeyOf(tenantId, "");
	let removed = 0;
	for await (const keys of deps.packFiles.list(folder)) {
		const names = keys.map((key) => key.slice(folder.length));
		const others = names.filter((name) => !kept.has(name) && runOf(name) <= before);
		for (let start = 0; start < others.length; start += deletedAtOnce) {
			const some = others.slice(start, start + deletedAtOnce);
			await deps.packFiles.delete(some.map((name) => objectKeyOf(tenantId, name)));
			removed += some.length;
		}
	}
	return removed;
}
