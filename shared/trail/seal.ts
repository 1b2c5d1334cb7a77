import { createHash } from "node:crypto";
import { trailIndex } from "../call-history/schema.ts";
import type { Bucket } from "../platform/bucket.ts";
import type { Change } from "../platform/change.ts";
import type { Item } from "../platform/dynamodb.ts";

/** The digest of an entry, in 64 hexadecimal digits; any change of the entry changes it. */
export function digestOf(entry: Item): string {
	const sorted = Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

/** `acme#2026-11-20` → `acme/2026-11-20/`: the folder for the digests of a tenant's day. */
export function sealsPrefix(day: string): string {
	return `${day.replace("#", "/")}/`;
}

/**
 * Stores the digests of new entries where nothing can be changed or deleted for a year, so that later changes to the
 * trail are detected. Digests contain no personal data. Storing them twice is harmless.
 */
export async function sealEntries(
	{ seals }: { seals: Pick<Bucket, "put"> },
	changes: readonly Change[],
): Promise<void> {
	const entries = changes.flatMap(({ before, after }) => (!before && after?.[trailIndex.pk] ? [after] : []));
	const days = Map.groupBy(entries, (entry) => entry[trailIndex.pk]?.S ?? "");
	await Promise.all(
		[...days].map(async ([day, ofDay]) => {
			const content = ofDay.map((entry) => `${digestOf(entry)}\n`).join("");
			const name = createHash("sha256").update(content).digest("hex").slice(0, 32);
			await seals.put(`${sealsPrefix(day)}${name}`, Buffer.from(content));
		}),
	);
}
