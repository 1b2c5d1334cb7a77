/**
 * Splits a list into chunks with a maximum number of items and bytes; larger items get a chunk of their own.
 */
export function chunksOf<T>(
	things: readonly T[],
	bytesOf: (thing: T) => number,
	limits: { things: number; bytes: number },
): T[][] {
	const chunks: T[][] = [];
	let bytes = 0;
	for (const thing of things) {
		const last = chunks.at(-1);
		const size = bytesOf(thing);
		if (last && last.length < limits.things && bytes + size <= limits.bytes) {
			last.push(thing);
			bytes += size;
		} else {
			chunks.push([thing]);
			bytes = size;
		}
	}
	return chunks;
}
