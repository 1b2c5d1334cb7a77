import type { Bucket } from "../platform/bucket.ts";

/**
 * Reads an object part by part, requesting the next part while the last is in use. Each part is a separate request:
 * merging a hundred pieces would otherwise hold more connections than a client has.
 */
export async function* partsOf(
	files: Bucket,
	objectKey: string,
	bytes: number,
	partBytes: number,
): AsyncGenerator<Buffer> {
	const read = (start: number) => files.readPart(objectKey, start, Math.min(bytes, start + partBytes));
	let next = read(0);
	for (let start = partBytes; start < bytes; start += partBytes) {
		const part = await next;
		next = read(start);
		// Its error is thrown to the turn that awaits it; after another error, nothing awaits it.
		next.catch(() => {});
		yield part;
	}
	yield await next;
}
