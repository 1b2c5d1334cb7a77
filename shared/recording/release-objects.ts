import { isTenantThere } from "../directory/is-tenant-there.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { Bucket } from "../platform/bucket.ts";
import type { ObjectName } from "./model.ts";
import type { ObjectNames } from "./object-names.ts";

export interface ReleaseDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	objectNames: ObjectNames;
	recordingFiles: Pick<Bucket, "delete" | "listAfter">;
}

type StoredObject = Pick<ObjectName, "objectKey">;

/**
 * Removes those of the objects that no record names. After a failure at any step, repeating it completes the removal.
 * @param objects at most a thousand, of one tenant
 * @returns the keys of the removed objects
 */
export async function releaseObjects(
	deps: ReleaseDeps,
	tenantId: string,
	objects: readonly StoredObject[],
): Promise<string[]> {
	if (objects.length === 0) return [];
	// The removal of a tenant removes its names, and must not find new items.
	const isThere = await isTenantThere(deps, tenantId);
	const released = await Promise.all(
		objects.map(async ({ objectKey }) => {
			const isReleased = !isThere || (await isUnnamed(deps, { tenantId, objectKey }));
			return isReleased ? [objectKey] : [];
		}),
	);
	await deps.recordingFiles.delete(released.flat());
	return released.flat();
}

/**
 * Whether an object has no names and never will. The removal mark is written before the last check, and the intake
 * writes its name before it checks for a mark, so at least one of them sees the other.
 */
async function isUnnamed(
	{ now, objectNames }: ReleaseDeps,
	object: { tenantId: string; objectKey: string },
): Promise<boolean> {
	if (await objectNames.isNamed(object, now())) return false;
	const isFirst = await objectNames.bury(object, now());
	if (!(await objectNames.isNamed(object, now()))) return true;
	// A mark that another caller has set stays: the object may be gone already.
	if (isFirst) await objectNames.raise(object, now());
	return false;
}
