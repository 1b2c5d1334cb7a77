import { bytesOf } from "./decode.ts";
import { PackError } from "./layout.ts";
import type { Pack } from "./model.ts";
import type { PackerDeps } from "./packer-deps.ts";

/** S3's names for an object that is missing or shorter than the requested range. All other faults are temporary. */
const missing = new Set(["NoSuchKey", "InvalidRange"]);

/** Object names contain the start of the run that wrote them, and are never reused. */
export function runName(now: number, newId: string): string {
	return `${now.toString(36)}.${newId.replaceAll("-", "").slice(0, 6)}`;
}

/** When the run that wrote an object began. */
export function runOf(name: string): number {
	return Number.parseInt(name.slice(0, name.indexOf(".")), 36) || 0;
}

export function objectKeyOf(tenantId: string, name: string): string {
	return `${tenantId}/${name}`;
}

/** A pack's whole object. @throws PackError where it is gone or shorter than it was */
async function readWhole({ packFiles }: Pick<PackerDeps, "packFiles">, tenantId: string, pack: Pack): Promise<Buffer> {
	try {
		return await packFiles.readPart(objectKeyOf(tenantId, pack.name), 0, bytesOf(pack));
	} catch (error) {
		const { name, status } = error as Error & { status?: number };
		// The packer may list objects, so 403 means missing rights, not a missing object.
		if (!missing.has(name) || status === 403) throw error;
		throw new PackError(`${pack.name} is missing`, { cause: error });
	}
}

/** Reads and decodes a pack's object. @returns undefined if it is missing, damaged, or in another layout */
export async function tryRead<T>(
	deps: Pick<PackerDeps, "packFiles">,
	tenantId: string,
	pack: Pack,
	decode: (pack: Pack, bytes: Buffer) => Promise<T>,
): Promise<T | undefined> {
	try {
		return await decode(pack, await readWhole(deps, tenantId, pack));
	} catch (error) {
		if (error instanceof PackError) return undefined;
		throw error;
	}
}
