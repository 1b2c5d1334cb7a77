/**
 * The maximum size of the entries in one answer. Lambda accepts a result of 6 MB (6,291,556 bytes), in which the body
 * is a string whose quotes and backslashes are escaped again. The rest is for the members around the entries.
 */
export const maxPageBytes = 5_000_000;

/** A value's size within an answer, as Lambda counts it. */
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
