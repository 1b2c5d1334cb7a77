/**
 * Cuts a list into chunks of at most so many things and so many bytes; a thing that is larger than that stands alone.
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
