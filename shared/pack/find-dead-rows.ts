import { type Changes, changesWithin } from "./changes.ts";
import { lowerBound } from "./columns.ts";
import { decodeKeys } from "./decode.ts";
import type { Pack } from "./model.ts";
import { tryRead } from "./pack-files.ts";
import type { PackerDeps } from "./packer-deps.ts";

const packsAtOnce = 4;

/**
 * Finds the rows that new changes replace.
 * @param packs those that are kept, each with the end of its stretch
 * @returns names of unreadable packs: searches do not read them either, so they need no dead rows
 */
export async function findDeadRows(
	deps: Pick<PackerDeps, "packFiles">,
	tenantId: string,
	changes: Changes,
	packs: readonly { pack: Pack; to: number }[],
): Promise<string[]> {
	const unreadable: string[] = [];
	const find = async ({ pack, to }: { pack: Pack; to: number }) => {
		const open = changesWithin(changes, pack.from, to).filter(({ settled }) => !settled);
		if (open.length === 0) return;
		const keys = await tryRead(deps, tenantId, pack, decodeKeys);
		if (!keys) return void unreadable.push(pack.name);
		const dead = changes.dead.get(pack.name) ?? new Set();
		changes.dead.set(pack.name, dead);
		for (const change of open) {
			const row = rowOf(keys, change);
			if (row !== undefined) dead.add(row);
			change.settled = true;
		}
	};
	for (let start = 0; start < packs.length; start += packsAtOnce) {
		await Promise.all(packs.slice(start, start + packsAtOnce).map(find));
	}
	return unreadable;
}

type Keys = Awaited<ReturnType<typeof decodeKeys>>;

function rowOf({ times, callIds }: Keys, { callId, calledAt }: { callId: string; calledAt: number }) {
	for (let row = lowerBound(times, calledAt); times[row] === calledAt; row++) if (callIds[row] === callId) return row;
	return undefined;
}
