/**
 * What the entries of one answer may weigh. Lambda takes 6 MB (6,291,556 bytes) of a function's result, in which the
 * body is a string: counted after all of its quotes and backslashes have been escaped once more. The rest is for what
 * stands around the entries.
 */
export const maxPageBytes = 5_000_000;

/** What a value weighs within an answer, as Lambda counts. */
export function weightOf(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(JSON.stringify(value)));
}

/**
 * As many entries from the start as fit into an answer, and at least one, whatever its size, so that paging always
 * advances.
 */
export function fitting<T>(entries: readonly T[], maxBytes = maxPageBytes): T[] {
	let bytes = 0;
	const end = entries.findIndex((entry, index) => {
		bytes += weightOf(entry);
		return index > 0 && bytes > maxBytes;
	});
	return entries.slice(0, end < 0 ? entries.length : end);
}
