import type { Contents } from "./model.ts";
import { objectKeyOf, runOf } from "./pack-files.ts";
import type { PackerDeps } from "./packer-deps.ts";

/** By then a run, and all searches that read its contents, have ended. */
const leftAfterMs = 3_600_000;

/**
 * Checks a tenant's folder and deletes the objects of runs that never reached their switch.
 * @returns the objects that the contents name but that are missing, and when there will be more to delete
 */
export async function sweepObjects(
	{ packFiles }: Pick<PackerDeps, "packFiles">,
	tenantId: string,
	contents: Contents,
	now: number,
): Promise<{ missing: string[]; leftUntil: number | undefined }> {
	const folder = objectKeyOf(tenantId, "");
	const named = namesOf(contents);
	const found = new Set<string>();
	for await (const keys of packFiles.list(folder)) for (const key of keys) found.add(key.slice(folder.length));
	const left = [...found].filter((name) => !named.has(name));
	const old = left.filter((name) => runOf(name) + leftAfterMs < now);
	await deleteObjects({ packFiles }, tenantId, old);
	const young = left.filter((name) => runOf(name) + leftAfterMs >= now).map(runOf);
	const leftUntil = young.length > 0 ? Math.max(...young) + leftAfterMs + 1 : undefined;
	const missing = contents.packs.map(({ name }) => name).filter((name) => !found.has(name));
	return { missing, leftUntil };
}

/** All objects that may still be read. */
export function namesOf({ packs, changes, retired }: Contents): Set<string> {
	return new Set([...packs, ...(changes ? [changes] : []), ...retired].map(({ name }) => name));
}

export async function deleteObjects(
	{ packFiles }: Pick<PackerDeps, "packFiles">,
	tenantId: string,
	names: readonly string[],
): Promise<void> {
	for (let start = 0; start < names.length; start += 1000) {
		await packFiles.delete(names.slice(start, start + 1000).map((name) => objectKeyOf(tenantId, name)));
	}
}
