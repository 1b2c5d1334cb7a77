import { PackError } from "./layout.ts";

/** Reads bytes of an object; the end is excluded. */
export type ReadBytes = (start: number, end: number) => Promise<Buffer>;

interface NamedRange<Name> {
	name: Name;
	/** Where it starts and ends (excluded), in bytes. */
	place: readonly [start: number, end: number];
}

/** Reads exactly what is asked of an object. @throws PackError where the object is gone or shorter */
export function exactly(objectName: string, readBytes: ReadBytes): ReadBytes {
	return async (start, end) => {
		try {
			const bytes = await readBytes(start, end);
			if (bytes.length === end - start) return bytes;
		} catch (cause) {
			throw new PackError(`${objectName} cannot be read`, { cause });
		}
		throw new PackError(`${objectName} is cut off`);
	};
}

/**
 * Requests ranges of an object, adjacent ones with one request.
 * @param gapBytes the longest unneeded gap that one request reads over
 */
export function readRanges<Name>(
	readBytes: ReadBytes,
	ranges: readonly NamedRange<Name>[],
	gapBytes: number,
): { name: Name; bytes: Promise<Buffer> }[] {
	const sorted = ranges.toSorted((a, b) => a.place[0] - b.place[0]);
	const read: { name: Name; bytes: Promise<Buffer> }[] = [];
	for (let first = 0; first < sorted.length; ) {
		let last = first;
		while (last + 1 < sorted.length && startOf(sorted[last + 1]) - endOf(sorted[last]) <= gapBytes) last++;
		const start = startOf(sorted[first]);
		const together = readBytes(start, endOf(sorted[last]));
		for (const { name, place } of sorted.slice(first, last + 1)) {
			const bytes = together.then((all) => all.subarray(place[0] - start, place[1] - start));
			// A failure reaches those who await the range; others may not need it any more.
			bytes.catch(() => {});
			read.push({ name, bytes });
		}
		first = last + 1;
	}
	return read;
}

const startOf = (range: NamedRange<unknown> | undefined) => range?.place[0] ?? 0;
const endOf = (range: NamedRange<unknown> | undefined) => range?.place[1] ?? 0;
